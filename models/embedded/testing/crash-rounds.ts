import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { mongo } from 'mongoose';
import { Store } from '../store.ts';
import { asBuffer, decode, encode } from '../value/bson.ts';
import { inconsistencies } from './consistency.ts';
import { Diary, keptAs, type Act, type Kept, type Random } from './diary.ts';

const writers = 16;
/** SQLite begins to move the log into the file when it is a thousand pages long. */
const movedFrom = 1000 * 4096;
const writeConcern = { w: 'majority', j: true } as const;

/**
 * A store that is killed again and again in the middle of writing. After each time everything in it is held against
 * what was acknowledged, and every key of every index against its document.
 */
export class CrashRounds {
  readonly #directory = mkdtempSync(join(tmpdir(), 'brink-crash-'));
  readonly #random: Random;
  readonly #diaries: Diary[] = [];
  #rounds = 0;
  /** How many acts were acknowledged in all rounds. */
  acknowledged = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Lets many write, and kills the store; gives what is wrong afterwards. */
  async kill(): Promise<string[]> {
    await this.#writeAndKill();
    return this.#wrong(false);
  }

  /** Kills the store while it starts, at any moment of it. */
  async killAtStart(): Promise<string[]> {
    const child = startStore(this.#directory);
    const timer = setTimeout(() => child.kill('SIGKILL'), this.#random(500));
    await once(child, 'exit');
    clearTimeout(timer);
    return this.#wrong(false);
  }

  /**
   * Kills a store that has just been made and cuts its write-ahead log at any byte: the end may be lost, but only whole
   * writes. Later on a part of the log has been moved into the file, on the disk before that, and cannot be torn any more.
   */
  async tear(): Promise<string[]> {
    await this.#writeAndKill(80);
    const log = join(this.#directory, 'brink.db-wal');
    const { size } = statSync(log);
    if (size > movedFrom) throw new Error(`a log of ${size} bytes may have been moved into the file already`);
    truncateSync(log, this.#random(size));
    return this.#wrong(true);
  }

  end(): void {
    rmSync(this.#directory, { recursive: true });
  }

  async #writeAndKill(most = 250): Promise<void> {
    const child = startStore(this.#directory);
    const [uri] = (await once(child.stdout, 'data')) as [Buffer];
    const client = new mongo.MongoClient(uri.toString().trim(), {
      maxPoolSize: writers + 1,
      retryReads: false,
      retryWrites: false,
    });
    await client.connect();
    const kept = client.db('crash').collection<Kept>('kept');
    await makeIndexes(kept);
    let left = this.#random(most);
    const acknowledged = (): void => {
      this.acknowledged++;
      if (left-- === 0) child.kill('SIGKILL');
    };
    const round = this.#rounds++;
    const diaries = Array.from({ length: writers }, (_, i) => new Diary(`${round}-${i}`));
    this.#diaries.push(...diaries);
    // A store that was killed does not come back by itself: nobody need wait for it.
    const ended = once(child, 'exit').then(() => client.close());
    await Promise.all([
      ...diaries.map((diary) => untilKilled(child, () => write(kept, diary, this.#random, acknowledged))),
      untilKilled(child, () => rebuild(kept)),
    ]);
    await ended;
  }

  #wrong(mayLose: boolean): string[] {
    const store = new Store(this.#directory);
    try {
      return [...this.#differences(documentsIn(store), mayLose), ...inconsistencies(store)];
    } finally {
      store.close();
    }
  }

  #differences(found: ReadonlyMap<string, Uint8Array>, mayLose: boolean): string[] {
    const wrong: string[] = [];
    const versions = new Map(this.#diaries.map(({ writer }) => [writer, new Map<string, number>()]));
    for (const [id, bytes] of found) {
      const version = Number(decode(bytes)['version']);
      const of = versions.get(id.split('#')[0]!);
      if (!of) wrong.push(`${id}: nobody wrote it`);
      else if (!encode({ ...keptAs(id, version) }).equals(bytes)) wrong.push(`${id}: half written`);
      else of.set(id, version);
    }
    const differences = this.#diaries.map((diary) => diary.settle(versions.get(diary.writer)!, mayLose));
    return [...wrong, ...differences.filter((difference) => difference !== undefined)];
  }
}

function startStore(directory: string): ChildProcessByStdio<null, Readable, null> {
  const script = new URL('./killable.ts', import.meta.url).pathname;
  return spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Plain, several keys per document, unique, partial. */
async function makeIndexes(kept: mongo.Collection<Kept>): Promise<void> {
  await kept.createIndexes([
    { key: { writer: 1, version: -1 } },
    { key: { tags: 1 } },
    { key: { writer: 1, nth: 1 }, unique: true },
    { key: { version: 1 }, partialFilterExpression: { version: { $gte: 2 } } },
  ]);
}

/** Goes on with something until the store is killed; a refusal before that is a fault. */
async function untilKilled(store: ChildProcess, work: () => Promise<void>): Promise<void> {
  try {
    for (;;) await work();
  } catch (error) {
    if (!store.killed) throw error;
  }
}

async function write(
  kept: mongo.Collection<Kept>,
  diary: Diary,
  random: Random,
  acknowledged: () => void,
): Promise<void> {
  await perform(kept, diary.begin(random));
  diary.acknowledge();
  acknowledged();
}

async function perform(kept: mongo.Collection<Kept>, { kind, ids, version }: Act): Promise<unknown> {
  const _id = ids[0]!;
  const { _id: _, writer, nth, ...changing } = keptAs(_id, version);
  switch (kind) {
    case 'insert':
      return kept.insertMany(
        ids.map((id) => keptAs(id, version)),
        { writeConcern },
      );
    case 'delete':
      return kept.deleteOne({ _id }, { writeConcern });
    case 'update':
      return kept.updateOne({ _id }, { $set: changing }, { writeConcern });
    case 'upsert':
      return kept.replaceOne({ _id }, { writer, nth, ...changing }, { upsert: true, writeConcern });
  }
}

/** Makes and drops an index over and over, so that some are cut off in the middle. */
async function rebuild(kept: mongo.Collection<Kept>): Promise<void> {
  await kept.createIndexes([{ key: { text: 1 } }]);
  await kept.dropIndex('text_1');
}

function documentsIn(store: Store): Map<string, Uint8Array> {
  const collection = store.catalog.find('crash', 'kept');
  if (!collection) return new Map();
  const rows = store.sqlite.all<{ d: Uint8Array }>(`SELECT d FROM c${collection.id}`);
  return new Map(rows.map(({ d }) => [String(decode(d)['_id']), asBuffer(d)]));
}
