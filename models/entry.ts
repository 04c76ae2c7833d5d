import type { FactName } from '#contract';
import { model, Schema } from 'mongoose';
import type { InferSchemaType } from 'mongoose';

/**
 * One log per channel: every entry people see, numbered 1, 2, 3 … without holes. The number is written only on top of the
 * majority-committed head, `(channel, seq)` and `(channel, author, key)` are unique, and a batch is ordered, so what
 * breaks leaves a prefix: never a counter, which leaves holes when a process dies between counting and writing.
 */
const schema = new Schema(
  {
    _id: { type: String, required: true },
    channel: { type: String, required: true },
    seq: { type: Number, required: true },
    author: { type: String, required: true },
    key: { type: String, required: true },
    hash: { type: String, required: true },
    type: { type: String, required: true },
    body: { type: Schema.Types.Mixed, default: null },
    at: { type: Date, required: true },
    /** Of a removal: the message whose words have still to go. */
    erases: Number,
  },
  { versionKey: false, collection: 'log' },
)
  .index({ channel: 1, seq: 1 }, { unique: true })
  .index({ channel: 1, author: 1, key: 1 }, { unique: true })
  .index({ at: -1 })
  .index({ channel: 1, 'body.of': 1 }, { partialFilterExpression: { type: 'message:removed' } })
  .index({ erases: 1 }, { sparse: true });

export const Log = model('Log', schema);

/** An entry as it is kept. */
export type StoredEntry = InferSchemaType<typeof schema> & { type: FactName };
