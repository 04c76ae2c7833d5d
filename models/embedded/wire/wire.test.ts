import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { deserialize, serialize, type Document } from 'bson';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStore, type OpenStore } from '../testing/open-store.ts';
import { answered, command, message, opMsg } from '../testing/raw-line.ts';

let open: OpenStore;
const sockets: Socket[] = [];

beforeAll(async () => {
  open = await openStore();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  expect(await open.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
});
afterAll(() => open.end());

/** A raw connection to the store. */
async function rawSocket(): Promise<Socket> {
  const socket = connect(decodeURIComponent(/mongodb:\/\/(.*)\/\?/.exec(open.store.uri)![1]!));
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

test('messages may come in pieces, and several at once', async () => {
  const socket = await rawSocket();
  const ping = command({ ping: 1 });
  for (const byte of ping) socket.write(Buffer.of(byte));
  expect(await answered(socket)).toMatchObject({ ok: 1 });
  socket.write(Buffer.concat([ping, ping.subarray(0, 20)]));
  expect(await answered(socket)).toMatchObject({ ok: 1 });
  socket.write(ping.subarray(20));
  expect(await answered(socket)).toMatchObject({ ok: 1 });
});

test.each([
  ['shorter than its own head', 8],
  ['negative', -1],
  ['larger than any message may be', 2_000_000_000],
])('a length that is %s ends the connection', async (_, length) => {
  const socket = await rawSocket();
  socket.write(message(2013, Buffer.alloc(8), length));
  await once(socket, 'close');
});

const deep = (levels: number): Document => (levels === 0 ? {} : { a: deep(levels - 1) });

const broken: [string, Buffer][] = [
  ['an unknown kind of message', message(2012, Buffer.alloc(20))],
  ['unknown flags', opMsg(serialize({ ping: 1 }), 4)],
  ['no command', message(2013, Buffer.alloc(4))],
  ['a section that runs past its message', opMsg(Buffer.from([200, 0, 0, 0, 0]))],
  ['two commands', opMsg(Buffer.concat([serialize({ ping: 1 }), Buffer.of(0), serialize({ ping: 1 })]))],
  ['an unknown kind of section', opMsg(Buffer.concat([serialize({ ping: 1 }), Buffer.of(9), serialize({})]))],
  ['a document that is not closed', opMsg(Buffer.from([6, 0, 0, 0, 1, 1]))],
  [
    'a string longer than its document',
    opMsg(Buffer.concat([Buffer.from([16, 0, 0, 0, 2, 97, 0, 255, 255, 0, 0]), Buffer.alloc(5)])),
  ],
  ['a type that is no longer in use', opMsg(Buffer.from([8, 0, 0, 0, 6, 97, 0, 0]))],
  [
    'text that is not UTF-8',
    opMsg(Buffer.concat([Buffer.from([14, 0, 0, 0, 2, 97, 0, 2, 0, 0, 0, 0xff, 0, 0])])),
  ],
  ['documents nested 1,000 deep', command({ find: 'c', filter: deep(1000) })],
  [
    'a section without a name',
    opMsg(Buffer.concat([serialize({ ping: 1 }), Buffer.from([1, 8, 0, 0, 0, 97, 97, 97, 97])])),
  ],
];

test.each(broken)('%s is refused, and the connection goes on', async (_, bytes) => {
  const socket = await rawSocket();
  socket.write(bytes);
  expect(await answered(socket)).toMatchObject({ ok: 0 });
  socket.write(command({ ping: 1 }));
  expect(await answered(socket)).toMatchObject({ ok: 1 });
});

test('whatever bytes come, the store goes on for everyone else', async () => {
  const good = [
    command({ find: 'c', filter: { a: [1, { b: 'x' }] }, limit: 1 }),
    command({ insert: 'c', documents: [{ a: 1 }] }),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...good),
      fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      async (bytes, changes) => {
        const spoilt = Buffer.from(bytes);
        for (const [at, value] of changes) spoilt[16 + (at % (bytes.length - 16))] = value;
        const socket = await rawSocket();
        socket.write(spoilt);
        socket.end();
        await once(socket.resume(), 'close');
      },
    ),
    { numRuns: 150 },
  );
});

test('a client that wants no answer gets none, and its write is done', async () => {
  const socket = await rawSocket();
  const insert = serialize({ insert: 'silent', documents: [{ a: 1 }], $db: 'test' });
  socket.write(
    Buffer.concat([opMsg(insert, 2), opMsg(Buffer.from([5, 0, 0, 0, 1]), 2), command({ count: 'silent' })]),
  );
  expect(await answered(socket)).toMatchObject({ n: 1, ok: 1 });
});

test('a driver of the old kind is greeted in the old way', async () => {
  const socket = await rawSocket();
  const name = Buffer.from('admin.$cmd\0');
  const counts = Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]);
  socket.write(
    message(2004, Buffer.concat([Buffer.alloc(4), name, counts, serialize({ isMaster: 1, helloOk: true })])),
  );
  const [reply] = (await once(socket, 'data')) as [Buffer];
  expect(reply.readInt32LE(12)).toBe(1);
  expect(deserialize(reply.subarray(36))).toMatchObject({
    ismaster: true,
    helloOk: true,
    maxWireVersion: 21,
    ok: 1,
  });
});
