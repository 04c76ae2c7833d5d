import { channelById } from '#models/channel.ts';
import { entryAt, type Kept } from '#models/log.ts';
import { membership } from '#models/membership.ts';
import type { Authors } from './authors.ts';

/**
 * A report as its reader sees it: with the words it is about, which are looked up whenever it is read and never copied, so
 * that what was taken back is not in a report either; and whether he may open the channel they stand in.
 * @param kept an entry of any type; only a report becomes another
 */
export async function withReported(kept: Kept, authors: Authors): Promise<Kept> {
  if (kept.type !== 'message:reported' || !kept.body) return kept;
  const { channel: id, of } = kept.body as { channel: string; of: number };
  const reader = kept.channel.replace(/^inbox-/, '');
  const [channel, said, member] = await Promise.all([
    channelById(id),
    entryAt(id, of),
    membership(id, reader),
  ]);
  const words = said?.body as { text: string } | null | undefined;
  const author = words && (await authors.of([said!.author])).get(said!.author);
  const mayOpen = member !== null || channel?.public === true;
  return { ...kept, body: { ...kept.body, mayOpen, ...(author && { said: { author, text: words.text } }) } };
}
