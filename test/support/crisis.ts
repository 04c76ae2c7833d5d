import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clock } from '#config/clock.ts';
import { readPlace, type Feed, type Place } from '#config/place.ts';
import type { Asks } from '#contract';
import { botKey } from '#config/secret.ts';
import type { BotName } from '#config/bots.ts';
import type { Locator, Page } from 'playwright-core';
import { io } from 'socket.io-client';
import { openNeighbourhood } from './neighbourhood.ts';
import { talk, type Talk } from './talk.ts';

const places = new URL('../../config/places/', import.meta.url);

/** A neighbourhood whose place file listens to these feeds. Its bots come to the door with `bot`. */
export async function openCrisis(options: { feeds?: Feed[]; pages?: boolean; server?: string } = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'brink-place-'));
  const name = await writePlace(directory, (place) => ({
    ...place,
    crisis: { ...place.crisis, feeds: options.feeds ?? [] },
    areas: place.areas.map((area) =>
      area.kind === 'municipality' ? { ...area, geocodes: [{ valueName: 'GEMEENTE', value: '0944' }] } : area,
    ),
  }));
  const neighbourhood = await openNeighbourhood({
    env: { PLACE: name },
    ...(options.pages && { pages: true }),
    ...(options.server && { server: options.server }),
  });
  const lines: Talk[] = [];

  return {
    ...neighbourhood,

    bot(bot: BotName): Talk {
      const headers = { authorization: `Bearer ${bot}:${botKey(neighbourhood.hub.config.secret, bot)}` };
      const line = talk(
        io(neighbourhood.url, { transports: ['websocket'], forceNew: true, extraHeaders: headers }),
      );
      lines.push(line);
      return line;
    },

    /** An officer, who speaks for the whole municipality unless said otherwise. */
    officer: (called: string, ...areas: string[]) =>
      neighbourhood.arrive(called, undefined, {
        role: 'officer',
        areas: areas.length > 0 ? areas : [neighbourhood.place.id],
      }),

    async close(): Promise<void> {
      for (const { socket } of lines) socket.disconnect();
      await neighbourhood.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export type CrisisPlace = Awaited<ReturnType<typeof openCrisis>>;

/** Writes a place file of its own and gives the name by which the configuration finds it. */
async function writePlace(directory: string, change: (place: Place) => Place): Promise<string> {
  const place = change(readPlace(new URL('mook-en-middelaar.json', places)));
  await writeFile(join(directory, 'place.json'), JSON.stringify(place));
  return relative(fileURLToPath(places), join(directory, 'place'));
}

/** So many hours from now on the clock of the place, as an instant. */
export const inHours = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000).toISOString();

/** The first version of an incident, which tells Mook something, and Mook alone. */
export const toMook = (incident: string, more: Partial<Asks<'crisis:send'>> = {}): Asks<'crisis:send'> => ({
  incident,
  key: randomUUID(),
  basedOn: 0,
  areas: [{ area: 'mook', level: 2, text: 'De Maas staat hoog. Blijf van de kade.' }],
  nextAt: inHours(2),
  expires: inHours(6),
  ...more,
});

/** Peace again: what goes on is over, and so much time goes by that nothing of it is in sight. */
export async function endEverything(officer: Talk): Promise<void> {
  const { incidents } = await officer.get('crisis:incidents', {});
  for (const { incident, state, relayed, versions, holds } of incidents) {
    if (state !== 'open' || relayed || versions.length === 0) continue;
    const areas = holds.map(({ area }) => ({ area, text: 'De test is voorbij.' }));
    const basedOn = versions[0]?.version ?? 0;
    await officer.get('crisis:end', { incident, key: randomUUID(), basedOn, areas });
  }
  clock.set(new Date(inHours(73)));
}

/** Opens an incident, and gives its id. */
export async function openIncident(officer: Talk, title: string, exercise = false): Promise<string> {
  return (await officer.get('crisis:open', { key: randomUUID(), title, exercise })).incident;
}

/** The banner at the top of a page. */
export const banner = (page: Page): Locator => page.getByRole('region', { name: 'Situatie' });
