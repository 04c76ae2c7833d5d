import { Binary } from 'bson';
import { documentFlow } from '../cursors.ts';
import { CommandError, unsupported } from '../errors.ts';
import { namespaceOf, type Collection } from '../file/catalog.ts';
import type { Steps } from '../flow.ts';
import { isDocument, truthy, type Document } from '../value/values.ts';
import { collectionName, count, filterOf, type Call, type Commands } from './call.ts';

const refused =
  'capped timeseries viewOn pipeline validator clusteredIndex collation expireAfterSeconds encryptedFields size max'.split(
    ' ',
  );

/** Collections and databases: making, listing, renaming, dropping. */
export const collections: Commands = {
  create: {
    fields: `validationLevel validationAction changeStreamPreAndPostImages ${refused.join(' ')}`,
    run: create,
  },
  drop: { fields: '', run: drop },
  dropDatabase: {
    fields: '',
    run: ({ store, db }) => {
      for (const collection of store.catalog.collections(db)) store.catalog.drop(collection);
      return { dropped: db, ok: 1 };
    },
  },
  renameCollection: { fields: 'to dropTarget', admin: true, run: rename },
  listCollections: { fields: 'filter nameOnly authorizedCollections cursor', run: listCollections },
  listDatabases: { fields: 'filter nameOnly authorizedDatabases', admin: true, run: listDatabases },
};

function create(call: Call): Document {
  const { store, db, body } = call;
  const name = collectionName(call);
  for (const option of refused) if (truthy(body[option])) throw unsupported(`create with '${option}'`);
  const images = body['changeStreamPreAndPostImages'];
  if (isDocument(images) && truthy(images['enabled'])) throw unsupported('a change stream');
  // Every collection is alike here, and MongoDB is content with making one again with the same options.
  store.catalog.findOrCreate(db, name);
  return { ok: 1 };
}

function drop(call: Call): Document {
  const collection = call.store.catalog.find(call.db, collectionName(call));
  if (!collection) return { ok: 1 };
  const nIndexesWas = collection.indexes.length;
  call.store.catalog.drop(collection);
  return { nIndexesWas, ns: namespaceOf(collection), ok: 1 };
}

function rename({ store, body }: Call): Document {
  const [from, to] = [namespace(body['renameCollection']), namespace(body['to'])];
  const source = store.catalog.find(from.db, from.name);
  if (!source)
    throw new CommandError('NamespaceNotFound', `Source collection ${from.db}.${from.name} does not exist`);
  const target = store.catalog.find(to.db, to.name);
  if (target === source) throw new CommandError('IllegalOperation', "Can't rename a collection to itself");
  if (target && !truthy(body['dropTarget']))
    throw new CommandError('NamespaceExists', 'target namespace exists');
  if (target) store.catalog.drop(target);
  store.catalog.rename(source, to.db, to.name);
  return { ok: 1 };
}

function namespace(given: unknown): { db: string; name: string } {
  const [db = '', ...rest] = String(given).split('.');
  return { db, name: rest.join('.') };
}

function listCollections({ store, db, body }: Call): Steps<Uint8Array> {
  const filter = filterOf(body['filter']);
  const found = store.catalog
    .collections(db)
    .map(describe)
    .filter((collection) => filter.test(collection));
  const shown = truthy(body['nameOnly']) ? found.map(({ name, type }) => ({ name, type })) : found;
  const batchSize = isDocument(body['cursor']) ? count(body['cursor']['batchSize'], 'batchSize') : undefined;
  return store.cursors.start(`${db}.$cmd.listCollections`, documentFlow(shown), { batchSize });
}

function describe({ name, uuid }: Collection): Document {
  const info = { readOnly: false, uuid: new Binary(uuid, Binary.SUBTYPE_UUID) };
  return { name, type: 'collection', options: {}, info, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } };
}

function listDatabases({ store, body }: Call): Document {
  const filter = filterOf(body['filter']);
  const found = store.catalog
    .databases()
    .sort()
    .map((name) => ({ name, empty: false }))
    .filter((database) => filter.test(database));
  return { databases: truthy(body['nameOnly']) ? found.map(({ name }) => ({ name })) : found, ok: 1 };
}
