import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { clock } from '#config/clock.ts';
import { afterAll, expect, test, vi } from 'vitest';
import { openNeighbourhood, type Neighbour } from '../../support/neighbourhood.ts';

const secret = 'a secret of this test, long enough for it';
const place = await openNeighbourhood({ env: { SECRET: secret } });
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const bots of running) bots.kill('SIGKILL');
  await place.close();
});

const village = 'village-mook';

/** The bots as they always run: a process of their own, which looks for work every second. */
function startBots(): ChildProcess {
  const env = { HUB_URL: place.url, SECRET: secret, WAKE: '* * * * * *', LOG_LEVEL: 'error' };
  const bots = spawn(process.execPath, ['bots/index.ts'], {
    cwd: new URL('../../..', import.meta.url),
    env,
    stdio: 'inherit',
  });
  running.add(bots);
  return bots;
}

async function end(bots: ChildProcess, how: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const ended = once(bots, 'exit');
  bots.kill(how);
  await ended;
  running.delete(bots);
}

/** What the agenda bot said in somebody's inbox, or in a channel: the first line of each. */
async function said(who: Neighbour, channel = who.me.inbox): Promise<string[]> {
  const { entries } = await who.get('log:page', { channel, limit: 200 });
  return entries.flatMap((entry) =>
    entry.type === 'message:posted' && entry.author.id === 'bot-agenda'
      ? [entry.body!.text.split('\n')[0]!]
      : [],
  );
}

const hearsTheBot = ({ socket }: Neighbour) =>
  new Promise<void>((resolve) => {
    socket.on('entry', ({ author }) => author.id === 'bot-agenda' && resolve());
  });

/** Waits for the bots, which may have to wait for the lease of one that died: half a minute. */
const until = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 60_000, interval: 1_000 });

test(
  'a bot that dies in the middle and starts twice reminds the two who come exactly once',
  { timeout: 180_000 },
  async () => {
    clock.set(new Date('2021-07-12T10:00:00+02:00'));
    const anna = await place.arrive('Anna', 'maaskade');
    const henk = await place.arrive('Henk', 'maaskade');
    const mieke = await place.arrive('Mieke', undefined, { role: 'connector', areas: ['mook'] });
    const publish = async (title: string, startsAt: string) =>
      (
        await mieke.get('activity:publish', {
          channel: village,
          key: `publish ${title}`,
          title,
          place: 'De Zaal',
          startsAt,
        })
      ).activity;
    const walk = await publish('Wandelen', '2021-07-14T14:00');
    await publish('Koffie', '2021-07-14T10:00');
    for (const who of [anna, henk]) {
      await who.get('activity:answer', { activity: walk, answer: 'yes' });
      await who.get('log:sync', { cursors: {} });
    }

    const firstSaid = Promise.race([anna, henk].map(hearsTheBot));
    clock.set(new Date('2021-07-13T14:00:00+02:00'));
    let bots = [startBots()];
    await firstSaid;
    await Promise.all(bots.map((one) => end(one, 'SIGKILL')));
    bots = [startBots(), startBots()];

    const dayAhead = '*Morgen, woensdag 14 juli, 14:00 uur*: Wandelen.';
    await until(async () => {
      for (const who of [anna, henk]) expect(await said(who)).toEqual([dayAhead]);
    });

    await mieke.get('activity:change', {
      activity: walk,
      key: 'an hour later',
      startsAt: '2021-07-14T15:00',
    });
    const later = 'Let op, *later*: Wandelen begint morgen, woensdag 14 juli, 15:00 uur. Dat was 14:00 uur.';
    await until(async () => {
      for (const who of [anna, henk]) expect(await said(who)).toEqual([dayAhead, later]);
    });

    clock.set(new Date('2021-07-14T09:00:00+02:00'));
    await until(async () => expect(await said(mieke, village)).toHaveLength(1));
    clock.set(new Date('2021-07-14T13:00:00+02:00'));
    const soon = '*Over 2 uur, om 15:00 uur*: Wandelen.';
    await until(async () => {
      for (const who of [anna, henk]) expect(await said(who)).toEqual([dayAhead, later, soon]);
    });

    await mieke.get('activity:cancel', { activity: walk });
    const off = 'Wandelen *gaat niet door*. Het zou zijn: vandaag, woensdag 14 juli, 15:00 uur.';
    await until(async () => {
      for (const who of [anna, henk]) expect(await said(who)).toEqual([dayAhead, later, soon, off]);
    });

    // They finish what they hold before they end, so that nothing can come after this.
    await Promise.all(bots.map((one) => end(one, 'SIGTERM')));
    for (const who of [anna, henk]) expect(await said(who)).toEqual([dayAhead, later, soon, off]);
    expect(await said(mieke)).toEqual([]);
    expect(await said(mieke, village)).toEqual(['*Vandaag in de buurt*']);
  },
);
