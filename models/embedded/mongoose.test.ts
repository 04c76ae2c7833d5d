import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { Schema } from 'mongoose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEmbedded, type EmbeddedStore } from './index.ts';

const directory = mkdtempSync(join(tmpdir(), 'brink-mongoose-'));
let store: EmbeddedStore;
let place: mongoose.Mongoose;

const schema = new Schema(
  {
    channel: { type: String, required: true },
    seq: { type: Number, required: true },
    text: String,
    tags: [String],
    reactions: [{ sign: String, by: [String] }],
    marks: { type: Map, of: Number },
    big: BigInt,
    lease: { until: Date, holder: String },
  },
  { timestamps: true },
)
  .index({ channel: 1, seq: 1 }, { unique: true })
  .index({ tags: 1 });

const entries = () => place.model('Entry', schema);

beforeAll(async () => {
  store = await startEmbedded({ directory });
  place = await new mongoose.Mongoose().connect(store.uri, { dbName: 'brink' });
  place.model('Entry', schema);
  await entries().init();
});
beforeEach(() => entries().deleteMany({}));
afterAll(async () => {
  await place.disconnect();
  await store.close();
  rmSync(directory, { recursive: true });
});

const post = (channel: string, seq: number, more = {}) => entries().create({ channel, seq, ...more });

test('the newest entries of a channel come first, found by the index', async () => {
  for (const seq of [1, 2, 3, 4]) await post('street', seq);
  await post('village', 9);
  const query = () => entries().find({ channel: 'street' }).sort({ seq: -1 }).limit(2);
  expect((await query()).map((entry) => entry.seq)).toEqual([4, 3]);
  const plan = JSON.stringify(await query().explain('executionStats'));
  expect(plan).toContain('"stage":"IXSCAN"');
  expect(plan).toContain('"totalKeysExamined":2');
});

test('two entries with one number are refused, and it is said which', async () => {
  await post('street', 1);
  await expect(post('street', 1)).rejects.toMatchObject({
    code: 11000,
    keyPattern: { channel: 1, seq: 1 },
    keyValue: { channel: 'street', seq: 1 },
  });
});

test('an ordered batch that meets a twin keeps what came before it', async () => {
  await post('street', 2);
  const batch = [1, 2, 3].map((seq) => ({ channel: 'street', seq }));
  await expect(entries().insertMany(batch)).rejects.toMatchObject({ code: 11000 });
  expect(await entries().countDocuments({ channel: 'street' })).toBe(2);
  await expect(entries().insertMany(batch, { ordered: false })).rejects.toMatchObject({ code: 11000 });
  expect(await entries().countDocuments({ channel: 'street' })).toBe(3);
});

test('fields of every kind come back as they went in', async () => {
  const { _id } = await post('street', 1, { marks: { a: 1, b: 2.5 }, big: 2n ** 60n + 1n, tags: ['x', 'y'] });
  const found = (await entries().findById(_id))!;
  expect(found.marks!.get('b')).toBe(2.5);
  expect(found.big).toBe(2n ** 60n + 1n);
  expect([...found.tags]).toEqual(['x', 'y']);
  expect(found.createdAt).toBeInstanceOf(Date);
});

test('updates change what they name and nothing else', async () => {
  await post('street', 1, {
    tags: ['a', 'b', 'c'],
    reactions: [
      { sign: '+', by: ['Fien'] },
      { sign: '!', by: [] },
    ],
  });
  await entries().updateOne(
    { channel: 'street', 'reactions.sign': '!' },
    {
      $set: { text: 'hoi' },
      $inc: { seq: 4 },
      $pull: { tags: 'b' },
      $addToSet: { 'reactions.$.by': 'Piet' },
    },
  );
  await entries().updateOne(
    { channel: 'street' },
    { $push: { 'reactions.$[r].by': 'An' }, $unset: { text: 1 } },
    { arrayFilters: [{ 'r.sign': '+' }] },
  );
  const entry = (await entries().findOne({ channel: 'street' }).lean())!;
  expect(entry).toMatchObject({
    seq: 5,
    tags: ['a', 'c'],
    reactions: [
      { sign: '+', by: ['Fien', 'An'] },
      { sign: '!', by: ['Piet'] },
    ],
  });
  expect(entry).not.toHaveProperty('text');
});

test('an upsert makes what is not there, once', async () => {
  const upsert = () =>
    entries().findOneAndUpdate(
      { channel: 'inbox', seq: 1 },
      { $setOnInsert: { text: 'first' }, $max: { big: 3n } },
      { upsert: true, returnDocument: 'after' },
    );
  expect((await upsert()).text).toBe('first');
  expect((await upsert()).text).toBe('first');
  expect(await entries().countDocuments()).toBe(1);
});

test('a lease is taken by one of many who ask, on the clock of the store', async () => {
  await post('street', 1, { lease: { until: new Date(0) } });
  const claim = (holder: string) =>
    entries().findOneAndUpdate(
      { channel: 'street', $expr: { $lte: ['$lease.until', '$$NOW'] } },
      [
        {
          $set: {
            lease: { holder, until: { $dateAdd: { startDate: '$$NOW', unit: 'second', amount: 30 } } },
          },
        },
      ],
      { updatePipeline: true, returnDocument: 'after' },
    );
  const claims = await Promise.all(['a', 'b', 'c', 'd'].map(claim));
  const taken = claims.filter((claimed) => claimed !== null);
  expect(taken).toHaveLength(1);
  expect(taken[0]!.lease!.until!.getTime()).toBeGreaterThan(Date.now() + 25_000);
});

test('counting, distinct values and groups', async () => {
  for (const seq of [1, 2, 3]) await post(seq < 3 ? 'street' : 'village', seq, { tags: ['t', `t${seq}`] });
  expect(await entries().countDocuments({ seq: { $gte: 2 } })).toBe(2);
  expect(await entries().estimatedDocumentCount()).toBe(3);
  expect(await entries().distinct('tags')).toEqual(['t', 't1', 't2', 't3']);
  expect(
    await entries().aggregate([
      { $match: {} },
      { $group: { _id: '$channel', last: { $max: '$seq' } } },
      { $sort: { last: 1 } },
    ]),
  ).toEqual([
    { _id: 'street', last: 2 },
    { _id: 'village', last: 3 },
  ]);
});

test('documents refer to each other, and are shown together', async () => {
  const Person = place.model('Person', new Schema({ name: String }));
  const Note = place.model(
    'Note',
    new Schema({ text: String, by: { type: Schema.Types.ObjectId, ref: 'Person' } }),
  );
  const person = await Person.create({ name: 'Fien' });
  await Note.create([
    { text: 'one', by: person._id },
    { text: 'two', by: person._id },
  ]);
  const notes = await Note.find().sort({ text: 1 }).populate<{ by: { name: string } }>('by');
  expect(notes.map(({ text, by }) => `${by.name}: ${text}`)).toEqual(['Fien: one', 'Fien: two']);
});

test('many writes of several kinds go in one command each', async () => {
  const result = await entries().bulkWrite([
    { insertOne: { document: { channel: 'a', seq: 1 } } },
    { updateOne: { filter: { channel: 'a', seq: 1 }, update: { $set: { text: 'x' } } } },
    { updateOne: { filter: { channel: 'b', seq: 1 }, update: { $set: { text: 'y' } }, upsert: true } },
    { deleteOne: { filter: { channel: 'a' } } },
  ]);
  expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
  expect(await entries().distinct('text')).toEqual(['y']);
});

test('a change made from an old version of a document is refused', async () => {
  const Paper = place.model(
    'Paper',
    new Schema({ list: [Number], text: String }, { optimisticConcurrency: true }),
  );
  const { _id } = await Paper.create({ list: [1], text: 'first' });
  const [mine, yours] = [(await Paper.findById(_id))!, (await Paper.findById(_id))!];
  await mine.set({ text: 'mine' }).save();
  await expect(yours.set({ text: 'yours' }).save()).rejects.toThrow(/No matching document found|version/);
});

test('indexes follow the schema', async () => {
  const Model = place.model(
    'Indexed',
    new Schema({ a: Number, b: Number }).index({ a: 1 }).index({ b: -1 }, { sparse: true }),
  );
  await Model.init();
  await Model.collection.createIndex({ old: 1 });
  expect(await Model.syncIndexes()).toEqual(['old_1']);
  expect(await Model.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
});

test('a long list is read through a cursor', async () => {
  await entries().insertMany(Array.from({ length: 350 }, (_, seq) => ({ channel: 'long', seq })));
  let next = 0;
  for await (const entry of entries().find({ channel: 'long' }).sort({ seq: 1 }).cursor({ batchSize: 50 }))
    expect(entry.seq).toBe(next++);
  expect(next).toBe(350);
});
