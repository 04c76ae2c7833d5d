import { setTimeout as wait } from 'node:timers/promises';
import { villagesCovered, type Place } from '#config/place.ts';
import { largestFrame } from '#config/limits.ts';
import type { Asks, Code } from '#contract';
import { languageOf, type CapAlert, type CapInfo } from '#contract/crisis/cap.ts';
import type { RefusedFor } from '#contract/crisis/relay.ts';
import type { Bot, BotContext } from '../engine/bot.ts';
import { Broken } from './broken.ts';
import { Reader, type Found } from './feed.ts';
import { shortenedTo } from './shorten.ts';

/** A round that takes longer goes on beside the next one, without the feeds it still waits for. */
const roundMs = 8_000;

/**
 * Brings the official messages of others: looks at the feeds of the place, checks each CAP message, and asks the hub to take it
 * over. No feed waits for another. What it remembers it could lose: the hub knows every message it has.
 */
export function createCrisisRelay(now = Date.now): Bot {
  const readers = new Map<string, Reader>();
  const busy = new Set<Reader>();

  return {
    name: 'crisis-relay',
    about:
      'Neemt officiële waarschuwingen over van de bronnen die deze gemeente vertrouwt, met hun naam erbij.',

    async wake(context) {
      const rounds = context.place.crisis.feeds.map((feed) => {
        const reader = readers.get(feed.url) ?? new Reader(feed, context.log);
        readers.set(feed.url, reader);
        return busy.has(reader) ? Promise.resolve() : round(context, reader);
      });
      const over = new AbortController();
      const late = wait(roundMs, undefined, { signal: over.signal }).catch(() => undefined);
      await Promise.race([Promise.all(rounds), late]);
      over.abort();
    },
  };

  async function round(context: BotContext, reader: Reader): Promise<void> {
    busy.add(reader);
    try {
      await reader.news(now(), (found) => bring(context, reader, found));
      await tellOfficers(context, reader);
    } catch (error) {
      context.log(`${reader.feed.name} could not be looked at: ${(error as Error).message}`);
    } finally {
      busy.delete(reader);
    }
  }
}

export const crisisRelay = createCrisisRelay();

/** When the hub does not take it now, it waits for the next round. */
async function bring(
  { connection, place }: BotContext,
  reader: Reader,
  { link, alert }: Found,
): Promise<void> {
  const asks = fitting({ feed: reader.feed.name, alert: forPlace(place, alert) });
  if (!asks) return reader.reject(link, new Broken('it is larger than the hub takes at once', 'size'));
  const answer = await connection.ask('crisis:relay', asks);
  // What waits for an earlier message is asked for again: the hub does not let it wait for ever.
  if (answer.ok && answer.value.outcome === 'held' && alert.msgType === 'Update') return;
  if (answer.ok || answer.code === 'NOT_FOUND') return reader.done(link);
  const reason = final[answer.code];
  if (!reason) return;
  const refusal = new Broken(answer.message, reason);
  refusal.about = alert.infos[0]?.headline?.slice(0, 200);
  reader.reject(link, refusal);
}

/** What the hub refuses for ever, and as what officers read it. */
const final: Partial<Record<Code, RefusedFor>> = {
  INVALID: 'part',
  FORBIDDEN: 'sender',
  CONFLICT: 'part',
  TOO_LARGE: 'size',
};

async function tellOfficers({ connection }: BotContext, reader: Reader): Promise<void> {
  for (const refusal of reader.unreported()) {
    const answer = await connection.ask('crisis:refuse', { feed: reader.feed.name, ...refusal });
    if (!answer.ok && answer.retry) return;
    reader.told(refusal);
  }
}

/**
 * A message as far as this place reads it: without languages we do not speak, and with the names of the villages it covers in
 * place of outlines, since those of a whole country are long.
 */
function forPlace(place: Place, alert: CapAlert): CapAlert {
  const infos = alert.infos.map((info) => ({ ...info, areas: [hereIn(place, info)] }));
  const spoken = infos.filter(({ language }) => ['nl', 'en'].includes(languageOf(language)));
  const here = (spoken.length > 0 ? spoken : infos).filter(({ areas }) => areas[0]?.villages.length);
  // An Update that no longer speaks of this place must still arrive.
  return { ...alert, infos: here.length > 0 ? here : infos.slice(0, 1) };
}

const hereIn = (place: Place, { areas }: CapInfo) => ({
  areaDesc: areas[0]?.areaDesc.slice(0, 100) ?? '',
  ...{ polygons: [], circles: [], geocodes: [] },
  villages: [...new Set(areas.flatMap((area) => villagesCovered(place, area).map(({ id }) => id)))],
});

/** With its texts shortened as far as a frame wants it; undefined when even that is not enough. */
function fitting(asks: Asks<'crisis:relay'>): Asks<'crisis:relay'> | undefined {
  return [4000, 2000, 1000, 500]
    .map((longest) => ({
      ...asks,
      alert: { ...asks.alert, infos: asks.alert.infos.map((info) => shortenedTo(longest, info)) },
    }))
    .find((shorter) => Buffer.byteLength(JSON.stringify(shorter)) <= largestFrame - 1024);
}
