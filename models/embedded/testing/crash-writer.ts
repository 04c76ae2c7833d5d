// A process that writes until it is killed: node crash-writer.ts DIRECTORY JOURNAL ROUND ENOUGH
// Says so on its output once ENOUGH has been done, and goes on
// Each writer notes in the journal what it begins and what was acknowledged, one line each, before it goes on.
import { openSync, writeSync } from 'node:fs';
import { mongo } from 'mongoose';
import { startEmbedded } from '../index.ts';
import { document, type Act, type Kept } from './crash-journal.ts';

const [directory, journal, round, enough] = process.argv.slice(2) as [string, string, string, string];
let done = 0;
const file = openSync(journal, 'a');
const note = (line: object): void => void writeSync(file, `${JSON.stringify(line)}\n`);

const store = await startEmbedded({ directory });
const client = await new mongo.MongoClient(store.uri, { maxPoolSize: 16 }).connect();
const kept = client.db('crash').collection<Kept>('kept');
await kept.createIndexes([{ key: { writer: 1, version: -1 } }]);
await kept.createIndexes([{ key: { tags: 1 } }]);
await kept.createIndexes([{ key: { writer: 1, nth: 1 }, unique: true }]);
await Promise.all(Array.from({ length: 16 }, (_, i) => writeOn(`${round}-${i}`)));

async function writeOn(writer: string): Promise<void> {
  for (let nth = 0; ; nth++) {
    const act = actFor(writer, nth);
    note({ begun: act });
    await perform(act);
    note({ done: writer });
    if (++done === Number(enough)) console.log('enough');
  }
}

/** In turn: one new document, three at once, a change of the one, one of the three deleted. */
function actFor(writer: string, nth: number): Act {
  const id = (place: number): string => `${writer}-${place}`;
  switch (nth % 4) {
    case 0:
      return { kind: 'insert', writer, ids: [id(nth)] };
    case 1:
      return { kind: 'insert', writer, ids: [id(nth), id(nth + 0.25), id(nth + 0.5)] };
    case 2:
      return { kind: 'update', writer, ids: [id(nth - 2)], version: nth };
    default:
      return { kind: 'delete', writer, ids: [id(nth - 2)] };
  }
}

async function perform({ kind, ids, version }: Act): Promise<unknown> {
  const options = { writeConcern: { w: 'majority', j: true } } as const;
  if (kind === 'insert')
    return kept.insertMany(
      ids.map((id) => document(id, 0)),
      options,
    );
  if (kind === 'delete') return kept.deleteOne({ _id: ids[0]! }, options);
  const { version: next, tags, text } = document(ids[0]!, version!);
  return kept.updateOne({ _id: ids[0]! }, { $set: { version: next, tags, text } }, options);
}
