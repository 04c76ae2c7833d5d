import { randomUUID } from 'node:crypto';
import { model, Schema } from 'mongoose';
import { atOnce } from './at-once.ts';

const Epoch = model(
  'Epoch',
  new Schema({ _id: String, value: { type: String, required: true } }, { versionKey: false }),
);

/** Begins another life of the log: what clients know of it is void. Gives its name. */
export async function renewEpoch(): Promise<string> {
  const value = randomUUID();
  await Epoch.updateOne({ _id: 'log' }, { $set: { value } }, { upsert: true });
  return value;
}

/** Says which life of the log this is: random, made at the first start and changed when a backup is put back. */
export async function epoch(): Promise<string> {
  const kept = await atOnce(() =>
    Epoch.findOneAndUpdate(
      { _id: 'log' },
      { $setOnInsert: { value: randomUUID() } },
      { upsert: true, returnDocument: 'after' },
    ).orFail(),
  );
  return kept.value;
}
