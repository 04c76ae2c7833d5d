import { clock } from '#config/clock.ts';
import type { Asks } from '#contract';
import { agenda } from '../../bots/agenda/index.ts';
import { openConnection } from '../../bots/engine/connection.ts';
import { newKey, village } from './agenda.ts';
import { openNeighbourhood, type Neighbour } from './neighbourhood.ts';

const secret = 'a secret of this test, long enough for it';

/** A place with an agenda bot that wakes when it is told to, and a connector who publishes. Its year is 2021. */
export async function openAgendaBot() {
  clock.set(at('2021-01-01T12:00'));
  const place = await openNeighbourhood({ env: { SECRET: secret } });
  const connection = openConnection(place.url, secret, 'agenda');
  const mieke = await place.arrive('Mieke', undefined, { role: 'connector', areas: ['mook'] });
  let people = 0;

  return { mieke, somebody, publish, wakes, close };

  function somebody(more: { quiet?: { from: string; to: string } } = {}): Promise<Neighbour> {
    people += 1;
    return place.arrive(`Buur ${people}`, 'maaskade', more);
  }

  async function publish(starts: string, more: Partial<Asks<'activity:publish'>> = {}): Promise<string> {
    const wish = {
      channel: village,
      key: newKey(),
      title: 'Wandelen',
      place: 'Bij de kerk',
      startsAt: starts,
      ...more,
    };
    return (await mieke.get('activity:publish', wish)).activity;
  }

  /** The bot wakes at this time; what it says of it stands in the logs when this is over. */
  async function wakes(when: string): Promise<void> {
    clock.set(at(when));
    await agenda.wake({ connection, place: place.place, log: () => undefined });
  }

  async function close(): Promise<void> {
    connection.close();
    await place.close();
  }
}

/** A wall time here, in winter or in summer. */
export function at(wall: string): Date {
  const winter = new Date(`${wall}:00+01:00`);
  const summer = wall > '2021-03-28T03' && wall < '2021-10-31T02';
  return summer ? new Date(winter.getTime() - 3_600_000) : winter;
}

/** What the bot said to somebody, the first line of each. */
export async function heardBy({ get, me }: Neighbour): Promise<string[]> {
  const { entries } = await get('log:page', { channel: me.inbox });
  return entries.flatMap((entry) =>
    entry.type === 'message:posted' ? [entry.body!.text.split('\n')[0]!] : [],
  );
}
