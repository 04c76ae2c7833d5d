import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { deserialize, serialize, type Document } from 'bson';
import { mongo } from 'mongoose';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { randomFrom, type Random } from '../testing/diary.ts';
import { openStore, type OpenStore } from '../testing/open-store.ts';

let open: OpenStore;
const sockets: Socket[] = [];
const seed = Date.now() & 0x7fffffff;

beforeAll(async () => {
  open = await openStore();
  await open.db
    .collection<{ _id: number }>('c')
    .insertMany(Array.from({ length: 500 }, (_, _id) => ({ _id, text: 'x'.repeat(2000) })));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  expect(await open.db.collection('c').countDocuments({ text: /^x/ })).toBe(500);
});
afterAll(() => open.end());

async function rawSocket(): Promise<Socket> {
  const socket = connect(decodeURIComponent(/mongodb:\/\/(.*)\/\?/.exec(open.store.uri)![1]!));
  sockets.push(socket);
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

function frame(payload: Uint8Array, opCode = 2013, length = 16 + payload.length): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(length, 0);
  head.writeInt32LE(opCode, 12);
  return Buffer.concat([head, payload]);
}

const message = (body: Uint8Array): Buffer => frame(Buffer.concat([Buffer.alloc(5), body]));
const command = (document: Document): Buffer => message(serialize({ ...document, $db: 'fuzz' }));

const good = [
  command({ ping: 1 }),
  command({ hello: 1 }),
  command({ find: 'd', filter: { a: { $in: [1, { b: [2] }] } }, sort: { a: 1 }, limit: 2 }),
  command({ insert: 'd', documents: [{ a: 1, b: [{ c: 'x' }] }] }),
  command({ update: 'd', updates: [{ q: { a: 1 }, u: { $push: { b: 2 } }, multi: true }] }),
  command({ aggregate: 'd', pipeline: [{ $group: { _id: '$a', n: { $sum: 1 } } }], cursor: {} }),
  command({ createIndexes: 'd', indexes: [{ key: { a: 1 }, name: 'a' }] }),
  command({ delete: 'd', deletes: [{ q: {}, limit: 0 }] }),
];

/** A good message made bad: bits turned, bytes taken out or put in, cut off, another length, or no message at all. */
function spoilt(random: Random): Buffer {
  const bytes = Buffer.from(good[random(good.length)]!);
  const at = random(bytes.length);
  switch (random(7)) {
    case 0:
      return Buffer.from(Array.from({ length: random(400) }, () => random(256)));
    case 1:
      return bytes.subarray(0, at);
    case 2:
      bytes.writeInt32LE([-1, 0, 15, 17, 48_000_001, 0x7fffffff, random(500)][random(7)]!, 0);
      return bytes;
    case 3:
      bytes.writeInt32LE([1, 2001, 2004, 2012, 2013, random(0x7fffffff)][random(6)]!, 12);
      return bytes;
    case 4:
      return frame(
        Buffer.concat([bytes.subarray(16, at + 16), Buffer.of(random(256)), bytes.subarray(at + 16)]),
      );
    default:
      for (let i = random(6); i >= 0; i--) {
        const place = 16 + random(bytes.length - 16);
        bytes[place] = random(3) === 0 ? random(256) : bytes[place]! ^ (1 << random(8));
      }
      return bytes;
  }
}

test('whatever bytes come, in whatever pieces, the store goes on for everyone else', async () => {
  const random = randomFrom(seed);
  try {
    for (let round = 0; round < 150; round++)
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          const socket = await rawSocket();
          socket.resume();
          const bytes = Buffer.concat(Array.from({ length: 1 + random(4) }, () => spoilt(random)));
          const cut = random(bytes.length + 1);
          socket.write(bytes.subarray(0, cut));
          socket.end(bytes.subarray(cut));
          await new Promise((closed) => socket.once('close', closed));
        }),
      );
    expect(await open.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  }
});

test('documents nested a hundred thousand deep are refused', async () => {
  const levels = 100_000;
  const opening = Buffer.alloc(levels * 7);
  for (let i = 0; i < levels; i++) {
    opening.writeInt32LE((levels - i) * 8 + 5 - 8, i * 7);
    opening.set([3, 97, 0], i * 7 + 4);
  }
  const deepest = Buffer.of(5, 0, 0, 0, 0);
  const nested = Buffer.concat([opening, deepest, Buffer.alloc(levels)]);
  for (let i = 0; i < levels; i++) nested.writeInt32LE(nested.length - i * 8, i * 7);
  const socket = await rawSocket();
  socket.write(message(nested));
  const [reply] = (await once(socket, 'data')) as [Buffer];
  expect(deserialize(reply.subarray(21))).toMatchObject({ ok: 0, code: 15 });
});

test('those who begin long messages and do not go on take no room and hold nobody up', async () => {
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 200; i++) {
    const socket = await rawSocket();
    socket.write(frame(Buffer.alloc(100), 2013, 47_000_000));
  }
  const started = performance.now();
  for (let i = 0; i < 50; i++) await open.db.command({ ping: 1 });
  expect(performance.now() - started).toBeLessThan(5000);
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
});

test('who asks and asks and never listens is not read from any further, and others are served', async () => {
  const socket = await rawSocket();
  socket.pause();
  const ask = command({ find: 'c', filter: {}, batchSize: 500, $db: 'test' });
  const all = serialize({ find: 'c', batchSize: 500, $db: 'test' });
  const before = process.memoryUsage().rss;
  // A megabyte of answer each.
  for (let i = 0; i < 150; i++) socket.write(i === 0 ? ask : message(all));
  for (let i = 0; i < 200; i++) await open.db.command({ ping: 1 });
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  // As soon as it listens it gets all its answers.
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
  socket.resume();
  while (bytes < 150 * 1_000_000) await once(socket, 'data');
}, 60_000);

test('cursors that are opened and left are closed, the oldest first', async () => {
  const cursors = 2200;
  const found = await Promise.all(
    Array.from({ length: cursors }, () => open.db.command({ find: 'c', batchSize: 1 })),
  );
  const idOf = (answer: Document): mongo.Long => (answer['cursor'] as { id: mongo.Long }).id;
  expect(await open.db.command({ serverStatus: 1 })).toMatchObject({
    metrics: { cursor: { open: { total: 2000 } } },
  });
  const more = (answer: Document): Promise<Document> =>
    open.db.command({
      getMore: mongo.Long.fromString(idOf(answer).toString()),
      collection: 'c',
      batchSize: 1,
    });
  await expect(more(found[0]!)).rejects.toMatchObject({ code: 43 });
  expect(await more(found.at(-1)!)).toMatchObject({ cursor: { nextBatch: [{ _id: 1 }] } });
});
