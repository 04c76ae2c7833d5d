import { serialize } from 'bson';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { knownFilters } from './testing/known-filters.ts';
import { knownDocuments, knownPipelines, knownProjections } from './testing/known-pipelines.ts';
import { knownUpdates } from './testing/known-updates.ts';
import { openStore } from './testing/open-store.ts';
import type { Document } from './value/values.ts';

/** The store, and with MONGODB_URI a real MongoDB beside it: what is known of the answers must hold on both. */
const mongodbUri = inject('mongodbUri');
const servers = ['the embedded store', ...(mongodbUri ? ['MongoDB'] : [])];
let client: mongo.MongoClient;
let end: () => Promise<void>;

async function open(server: string): Promise<void> {
  if (server === 'MongoDB') {
    client = await new mongo.MongoClient(mongodbUri).connect();
    end = () => client.close();
  } else {
    const embedded = await openStore();
    client = embedded.client;
    end = () => embedded.end();
  }
}

const name = `answers-${process.pid}`;
const c = (collection = 'c') => client.db(name).collection(collection);

/** A value without its types of numbers, for comparing; the order of fields does not count. */
function plain(value: unknown): unknown {
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain);
  if ('_bsontype' in value) return textOf(value);
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, plain(part)]));
}

const textOf = (value: { toString(): string }): string => value.toString();

const numbers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(plain(value)), (_, part: unknown) => part);

describe.each(servers)('%s', (server) => {
  beforeAll(() => open(server));
  beforeEach(() => c().deleteMany({}));
  afterAll(async () => {
    await client.db(name).dropDatabase();
    await end();
  });

  test.each(knownFilters.map(([filter, yes, no]) => [JSON.stringify(filter), filter, yes, no] as const))(
    'the filter %s finds what it should',
    async (_, filter, yes, no) => {
      await c().insertMany([...yes, ...no].map((document, i) => ({ ...document, _id: i }) as never));
      const found = await c()
        .find(filter, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .toArray();
      expect(found.map(({ _id }) => Number(_id))).toEqual(yes.map((_document, i) => i));
    },
  );

  test.each(knownUpdates)(
    'an update %s',
    async (_, before, update, expected, { q = {}, arrayFilters } = {}) => {
      await c().insertOne({ _id: 1, ...before } as never);
      await client
        .db(name)
        .command({ update: 'c', updates: [{ q, u: update, ...(arrayFilters && { arrayFilters }) }] });
      const { _id, ...after } = (await c().findOne())!;
      expect(after).toEqual(expected);
    },
  );

  describe('over known documents', () => {
    beforeAll(async () => {
      await c('known').deleteMany({});
      await c('known').insertMany(knownDocuments);
    });

    test.each(knownPipelines)('a pipeline %s', async (_, pipeline, expected) => {
      expect(numbers(await c('known').aggregate(pipeline).toArray())).toEqual(numbers(expected));
    });

    test.each(knownProjections)('a projection %s', async (_, projection, expected, filter = { _id: 1 }) => {
      expect(await c('known').findOne(filter, { projection })).toEqual(expected);
    });
  });

  test('the bytes of a document come back as they were sent, _id first', async () => {
    const document = { a: 1, _id: 'x', nested: { 10: 1, b: [1.5, null] } };
    await c().insertOne(document as never);
    const found = await c().findOne({}, { raw: true });
    const sent: Document = { _id: 'x', a: 1, nested: document.nested };
    expect(Buffer.from(found as unknown as Uint8Array).toString('hex')).toBe(
      Buffer.from(serialize(sent)).toString('hex'),
    );
  });
});
