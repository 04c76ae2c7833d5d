/**
 * The embedded store beside `node:sqlite` used by hand (`store/raw.ts` says what the same work is), in the same run. The
 * store's time counts above a ping, since the way over the socket is the price of MongoDB's protocol and is paid by every
 * MongoDB. Figures are medians of rounds in which both take turns, in the other order every second time. About four
 * minutes.
 *
 *   bin/bench store [--entries 1000000] [--rounds 5]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mongo } from 'mongoose';
import { startEmbedded } from '../models/embedded/index.ts';
import { Bare } from './store/bare.ts';
import { compare, type Measure } from './store/compare.ts';
import { Driver } from './store/driver.ts';
import { channelOf, entryOf, type Entry } from './store/entries.ts';
import { machine, median, shown, table, timed } from './store/figures.ts';
import { startInstant } from './store/instant.ts';
import { Raw } from './store/raw.ts';
import type { Side } from './store/side.ts';
import { longWork, spread, waitsDuring } from './store/waits.ts';

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '5' } },
});
const [largest, rounds] = [Number(values.entries), Number(values.rounds)];
const sizes = [1000, 10_000, 100_000, 1_000_000].filter((size) => size <= largest);
const top = sizes.at(-1)!;
/** How many entries each collection has got by now, on each side. */
const kept = new Map<Side, Map<number, number>>();

const directory = mkdtempSync(join(tmpdir(), 'brink-bench-'));
const dataDir = join(directory, 'data');
const storeDir = join(dataDir, 'store');
console.log(machine());
try {
  for (const folder of [storeDir, join(directory, 'raw')]) mkdirSync(folder, { recursive: true });
  await measureAll();
} finally {
  rmSync(directory, { recursive: true });
}

async function measureAll(): Promise<void> {
  const store = await startEmbedded({ directory: storeDir });
  const embedded = new Driver(store.uri);
  await embedded.prepare(sizes);
  const raw = new Raw(join(directory, 'raw'), sizes);
  await load('embedded', embedded);
  await load('raw', raw);
  await beside(embedded, raw);
  await besideBare(embedded, raw);
  await besideInstant(embedded, raw);
  await grow(embedded);
  await wait(embedded);
  await raw.close();
  await embedded.close();
  await store.close();
  await start();
  console.log(`\n${machine()}`);
}

async function load(name: string, side: Side): Promise<void> {
  kept.set(side, new Map(sizes.map((size) => [size, 0])));
  const began = performance.now();
  for (const size of sizes)
    for (let left = size; left > 0; left -= 2000)
      await side.insertMany(size, fresh(side, size, Math.min(left, 2000)));
  const perSecond = sizes.reduce((sum, size) => sum + size, 0) / ((performance.now() - began) / 1000);
  console.log(`${name}: loaded ${shown(perSecond)} entries a second`);
}

/** Entries that come after those a collection has. */
function fresh(side: Side, size: number, count: number): Entry[] {
  const next = kept.get(side)!.get(size)!;
  kept.get(side)!.set(size, next + count);
  return Array.from({ length: count }, (_, i) => entryOf(next + i));
}

function measures(probes: Map<Side, Entry[]>): Measure<Side>[] {
  const probe = (side: Side): Entry => probes.get(side)![Math.floor(Math.random() * 100)]!;
  const anyChannel = (): string => channelOf(Math.floor(Math.random() * 10));
  const small = sizes[0]!;
  const middle = sizes[1] ?? small;
  return [
    { name: 'point read', goes: 200, work: (side) => side.get(top, probe(side)) },
    ...sizes.map((size) => ({
      name: `last 50 of ${size.toLocaleString('en')}`,
      goes: 200,
      work: (side: Side) => side.last50(size, anyChannel()),
    })),
    { name: 'durable insert, alone', goes: 40, work: (side) => side.insertEach(top, fresh(side, top, 1)) },
    ...[64, 256].map((atOnce) => ({
      name: `durable inserts, ${atOnce} in flight`,
      goes: 10,
      atOnce,
      work: (side: Side) => side.insertEach(top, fresh(side, top, atOnce)),
    })),
    { name: 'insertMany of 1,000', goes: 5, work: (side) => side.insertMany(top, fresh(side, top, 1000)) },
    { name: 'update', goes: 40, work: (side) => side.like(top, probe(side)) },
    { name: 'upsert', goes: 40, work: (side) => side.upsert(top, liked(probe(side))) },
    { name: `count ${middle / 10} by index`, goes: 40, work: (side) => side.count(middle, anyChannel()) },
    { name: `group ${middle.toLocaleString('en')}`, goes: 2, work: (side) => side.byAuthor(middle) },
  ];
}

function liked(entry: Entry): Entry {
  return { ...entry, body: { ...entry.body, likes: Math.floor(Math.random() * 1e6) } };
}

async function beside(embedded: Driver, raw: Raw): Promise<void> {
  const probes = new Map<Side, Entry[]>();
  for (const side of [embedded, raw]) {
    probes.set(side, fresh(side, top, 100));
    await side.insertMany(top, probes.get(side)!);
  }
  console.log(`\n${await compare<Side>(measures(probes), embedded, raw, rounds)}`);
}

type Asked = Pick<Side, 'last50' | 'insertEach'>;

/** What is asked most, of stores that are new to `next` entries. */
function asked(how: string, next: (count: number) => Entry[]): Measure<Asked>[] {
  return [
    { name: `last 50, ${how}`, goes: 200, work: (side) => side.last50(top, channelOf(3)) },
    {
      name: `durable inserts, 64 in flight, ${how}`,
      goes: 10,
      atOnce: 64,
      work: (side) => side.insertEach(top, next(64)),
    },
  ];
}

/** The same without MongoDB's driver, which does more for a query or a write than for a ping. */
async function besideBare(embedded: Driver, raw: Raw): Promise<void> {
  const bare = await Bare.open(embedded.uri, 64);
  // Both take new entries from the same numbers.
  const list = asked('no driver', (count) => fresh(embedded, top, count));
  console.log(`\n${await compare<Asked>(list, bare, raw, rounds)}`);
  bare.close();
}

/** The same with the driver and a server that takes no time: less than this no store can reach. */
async function besideInstant(embedded: Driver, raw: Raw): Promise<void> {
  const server = await startInstant(directory);
  const instant = new Driver(server.uri);
  const list = asked('driver alone', (count) => fresh(embedded, top, count));
  console.log(`\n${await compare<Asked>(list, instant, raw, rounds)}`);
  await instant.close();
  await server.stop();
}

/** The same page of the smallest and of the largest collection, in turns. */
async function grow(embedded: Driver): Promise<void> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds * 4; round++) {
    const page = (size: number) => () => embedded.last50(size, channelOf(round));
    ratios.push((await timed(100, page(top))) / (await timed(100, page(sizes[0]!))));
  }
  const [many, few] = [top, sizes[0]!].map(shown);
  console.log(`\nlast 50: ${shown(median(ratios))} × as long with ${many} entries as with ${few}`);
}

async function wait(embedded: Driver): Promise<void> {
  const rows = [['others wait, ms: p50 / p99 / max', 'ping', 'last 50', 'insert', 'took s']];
  for (const [name, work] of longWork(embedded, top, dataDir, join(directory, 'backup'))) {
    const next = (): Entry => fresh(embedded, top, 1)[0]!;
    const { tookMs, pings, pages, inserts } = await waitsDuring(embedded, top, work, next);
    rows.push([`during ${name}`, spread(pings), spread(pages), spread(inserts), shown(tookMs / 1000)]);
  }
  console.log(`\n${table(rows)}`);
}

/** A process of its own opens what was kept: the time until the last fifty have come, and the memory it then has. */
async function start(): Promise<void> {
  const times: number[] = [];
  let memory = '';
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const child = spawn(process.execPath, ['bin/store.ts', storeDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [address] = (await once(child.stdout, 'data')) as [Buffer];
    const client = new mongo.MongoClient(address.toString().trim());
    const entries = client.db('bench').collection(`entries${top}`);
    const page = () =>
      entries
        .find({ channel: channelOf(1) })
        .sort({ seq: -1 })
        .limit(50)
        .toArray();
    await page();
    times.push(performance.now() - began);
    const before = residentMb(child.pid!);
    for (let i = 0; i < 2000; i++) await page();
    memory = `${before} MB at first, ${residentMb(child.pid!)} MB after 2,000 × last 50`;
    await client.close();
    child.kill();
    await once(child, 'exit');
  }
  console.log(`\nstart to first answer: ${shown(median(times))} ms; memory of the process: ${memory}`);
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
