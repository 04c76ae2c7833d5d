import { documentFlow } from '../cursors.ts';
import { CommandError, badValue } from '../errors.ts';
import { namespaceOf, type Collection } from '../file/catalog.ts';
import { checkSpec, findIndex, sameKeys, type Index } from '../file/index-definition.ts';
import { waiting, type Steps } from '../flow.ts';
import type { Store } from '../store.ts';
import { compare } from '../value/compare.ts';
import { isDocument, isList, type Document } from '../value/values.ts';
import { collectionName, count, type Call, type Commands } from './call.ts';
import { fillIndex } from './index-build.ts';

const mostIndexes = 64;

/** Indexes: making, listing, dropping. */
export const indexes: Commands = {
  createIndexes: { fields: 'indexes commitQuorum', run: createIndexes },
  listIndexes: { fields: 'cursor', run: listIndexes },
  dropIndexes: { fields: 'index', run: dropIndexes },
};

function* createIndexes(call: Call): Steps<Document> {
  const { store, db, body } = call;
  const wanted = body['indexes'];
  if (!isList(wanted) || wanted.length === 0) throw badValue('Must specify at least one index to create');
  if (body['commitQuorum'] !== undefined)
    throw badValue('commitQuorum is supported only for two phase index builds with a replica set');
  const specs = wanted.map((spec) => checkSpec(isDocument(spec) ? spec : {}));
  const name = collectionName(call);
  const createdCollectionAutomatically = !store.catalog.find(db, name);
  const collection = store.catalog.findOrCreate(db, name);
  const numIndexesBefore = collection.indexes.length;
  for (const spec of specs) {
    yield* otherBuilder(collection, spec);
    if (!isKnown(collection, spec)) yield* build(store, collection, spec);
  }
  const numIndexesAfter = collection.indexes.length;
  return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ok: 1 };
}

/** Waits while another command is still building an index of this name. */
function* otherBuilder(collection: Collection, spec: Document): Steps<void> {
  while (collection.indexes.some(({ name, ready }) => name === spec['name'] && !ready)) yield waiting;
}

/** Whether this very index is there already; one that merely resembles it is refused. */
function isKnown({ indexes }: Collection, spec: Document): boolean {
  const key = spec['key'] as Document;
  if (sameKeys(key, { _id: 1 })) return true;
  const namesake = indexes.find(({ name }) => name === spec['name']);
  if (namesake && sameOptions(namesake, spec) && sameKeys(namesake.key, key)) return true;
  if (namesake)
    throw new CommandError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(namesake.spec)}`,
    );
  const partial = spec['partialFilterExpression'];
  const twin = indexes.find(
    (index) => sameKeys(index.key, key) && compare(index.spec['partialFilterExpression'], partial) === 0,
  );
  if (!twin) return false;
  throw new CommandError('IndexOptionsConflict', `Index already exists with a different name: ${twin.name}`);
}

const options = ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'];

function sameOptions(index: Index, spec: Document): boolean {
  return options.every((option) => compare(index.spec[option] ?? false, spec[option] ?? false) === 0);
}

/** Makes an index and fills it. A document it cannot hold ends it, and then it is gone. */
function* build(store: Store, collection: Collection, spec: Document): Steps<void> {
  if (collection.indexes.length >= mostIndexes)
    throw new CommandError(
      'CannotCreateIndex',
      `add index fails, too many indexes for ${namespaceOf(collection)}`,
    );
  const index = store.catalog.addIndex(collection, spec);
  try {
    yield* fillIndex(store, collection, index);
    store.catalog.finishIndex(index);
  } finally {
    if (!index.ready && !collection.dropped && !index.dropped) store.catalog.dropIndex(collection, index);
  }
}

function listIndexes(call: Call): Steps<Uint8Array> {
  const { store, db, body } = call;
  const collection = existing(call);
  const shown = collection.indexes.filter(({ ready }) => ready).map(({ spec }) => spec);
  const batchSize = isDocument(body['cursor']) ? count(body['cursor']['batchSize'], 'batchSize') : undefined;
  return store.cursors.start(`${db}.$cmd.listIndexes.${collection.name}`, documentFlow(shown), { batchSize });
}

function existing(call: Call): Collection {
  const name = collectionName(call);
  const collection = call.store.catalog.find(call.db, name);
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${call.db}.${name}`);
  return collection;
}

function dropIndexes(call: Call): Document {
  const collection = existing(call);
  const nIndexesWas = collection.indexes.length;
  for (const index of named(collection, call.body['index'])) {
    if (index.id === 0) throw new CommandError('InvalidOptions', 'cannot drop _id index');
    call.store.catalog.dropIndex(collection, index);
  }
  return { nIndexesWas, ok: 1 };
}

function named({ indexes }: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return indexes.slice(1);
  return (isList(wanted) ? wanted : [wanted]).map((one) => {
    const index = findIndex(indexes, one);
    if (!index) throw new CommandError('IndexNotFound', `index not found with name [${String(one)}]`);
    return index;
  });
}
