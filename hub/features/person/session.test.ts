import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNeighbourhood, type Neighbourhood } from '../../../test/support/neighbourhood.ts';
import { openPostOffice, tokenIn } from '../../../test/support/post-office.ts';
import type { Talk } from '../../../test/support/talk.ts';

let place: Neighbourhood;
let office: Awaited<ReturnType<typeof openPostOffice>>;
let guest: Talk;

beforeAll(async () => {
  office = await openPostOffice();
  place = await openNeighbourhood({ env: { SMTP_URL: office.url } });
  guest = place.guest();
});
afterAll(async () => {
  await place.close();
  await office.close();
});

/** Somebody asks to join and follows the link from his mail. */
async function join(name: string, email: string, street = 'maaskade', line = guest) {
  const { proof } = await line.get('session:ask', { email, join: { name, street } });
  const token = tokenIn(await office.mailTo(email));
  return { token, proof };
}

test('whoever joins by mail is in his street, his village and the themes within a minute', async () => {
  const { token, proof } = await join('Anja', 'anja@example.org');
  const { session } = await guest.get('session:start', { token, proof });
  const anja = place.line(`brink=${session}`);
  const { me } = await anja.get('person:me', {});
  expect(me).toMatchObject({
    name: 'Anja',
    role: 'resident',
    street: 'maaskade',
    village: 'mook',
    verified: false,
  });
  const { channels } = await anja.get('channel:list', {});
  const ids = channels.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['street-maaskade', 'village-mook', 'theme-agenda', me!.inbox]));
  expect(ids.filter((id) => id.startsWith('street-'))).toEqual(['street-maaskade']);
});

test('a link works once, however many come with it at the same moment', async () => {
  const { token, proof } = await join('Bram', 'bram@example.org');
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => guest.ask('session:start', { token, proof })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a link that somebody else opens, in another browser, does not let him in', async () => {
  const { token } = await join('Cor', 'cor@example.org');
  const { proof } = await guest.get('session:ask', { email: 'dief@example.org' });
  expect(await guest.ask('session:start', { token, proof })).toMatchObject({ ok: false, code: 'INVALID' });
});

test('who asks twice may follow either mail, in the browser that asked, and each once', async () => {
  const email = 'twee@example.org';
  // All guests come over one line here, and are counted together: whoever asks often has a line of his own.
  const line = await place.arrive('Iemand');
  const first = await join('Ties', email, 'maaskade', line);
  const second = await line.get('session:ask', { email, join: { name: 'Ties', street: 'maaskade' } });
  const proofs = [second.proof, first.proof];
  await line.get('session:start', { token: first.token, proof: proofs });
  expect(await line.ask('session:start', { token: first.token, proof: proofs })).toMatchObject({ ok: false });
  await expect.poll(async () => tokenIn(await office.mailTo(email))).not.toBe(first.token);
  const token = tokenIn(await office.mailTo(email));
  expect(await line.ask('session:start', { token, proof: [first.proof] })).toMatchObject({ ok: false });
  await line.get('session:start', { token, proof: proofs });
});

test.each([
  ['jan&anja@example.org', 'jan&anja@example.org'],
  ["o'brien+brink@example.org", "o'brien+brink@example.org"],
  [' Piet@Buurt.Amsterdam ', 'piet@buurt.amsterdam'],
  ['jan@café.nl', 'jan@xn--caf-dma.nl'],
])('the address %s comes in, and is one person however it is written', async (typed, same) => {
  const who: string[] = [];
  const line = await place.arrive('Iemand');
  for (const email of [typed, same]) {
    const { proof } = await line.get('session:ask', { email, join: { name: 'Jan' } });
    await expect.poll(async () => (await line.get('session:mail', { proof })).mail).toBe('sent');
    const token = tokenIn(office.newest());
    const { session } = await line.get('session:start', { token, proof });
    who.push((await place.line(`brink=${session}`).get('person:me', {})).me!.id);
  }
  expect(who[0]).toBe(who[1]);
});

test('joining again with the same address makes nobody twice', async () => {
  const first = await join('Dirk', 'dirk@example.org');
  const one = await guest.get('session:start', first);
  const second = await guest.get('session:ask', { email: 'DIRK@example.org', join: { name: 'Niet Dirk' } });
  const token = tokenIn(await office.mailTo('DIRK@example.org'));
  const other = await guest.get('session:start', { token, proof: second.proof });
  const who = await Promise.all(
    [one, other].map(({ session }) => place.line(`brink=${session}`).get('person:me', {})),
  );
  expect(who[0]!.me?.id).toBe(who[1]!.me?.id);
  expect(who[1]!.me?.name).toBe('Dirk');
});

test('the answer is the same for an address we know and one we do not; only the mail tells', async () => {
  await guest.get('session:start', await join('Eva', 'eva@example.org'));
  const known = await guest.get('session:ask', { email: 'eva@example.org' });
  const unknown = await guest.get('session:ask', { email: 'nobody@example.org' });
  expect(Object.keys(known)).toEqual(Object.keys(unknown));
  expect(await office.mailTo('nobody@example.org')).toContain('nog geen account');
});

test('who signs out is gone at once, on his other lines too', async () => {
  const anja = await place.arrive('Gerrit', 'maaskade');
  const tab = place.line(anja.cookie);
  await tab.get('person:me', {});
  const ended = tab.next('ended');
  await anja.ask('session:end', {});
  expect(await ended).toBe('signed-out');
  expect(await place.line(anja.cookie).get('person:me', {})).toEqual({ me: null });
});

test('nobody ends another’s session', async () => {
  const [hanna, ineke] = [await place.arrive('Hanna', 'maaskade'), await place.arrive('Ineke', 'maaskade')];
  const { sessions } = await hanna.get('session:list', {});
  expect(sessions).toMatchObject([{ current: true }]);
  expect(await ineke.ask('session:end', { id: sessions[0]!.id })).toMatchObject({
    ok: false,
    code: 'NOT_FOUND',
  });
  expect((await hanna.get('person:me', {})).me?.name).toBe('Hanna');
});

test('who moves house is in his new street and no longer in the old one', async () => {
  const [jan, kees] = [await place.arrive('Jan', 'maaskade'), await place.arrive('Kees', 'maaskade')];
  await jan.get('log:sync', { cursors: {} });
  await jan.get('person:change', { street: 'stationsstraat' });
  expect(await jan.ask('log:page', { channel: 'street-maaskade' })).toMatchObject({ code: 'NOT_FOUND' });
  const heard: string[] = [];
  jan.socket.on('entry', ({ channel }) => heard.push(channel));
  const next = jan.next('entry', ({ channel }) => channel === 'street-stationsstraat');
  await kees.get('message:post', { channel: 'street-maaskade', key: 'after-he-left', text: 'Jan is weg' });
  await jan.get('message:post', {
    channel: 'street-stationsstraat',
    key: 'he-is-there',
    text: 'Hallo buren',
  });
  await next;
  expect(heard).toEqual(['street-stationsstraat']);
});

test('nobody fills the mailbox of somebody else: five links may wait, not more', async () => {
  const email = 'frank@example.org';
  const pest = await place.arrive('Gijs', 'maaskade');
  for (const _ of [1, 2, 3, 4, 5]) await pest.get('session:ask', { email });
  expect(await pest.ask('session:ask', { email })).toMatchObject({ ok: false, code: 'RATE_LIMITED' });
  await pest.get('session:ask', { email: 'hanna@example.org' });
});

test('a page speaks only for whom it was made: the cookie of another is refused at the door', async () => {
  const [anja, wim] = [await place.arrive('Anja', 'maaskade'), await place.arrive('Wim', 'maaskade')];
  const opened = async (cookie: string, auth?: object) => {
    const { socket } = place.line(cookie);
    socket.disconnect();
    if (auth) socket.auth = auth;
    return new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('open'));
      socket.once('connect_error', ({ message }) => resolve(message));
      socket.connect();
    });
  };
  expect(await opened(anja.cookie, { as: anja.me.id })).toBe('open');
  expect(await opened('', { as: null })).toBe('open');
  expect(await opened(anja.cookie)).toBe('open');
  for (const as of [wim.me.id, null, '', 7, {}])
    expect(await opened(anja.cookie, { as })).toBe('REAUTHENTICATE');
  expect(await opened('', { as: anja.me.id })).toBe('REAUTHENTICATE');
  expect(await opened('brink=ended', { as: anja.me.id })).toBe('REAUTHENTICATE');
});

test.each([
  ['Anja\nde Bakker', 'Anja de Bakker'],
  ['  Anja \t de\tBakker ', 'Anja de Bakker'],
])('a name stands on one line: %j', async (typed, name) => {
  const lies = await place.arrive('Lies', 'maaskade');
  expect((await lies.get('person:change', { name: typed })).me.name).toBe(name);
});
