import { Binary } from 'bson';
import { namespaceOf, type Collection } from '../catalog.ts';
import type { Work } from '../committer.ts';
import { documentFlow } from '../cursors.ts';
import { CommandError, unsupported } from '../errors.ts';
import { compileFilter } from '../match.ts';
import { isDocument, truthy, type Document } from '../values.ts';
import { atOnce, collectionName, count, type Call, type Command } from './call.ts';

const refusedOptions = [
  'capped',
  'timeseries',
  'viewOn',
  'pipeline',
  'validator',
  'clusteredIndex',
  'collation',
  'expireAfterSeconds',
  'encryptedFields',
  'size',
  'max',
  'indexOptionDefaults',
];

/** Collections and databases: making, listing, dropping. */
export const collections: { [name: string]: Command } = {
  create: atOnce(
    [
      'storageEngine',
      'validationLevel',
      'validationAction',
      'changeStreamPreAndPostImages',
      'autoIndexId',
      ...refusedOptions,
    ],
    create,
  ),
  drop: atOnce([], (call) => {
    const { store, db } = call;
    const collection = store.collection(db, collectionName(call));
    if (!collection) return { ok: 1 };
    const nIndexesWas = collection.indexes.length;
    store.catalog.drop(collection);
    return { nIndexesWas, ns: namespaceOf(collection), ok: 1 };
  }),
  dropDatabase: atOnce([], ({ store, db }) => {
    const all = store.catalog.collections(db);
    for (const collection of all) store.catalog.drop(collection);
    return { ...(all.length && { dropped: db }), ok: 1 };
  }),
  listCollections: {
    fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
    run: listCollections,
  },
  listDatabases: atOnce(['filter', 'nameOnly', 'authorizedDatabases'], listDatabases, true),
  renameCollection: atOnce(['to', 'dropTarget'], rename, true),
  collMod: atOnce(
    [
      'index',
      'changeStreamPreAndPostImages',
      'validator',
      'validationLevel',
      'validationAction',
      'viewOn',
      'pipeline',
    ],
    modify,
  ),
  collStats: atOnce(['scale'], stats),
  dbStats: atOnce(['scale', 'freeStorage'], ({ store, db }) => {
    const all = store.catalog.collections(db);
    return {
      db,
      collections: all.length,
      objects: all.reduce((sum, { count }) => sum + count, 0),
      indexes: all.reduce((sum, { indexes }) => sum + indexes.length, 0),
      ok: 1,
    };
  }),
};

function create(call: Call): Document {
  const { store, db, body } = call;
  const name = collectionName(call);
  for (const option of refusedOptions) {
    const simple = option === 'collation' && isDocument(body[option]) && body[option]['locale'] === 'simple';
    if (truthy(body[option]) && !simple) throw unsupported(`create with '${option}'`);
  }
  if (
    isDocument(body['changeStreamPreAndPostImages']) &&
    truthy(body['changeStreamPreAndPostImages']['enabled'])
  )
    throw unsupported('change streams');
  // MongoDB answers a second create with the same options with ok, with others with NamespaceExists.
  if (!store.collection(db, name)) store.catalog.create(db, name, {});
  return { ok: 1 };
}

function* listCollections(call: Call): Work {
  const { store, db, body } = call;
  const filter = compileFilter((body['filter'] ?? {}) as Document);
  const shown = store.catalog
    .collections(db)
    .map(describe)
    .filter((description) => filter.test(description))
    .map((description) =>
      truthy(body['nameOnly']) ? { name: description['name'], type: 'collection' } : description,
    );
  const batchSize = isDocument(body['cursor']) ? count(body['cursor']['batchSize'], 'batchSize') : undefined;
  return yield* store.cursors.start(`${db}.$cmd.listCollections`, documentFlow(shown), batchSize, false);
}

function describe({ name, options, uuid }: Collection): Document {
  return {
    name,
    type: 'collection',
    options,
    info: { readOnly: false, uuid: new Binary(uuid, Binary.SUBTYPE_UUID) },
    idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
  };
}

function listDatabases({ store, body }: Call): Document {
  const filter = compileFilter((body['filter'] ?? {}) as Document);
  const databases = store.catalog
    .databases()
    .sort()
    .map((name) => ({
      name,
      sizeOnDisk: store.catalog.collections(name).reduce((sum, { count }) => sum + count, 0),
      empty: false,
    }))
    .filter((database) => filter.test(database))
    .map((database) => (truthy(body['nameOnly']) ? { name: database.name } : database));
  return { databases, ...(!truthy(body['nameOnly']) && { totalSize: 0, totalSizeMb: 0 }), ok: 1 };
}

function rename({ store, body }: Call): Document {
  const [from, to] = [body['renameCollection'], body['to']].map((namespace) => {
    const dot = String(namespace).indexOf('.');
    return { db: String(namespace).slice(0, dot), name: String(namespace).slice(dot + 1) };
  }) as [{ db: string; name: string }, { db: string; name: string }];
  const source = store.collection(from.db, from.name);
  if (!source)
    throw new CommandError('NamespaceNotFound', `Source collection ${from.db}.${from.name} does not exist`);
  const target = store.collection(to.db, to.name);
  if (target === source) throw new CommandError('IllegalOperation', "Can't rename a collection to itself");
  if (target && !truthy(body['dropTarget']))
    throw new CommandError('NamespaceExists', 'target namespace exists');
  if (target) store.catalog.drop(target);
  store.catalog.rename(source, to.db, to.name);
  return { ok: 1 };
}

/** `collMod` can change when an index lets documents expire, and nothing else. */
function modify(call: Call): Document {
  const { store, db, body } = call;
  const collection = store.collection(db, collectionName(call));
  if (!collection)
    throw new CommandError('NamespaceNotFound', `ns does not exist: ${db}.${collectionName(call)}`);
  const wanted = body['index'];
  const others = [
    'validator',
    'viewOn',
    'pipeline',
    'validationLevel',
    'validationAction',
    'changeStreamPreAndPostImages',
  ].filter((name) => truthy(body[name]));
  if (others.length > 0) throw unsupported(`collMod with '${others[0]}'`);
  if (!isDocument(wanted)) throw new CommandError('InvalidOptions', 'collMod needs an index to change');
  const index = collection.indexes.find(
    ({ name, spec }) =>
      name === wanted['name'] || JSON.stringify(spec['key']) === JSON.stringify(wanted['keyPattern']),
  );
  if (!index)
    throw new CommandError(
      'IndexNotFound',
      `cannot find index ${JSON.stringify(wanted['name'] ?? wanted['keyPattern'])} for ns ${namespaceOf(collection)}`,
    );
  if (wanted['expireAfterSeconds'] === undefined || index.spec['expireAfterSeconds'] === undefined)
    throw unsupported('this change of an index');
  const before = index.spec['expireAfterSeconds'];
  index.spec = { ...index.spec, expireAfterSeconds: wanted['expireAfterSeconds'] };
  store.catalog.saveSpec(index);
  return { expireAfterSeconds_old: before, expireAfterSeconds_new: wanted['expireAfterSeconds'], ok: 1 };
}

function stats(call: Call): Document {
  const collection = call.store.collection(call.db, collectionName(call));
  return {
    ns: `${call.db}.${collectionName(call)}`,
    count: collection?.count ?? 0,
    nindexes: collection?.indexes.length ?? 0,
    ok: 1,
  };
}
