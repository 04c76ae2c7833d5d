import { villagesCovered, type Place } from '#config/place.ts';
import { largestFrame } from '#config/limits.ts';
import type { Asks, Code } from '#contract';
import type { CapAlert } from '#contract/cap.ts';
import type { Bot, Errand } from '../engine/bot.ts';
import { createReader, type Found, type Reader } from './feed.ts';

/**
 * Brings the official messages of others: looks at the feeds of the place, checks each CAP message, and asks the hub to take it
 * over. What it remembers it could lose: the hub knows every message it has.
 */
export function createCrisisRelay(now = Date.now): Bot {
  const readers = new Map<string, Reader>();

  return {
    name: 'crisis-relay',
    about:
      'Neemt officiële waarschuwingen over van de bronnen die deze gemeente vertrouwt, met hun naam erbij.',

    async wake(errand) {
      for (const feed of errand.place.crisis.feeds) {
        const reader = readers.get(feed.url) ?? createReader(feed, errand.log);
        readers.set(feed.url, reader);
        for (const found of await reader.news(now())) {
          if (!(await bring(errand, reader, found))) return;
        }
      }
    },
  };
}

export const crisisRelay = createCrisisRelay();

/** Whether it is settled; when the hub does not take it now, everything waits for the next round. */
async function bring({ line, place }: Errand, reader: Reader, { link, alert }: Found): Promise<boolean> {
  if (alert.msgType === 'Alert' && !isHere(place, alert)) {
    reader.done(link);
    return true;
  }
  const asks = { feed: reader.feed.name, alert: without(place, alert) } satisfies Asks<'crisis:relay'>;
  if (Buffer.byteLength(JSON.stringify(asks)) > largestFrame - 1024) {
    reader.reject(link, 'it is larger than the hub takes at once');
    return true;
  }
  const answer = await line.ask('crisis:relay', asks);
  if (answer.ok || answer.code === 'NOT_FOUND') reader.done(link);
  else if (final.includes(answer.code)) reader.reject(link, answer.message);
  else return false;
  return true;
}

const final: Code[] = ['INVALID', 'FORBIDDEN', 'CONFLICT', 'TOO_LARGE'];

const isHere = (place: Place, { infos }: CapAlert) =>
  infos.some(({ areas }) => areas.some((area) => villagesCovered(place, area).length > 0));

/** A message without the languages we do not speak and the outlines that lie elsewhere: those of a whole country are long. */
function without(place: Place, alert: CapAlert): CapAlert {
  const spoken = alert.infos.filter(({ language }) => /^(nl|en)\b/i.test(language));
  const infos = (spoken.length > 0 ? spoken : alert.infos.slice(0, 1)).map((info) => ({
    ...info,
    areas: info.areas.map((area) => ({
      ...area,
      polygons: area.polygons.filter(
        (polygon) => villagesCovered(place, { polygons: [polygon], circles: [], geocodes: [] }).length > 0,
      ),
    })),
  }));
  return { ...alert, infos };
}
