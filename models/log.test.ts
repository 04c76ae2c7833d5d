import { mkdtemp, rm } from 'node:fs/promises';
import { connect as dial, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './database/connect.ts';
import { startEmbedded } from './embedded/index.ts';
import { append, page } from './log.ts';

let directory: string;
let store: Awaited<ReturnType<typeof startEmbedded>>;
let line: Server;
let database: Awaited<ReturnType<typeof connect>>;
/** Called with the client's end of the line when something large comes along. */
let breaks: ((client: Socket) => void) | undefined;

/** The database stands behind a line that can break. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'brink-log-'));
  store = await startEmbedded({ directory: join(directory, 'store') });
  const socket = decodeURIComponent(/^mongodb:\/\/(.*)\/\?/.exec(store.uri)![1]!);
  line = createServer((client) => {
    const server = dial(socket);
    client.on('data', (bytes) => {
      if (breaks && bytes.length > 32_000) breaks(client);
      else server.write(bytes);
    });
    server.pipe(client);
    for (const end of [client, server])
      end.on('error', () => end.destroy()).on('close', () => (client.destroy(), server.destroy()));
  });
  const path = join(directory, 'line.sock');
  await once(line.listen(path), 'listening');
  const uri = store.uri.replace(encodeURIComponent(socket), encodeURIComponent(path));
  database = await connect({ uri, directory, database: 'log' });
});
afterAll(async () => {
  await database.close();
  line.close();
  await store.close();
  await rm(directory, { recursive: true });
});

test.each([
  ['breaks', (client: Socket) => client.destroy()],
  ['goes silent', (client: Socket) => client.pause()],
])(
  'what is being sent when the line to the database %s is kept once, and what comes after it too',
  async (how, fail) => {
    // More than the line takes in at once, so that it fails in the middle.
    const long = { text: 'a'.repeat(2_000_000) };
    let failed = 0;
    breaks = (client) => {
      breaks = undefined;
      failed++;
      fail(client);
    };
    const channel = `group-${how}`;
    const wish = { author: 'anja', type: 'message:posted' as const };
    const first = append(channel, { ...wish, key: 'one', body: long });
    const second = append(channel, { ...wish, key: 'two', body: { text: 'is it kept?' } });
    expect((await first).seq).toBe(1);
    expect((await second).seq).toBe(2);
    expect(failed).toBe(1);
    const { entries } = await page(channel, { limit: 10 });
    expect(entries.map(({ key }) => key)).toEqual(['one', 'two']);
  },
);
