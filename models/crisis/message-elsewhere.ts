import mongoose, { model, Schema } from 'mongoose';
import { nameOf, rememberedUntil } from './parked-alert.ts';

/** The name of a message of others that spoke of no village here, so that one which refers to it need not wait for it. */
type MessageElsewhere = { _id: string; forget: Date };

const MessagesElsewhere = model<MessageElsewhere>(
  'MessageElsewhere',
  new Schema<MessageElsewhere>(
    { _id: { type: String, required: true }, forget: { type: Date, required: true } },
    { versionKey: false, collection: 'messages-elsewhere' },
  ).index({ forget: 1 }, { expireAfterSeconds: 0 }),
);

type Message = Parameters<typeof nameOf>[0];

/** Remembers it; safe to do again. */
export const mark = (message: Message) =>
  MessagesElsewhere.updateOne(
    { _id: nameOf(message) },
    { $setOnInsert: { forget: rememberedUntil() } },
    { upsert: true },
  );

/** Those of these messages that are known to speak of no village here. */
export async function find<Named extends Message>(messages: Named[]): Promise<Named[]> {
  const names = mongoose.trusted({ $in: messages.map(nameOf) });
  const found = await MessagesElsewhere.find({ _id: names }).lean<MessageElsewhere[]>();
  return messages.filter((message) => found.some(({ _id }) => _id === nameOf(message)));
}
