import type { Involvement } from '#contract/channel/index.ts';
import mongoose, { model, Schema } from 'mongoose';
import { atOnce } from '../database/at-once.ts';

export type Membership = {
  _id: string;
  channel: string;
  person: string;
  /** The last entry this person has read. */
  read: number;
  involvement: Involvement;
  since: Date;
};

const Memberships = model<Membership>(
  'Membership',
  new Schema<Membership>(
    {
      _id: String,
      channel: { type: String, required: true },
      person: { type: String, required: true },
      read: { type: Number, default: 0 },
      involvement: { type: String, default: 'everything' },
      since: { type: Date, required: true },
    },
    { versionKey: false, collection: 'memberships' },
  )
    .index({ person: 1, channel: 1 })
    .index({ channel: 1 }),
);

const idOf = (channel: string, person: string) => `${channel}:${person}`;

/** Makes somebody a member; who is one already stays as he is. `read`: what is before it counts as read. */
export async function add(
  person: string,
  channels: { id: string; read: number }[],
  since: Date,
): Promise<void> {
  if (channels.length === 0) return;
  const wanted = channels.map(({ id, read }) => ({
    updateOne: {
      filter: { _id: idOf(id, person) },
      update: { $setOnInsert: { channel: id, person, read, involvement: 'everything', since } },
      upsert: true,
    },
  }));
  await atOnce(() => Memberships.bulkWrite(wanted, { ordered: false }));
}

export const remove = (person: string, channels: string[]) =>
  Memberships.deleteMany({
    _id: mongoose.trusted({ $in: channels.map((channel) => idOf(channel, person)) }),
  });

export const find = (channel: string, person: string) =>
  Memberships.findById(idOf(channel, person)).lean<Membership>();

export const ofPerson = (person: string) => Memberships.find({ person }).lean<Membership[]>();

/** Reading never goes back: two tabs, one behind the other, end at the further one. */
export const readUpTo = (channel: string, person: string, seq: number) =>
  Memberships.updateOne({ _id: idOf(channel, person) }, { $max: { read: seq } });

export const involve = (channel: string, person: string, involvement: Involvement) =>
  Memberships.updateOne({ _id: idOf(channel, person) }, { $set: { involvement } });
