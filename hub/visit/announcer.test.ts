import type { Entry } from '#contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newKey } from '../../test/support/agenda.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../test/support/neighbourhood.ts';
import type { Talk } from '../../test/support/talk.ts';

let place: Neighbourhood;
let wim: Neighbour;
let anja: Neighbour;

const street = 'street-maaskade';
const village = 'village-mook';

beforeAll(async () => {
  place = await openNeighbourhood();
  wim = await place.arrive('Wim', 'maaskade');
  await wim.get('log:sync', { cursors: {} });
});
afterAll(() => place.close());
/** Nobody may say much at once, so somebody else does each time. */
beforeEach(async () => {
  anja = await place.arrive('Anja', 'maaskade');
});

/** What is told on a line from now on. */
function listen(who: Talk): Entry[] {
  const told: Entry[] = [];
  who.socket.on('entry', (entry) => void told.push(entry));
  return told;
}

/** Until everything that was told before on these lines has come: they hear this last. */
async function until(...lines: Talk[]): Promise<void> {
  const last = lines.map((line) => line.next('entry', ({ body }) => isLast(body)));
  await wim.get('message:post', { channel: village, key: newKey(), text: 'Tot zover' });
  await Promise.all(last);
}
const isLast = (body: unknown) => JSON.stringify(body).includes('Tot zover');
const before = (told: Entry[]) => told.filter(({ body }) => !isLast(body));

async function listening(who: Talk, channels: string[] = []): Promise<Entry[]> {
  const asked = Object.fromEntries([village, ...channels].map((channel) => [channel, 0]));
  await who.get('log:sync', { cursors: asked });
  return listen(who);
}

test('who hears the channel is told what was said, by whom, and where it stands', async () => {
  const told = await listening(wim);
  const posted = await anja.get('message:post', { channel: street, key: newKey(), text: 'Hoi' });
  await until(wim);
  expect(before(told)).toEqual([
    {
      channel: street,
      seq: posted.seq,
      id: posted.id,
      at: posted.at,
      type: 'message:posted',
      author: { id: anja.me.id, name: 'Anja', role: 'resident' },
      body: { text: 'Hoi' },
    },
  ]);
});

test('only the speaker gets the key, in every tab, whether it listens or not, and each once', async () => {
  const [here, quiet] = [await listening(anja), place.line(anja.cookie)];
  await quiet.get('person:me', {});
  const [there, wims] = [listen(quiet), await listening(wim)];
  const key = newKey();
  await anja.get('message:post', { channel: street, key, text: 'Van mij' });
  await until(anja, wim);
  await quiet.get('person:me', {});
  expect([before(here), there].map((told) => told.map((entry) => entry.key))).toEqual([[key], [key]]);
  expect(before(wims).map((entry) => Object.keys(entry).includes('key'))).toEqual([false]);
});

test('who does not belong to a channel hears nothing of it', async () => {
  const joris = await place.arrive('Joris', undefined, { village: 'plasmolen' });
  const guest = place.guest();
  const told = [await listening(joris, [street]), await listening(guest, [street])];
  await anja.get('message:post', { channel: street, key: newKey(), text: 'Onder ons' });
  await until(joris, guest);
  expect(told.map(before)).toEqual([[], []]);
});

test('what is public, guests hear too', async () => {
  const guest = place.guest();
  const told = await listening(guest);
  await anja.get('message:post', { channel: village, key: newKey(), text: 'Voor iedereen' });
  await until(guest);
  expect(before(told)).toMatchObject([{ body: { text: 'Voor iedereen' } }]);
});

test('what was sent again stands once, and is told again, for the first telling may have been lost', async () => {
  const told = await listening(wim);
  const wish = { channel: street, key: newKey(), text: 'Nog eens' };
  const first = await anja.get('message:post', wish);
  const { head } = await anja.get('log:page', { channel: street });
  expect(await anja.get('message:post', wish)).toEqual(first);
  await until(wim);
  expect(before(told).map(({ seq }) => seq)).toEqual([first.seq, first.seq]);
  expect((await anja.get('log:page', { channel: street })).head).toBe(head);
});

test('what is refused is told to nobody', async () => {
  const key = newKey();
  await anja.get('message:post', { channel: street, key, text: 'Een belofte' });
  const gone = { channel: street, key: newKey(), text: 'Toch niet' };
  const { seq } = await anja.get('message:post', gone);
  await anja.get('message:remove', { channel: street, key: newKey(), seq });
  const told = await listening(wim);
  expect(await anja.ask('message:post', { channel: street, key, text: 'Iets anders' })).toMatchObject({
    code: 'CONFLICT',
  });
  const answer = { channel: street, key: newKey(), text: 'Een antwoord', replyTo: seq };
  expect(await anja.ask('message:post', answer)).toMatchObject({ code: 'NOT_FOUND' });
  await until(wim);
  expect(before(told)).toEqual([]);
});

test('the same key of another speaker is another wish', async () => {
  const told = await listening(wim);
  const key = newKey();
  const henk = await place.arrive('Henk', 'maaskade');
  const seqs = [];
  for (const who of [anja, henk])
    seqs.push((await who.get('message:post', { channel: street, key, text: 'Hoi' })).seq);
  await until(wim);
  expect(before(told).map(({ seq, author }) => [seq, author.name])).toEqual([
    [seqs[0], 'Anja'],
    [seqs[1], 'Henk'],
  ]);
});

test('a page of the log shows everybody’s words, and the asker’s own keys', async () => {
  const key = newKey();
  await wim.get('message:post', { channel: street, key: newKey(), text: 'Van Wim' });
  await anja.get('message:post', { channel: street, key, text: 'Van Anja' });
  const { entries } = await anja.get('log:page', { channel: street, limit: 2 });
  expect(entries.map((entry) => [entry.author.name, entry.key])).toEqual([
    ['Wim', undefined],
    ['Anja', key],
  ]);
});

test('who left keeps his place in the log, without a name', async () => {
  const visit = place.hub.visit({ who: 'guest', id: 'a test', locale: 'nl' });
  const author = { id: 'somebody-who-left', name: 'Bas', role: 'resident' } as const;
  await visit.announce(street, { type: 'message:posted', key: newKey(), body: { text: 'Dag' }, author });
  const { entries } = await anja.get('log:page', { channel: street, limit: 1 });
  expect(entries).toMatchObject([{ author: { id: 'somebody-who-left', name: '…' }, body: { text: 'Dag' } }]);
});
