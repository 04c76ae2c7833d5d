import { facts } from '#contract/facts.ts';
import { ownerOfInbox } from '#contract/ids.ts';
import * as channels from '#models/channel/channel.ts';
import * as logs from '#models/log.ts';
import type { StoredEntry } from '#models/log.ts';
import * as memberships from '#models/channel/membership.ts';
import type { Authors } from './authors.ts';

/**
 * A report as its reader sees it: with the words it is about, which are looked up whenever it is read and never copied, so
 * that what was taken back is not in a report either; and whether he may open the channel they stand in.
 * @param kept an entry of any type; only a report becomes another, and only one in the shape we know
 */
export async function withReported(kept: StoredEntry, authors: Authors): Promise<StoredEntry> {
  if (kept.type !== 'message:reported') return kept;
  const { data: body } = facts['message:reported'].body.safeParse(kept.body);
  if (!body) return kept;
  const { channel: id, of } = body;
  const reader = ownerOfInbox(kept.channel);
  const [channel, said, member] = await Promise.all([
    channels.byId(id),
    logs.entryAt(id, of),
    memberships.find(id, reader),
  ]);
  const { data: words } = facts['message:posted'].body.safeParse(said?.body);
  const author = words && (await authors.of([said!.author])).get(said!.author);
  const mayOpen = member !== null || channel?.public === true;
  return { ...kept, body: { ...body, mayOpen, ...(author && { said: { author, text: words.text } }) } };
}
