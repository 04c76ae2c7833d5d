import { areaOf, within } from '#config/place.ts';
import { clock } from '#config/clock.ts';
import { editMs } from '#contract/limits.ts';
import type { Channel } from '#models/channel/channel.ts';
import * as logs from '#models/log.ts';
import type { StoredEntry } from '#models/log.ts';
import * as removals from '#models/removal.ts';
import { readable, speakable } from '../../visit/access.ts';
import { forbidden, invalid, missing } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import type { Handles } from '../handlers.ts';
import { report } from './report.ts';

type Commands = 'message:post' | 'message:edit' | 'message:remove' | 'message:react' | 'message:report';

export const chat: Handles<Commands> = {
  async 'message:post'(visit, { channel, key, ...body }) {
    await speakable(visit.caller, channel, key);
    if (body.replyTo !== undefined) await message(channel, body.replyTo, { evenRemoved: true });
    if (!visit.caller.bot) botsOnly(body);
    return visit.announce(channel, { type: 'message:posted', key, body });
  },

  async 'message:edit'(visit, { channel, key, seq, text }) {
    await speakable(visit.caller, channel, key);
    const said = await message(channel, seq, { evenRemoved: true });
    ownOnly(visit, said);
    if (clock.now().getTime() - said.at.getTime() > editMs) throw tooLate();
    return visit.announce(channel, { type: 'message:edited', key, body: { of: seq, text } });
  },

  async 'message:remove'(visit, { channel: id, key, seq }) {
    const channel = await readable(visit.caller, id);
    const said = await message(id, seq, { evenRemoved: true });
    if (!looksAfter(visit, channel)) ownOnly(visit, said);
    const posted = await visit.announce(id, { type: 'message:removed', key, body: { of: seq } });
    // After the fact, and safe to do again: what a hub that dies in between did not come to, the next one does (eraseRest).
    await removals.erase(id, seq);
    return posted;
  },

  async 'message:react'(visit, { channel, key, seq, reaction, on }) {
    await speakable(visit.caller, channel, key);
    await message(channel, seq, { evenRemoved: true });
    return visit.announce(channel, { type: 'message:reacted', key, body: { of: seq, reaction, on } });
  },

  async 'message:report'(visit, asked) {
    const channel = await readable(visit.caller, asked.channel);
    return report(visit, { channel, said: await message(asked.channel, asked.seq) }, asked);
  },
};

/**
 * A message in this channel; one that was taken back is not there any more. Whatever is written about a message is held
 * against its removal by the log, where a retry of what stands already is answered as such.
 */
async function message(channel: string, seq: number, but = { evenRemoved: false }): Promise<StoredEntry> {
  const said = await logs.entryAt(channel, seq);
  if (said?.type !== 'message:posted' || (said.body === null && !but.evenRemoved)) throw missing();
  return said;
}

function ownOnly(visit: Visit, said: StoredEntry): void {
  if (said.author !== visit.author.id) {
    throw forbidden({ nl: 'Dit bericht is niet van jou.', en: 'This message is not yours.' });
  }
}

/** A connector keeps order in the channels of his villages, never in people's own talk. */
export function looksAfter(visit: Visit, channel: Channel): boolean {
  const { caller, place } = visit;
  const area = channel.area && areaOf(place, channel.area);
  if (caller.who !== 'connector' || !area) return false;
  return visit.person.areas.some((own) => within(place, area.id, own));
}

function botsOnly(body: { en?: unknown; subject?: unknown }): void {
  if (body.en === undefined && body.subject === undefined) return;
  throw invalid({
    nl: 'Alleen een bot geeft een vertaling of onderwerp mee.',
    en: 'Only a bot adds a translation or subject.',
  });
}

const editMinutes = editMs / 60_000;

const tooLate = () =>
  forbidden({
    nl: `Je kunt een bericht ${editMinutes} minuten lang aanpassen. Dat is voorbij. Verwijderen kan nog wel.`,
    en: `You can change a message for ${editMinutes} minutes. That has passed. You can still remove it.`,
  });
