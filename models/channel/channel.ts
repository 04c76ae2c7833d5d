import type { ChannelKind } from '#contract/channel-kinds.ts';
import { kindsWith } from '#contract/channel-kinds.ts';
import { directChannel } from '#contract/ids.ts';
import { randomUUID } from 'node:crypto';
import mongoose, { model, Schema } from 'mongoose';
import { atOnce } from '../database/at-once.ts';

export type Channel = {
  _id: string;
  kind: ChannelKind;
  name: { nl: string; en: string };
  about?: { nl: string; en: string } | undefined;
  area?: string | undefined;
  /** Anybody may read it, without an account. */
  public: boolean;
  /** Who may speak: every member, or only those who speak for the place. */
  posting: 'everyone' | 'officers';
};

const both = { nl: String, en: String };

const Channels = model<Channel>(
  'Channel',
  new Schema<Channel>(
    {
      _id: { type: String, required: true },
      kind: { type: String, required: true },
      name: { type: both, required: true },
      about: { type: both, default: undefined },
      area: String,
      public: { type: Boolean, required: true },
      posting: { type: String, default: 'everyone' },
    },
    { versionKey: false, collection: 'channels' },
  ).index({ public: 1, kind: 1 }),
);

/** Makes sure that these channels stand as described; safe to do at every start, on every hub. */
export async function ensureChannels(channels: Channel[]): Promise<void> {
  if (channels.length === 0) return;
  const wanted = channels.map(({ _id, ...set }) => ({
    updateOne: { filter: { _id }, update: { $set: set }, upsert: true },
  }));
  await atOnce(() => Channels.bulkWrite(wanted, { ordered: false }));
}

export const byId = (id: string) => Channels.findById(id).lean<Channel>();

export const byIds = (ids: string[]) =>
  Channels.find({ _id: mongoose.trusted({ $in: ids }) }).lean<Channel[]>();

export const listPublic = () => Channels.find({ public: true }).sort({ kind: 1, _id: 1 }).lean<Channel[]>();

/** Those with these ids, and with them what everybody may read, or may join who has an account. */
export const listWith = (ids: string[], and: { open: boolean; joinable: boolean }) =>
  Channels.find({
    $or: [
      { _id: mongoose.trusted({ $in: ids }) },
      ...(and.open ? [{ public: true }] : []),
      ...(and.joinable ? [{ kind: mongoose.trusted({ $in: kindsWith('joinable') }) }] : []),
    ],
  })
    .sort({ kind: 1, _id: 1 })
    .lean<Channel[]>();

/** A channel of these people alone, whose name is the subject they met over. */
export async function openDirect(
  name: Channel['name'],
  about?: Channel['about'],
  id?: string,
): Promise<Channel> {
  const channel: Channel = {
    _id: directChannel(id ?? randomUUID()),
    kind: 'direct',
    name,
    about,
    public: false,
    posting: 'everyone',
  };
  await ensureChannels([channel]);
  return channel;
}
