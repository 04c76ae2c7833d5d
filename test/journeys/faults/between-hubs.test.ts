import { createClient } from 'redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import { openPostOffice, tokenIn } from '../../support/post-office.ts';
import { openRedis } from '../../support/redis.ts';
import { soon } from '../../support/soon.ts';
import type { Talk } from '../../support/talk.ts';

let redis: Awaited<ReturnType<typeof openRedis>>;
let office: Awaited<ReturnType<typeof openPostOffice>>;
let place: Neighbourhood;
let other: string;
let listener: Awaited<ReturnType<typeof listenIn>>;

/** Two hubs on one Redis, and somebody who hears everything that goes through it. */
beforeAll(async () => {
  [redis, office] = await Promise.all([openRedis(), openPostOffice()]);
  listener = await listenIn(redis.url);
  place = await openNeighbourhood({ env: { REDIS_URL: redis.url, SMTP_URL: office.url } });
  other = `http://127.0.0.1:${(await place.beside({})).port()}`;
});
afterAll(async () => {
  listener.close();
  await place.close();
  await Promise.all([redis.close(), office.close()]);
});

const street = 'street-maaskade';
const names = async (who: Talk) =>
  (await who.get('presence', { channel: street })).here.map(({ name }) => name).sort();
const sees = (who: Talk, ...present: string[]) => expect.poll(() => names(who), soon).toEqual(present);

/** Somebody who lives at one hub, with another line at the other. */
async function atOther({ cookie }: Neighbour): Promise<Talk> {
  const line = place.line(cookie, other);
  await line.get('log:sync', { cursors: {} });
  return line;
}

test('neighbours see each other in a channel, whichever hub they are at, until they go', async () => {
  const [anja, wim] = [await place.arrive('Anja', 'maaskade'), await place.arrive('Wim', 'maaskade')];
  const there = await atOther(wim);
  await sees(anja, 'Anja');
  await sees(there, 'Anja', 'Wim');
  await sees(anja, 'Anja', 'Wim');
  const tab = await atOther(wim);
  await tab.get('presence', { channel: street });
  there.socket.disconnect();
  await sees(anja, 'Anja', 'Wim');
  await tab.get('presence', { channel: 'village-mook' });
  await sees(anja, 'Anja');
  anja.socket.disconnect();
});

test('who moves away is not seen in the old street any more, at no hub', async () => {
  const [dora, eef] = [await place.arrive('Dora', 'maaskade'), await place.arrive('Eef', 'maaskade')];
  const there = await atOther(eef);
  await there.get('presence', { channel: street });
  await sees(dora, 'Dora', 'Eef');
  await eef.get('person:change', { street: 'stationsstraat' });
  await sees(dora, 'Dora');
  dora.socket.disconnect();
});

test('who signs out at one hub is out at the other too', async () => {
  const bas = await place.arrive('Bas', 'maaskade');
  const there = await atOther(bas);
  const ended = there.next('ended');
  await bas.get('session:end', {});
  expect(await ended).toBe('signed-out');
});

test('nothing of a session, an address or a guest goes through Redis, whatever people do', async () => {
  const guest = place.guest();
  const email = 'nooit.op.straat@example.org';
  const { proof } = await guest.get('session:ask', { email, join: { name: 'Nora', street: 'maaskade' } });
  const token = tokenIn(await office.mailTo(email));
  const { session } = await guest.get('session:start', { token, proof });
  const nora = place.line(`brink=${session}`);
  const there = place.line(`brink=${session}`, other);
  const { sessions } = await nora.get('session:list', {});
  await Promise.all([nora, there].map(({ get }) => get('log:sync', { cursors: {} })));
  await nora.get('message:post', { channel: street, key: 'said-over-redis', text: 'Dit mag iedereen horen' });
  for (const line of [nora, there]) await line.get('presence', { channel: street });
  await nora.get('typing', { channel: street });
  await nora.get('channel:join', { channel: 'theme-agenda' });
  await nora.get('person:change', { name: 'Nora Noot' });
  await guest.get('place:get', {});
  const ended = there.next('ended');
  await nora.get('session:end', {});
  await ended;

  const secrets = { session, token, proof, id: sessions[0]!.id, email, cookie: 'brink=', at: '127.0.0.1' };
  expect(await listener.heard(/Dit mag iedereen horen/)).toMatch(/"?here"?/);
  const all = listener.all();
  for (const [what, secret] of Object.entries(secrets)) expect(all.includes(secret), what).toBe(false);
});

test('a hub that is asked for its connections tells of no cookie', async () => {
  const { cookie } = await place.arrive('Cor', 'maaskade');
  const [channel] = await listener.channels('*-request#/#');
  const answer = listener.heard(/"requestId":"curious".*"sockets":\[\{/);
  // What another hub, or whoever reaches Redis, may ask of the adapter: type 5 fetches connections.
  const asks = { type: 5, uid: 'x', requestId: 'curious', opts: { rooms: [], except: [] } };
  await listener.say(channel!, JSON.stringify(asks));
  expect(await answer).not.toContain(cookie.slice('brink='.length));
});

/** Hears every command and every word that Redis is told. */
async function listenIn(url: string) {
  const [watcher, hearer, speaker] = await Promise.all([1, 2, 3].map(() => createClient({ url }).connect()));
  const told: string[] = [];
  let hear = (): void => undefined;
  const note = (words: string) => {
    told.push(words);
    hear();
  };
  // The line begins with the time and with the address of whoever says it, which is the hub's.
  await watcher!.monitor((words) => note(String(words).replace(/^\S+ \[[^\]]*\]/, '')));
  await hearer!.pSubscribe('*', (words, channel) => note(`${channel} ${words}`));
  return {
    all: () => told.join('\n'),
    channels: (pattern: string) => speaker!.pubSubChannels(pattern),
    say: (channel: string, words: string) => speaker!.publish(channel, words),
    async heard(words: RegExp): Promise<string> {
      for (;;) {
        const all = told.join('\n');
        if (words.test(all)) return all;
        await new Promise<void>((resolve) => (hear = resolve));
      }
    },
    close() {
      for (const client of [watcher, hearer, speaker]) client!.destroy();
    },
  };
}
