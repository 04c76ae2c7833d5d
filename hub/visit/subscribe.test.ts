import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from '../../test/support/agenda.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../test/support/neighbourhood.ts';
import type { Talk } from '../../test/support/talk.ts';

let place: Neighbourhood;
let wim: Neighbour;

const street = 'street-maaskade';
const village = 'village-mook';
const interest = 'interest-reading';

beforeAll(async () => {
  place = await openNeighbourhood();
  wim = await place.arrive('Wim', 'maaskade');
  await wim.get('channel:join', { channel: interest });
});
afterAll(() => place.close());

const say = async (channel: string, text: string) => {
  await wim.get('message:post', { channel, key: newKey(), text });
};

/** What somebody hears from now on, until the last of these words, which he must hear. */
async function heard(who: Talk, said: [channel: string, text: string][]): Promise<string[]> {
  const texts: string[] = [];
  who.socket.on('entry', ({ body }) => void (body && 'text' in body && texts.push(String(body.text))));
  const last = who.next('entry', ({ body }) => !!body && 'text' in body && body.text === said.at(-1)![1]);
  for (const [channel, text] of said) await say(channel, text);
  await last;
  who.socket.off('entry');
  return texts;
}

test('who says how far he is hears how far his channels are, and hears them from then on', async () => {
  const anja = await place.arrive('Anja', 'maaskade');
  await say(street, 'Voordat zij luisterde');
  const { heads, gone } = await anja.get('log:sync', { cursors: {} });
  const { head } = await anja.get('log:page', { channel: street });
  expect(heads[street]).toBe(head);
  expect(Object.keys(heads)).toEqual(expect.arrayContaining([street, village, anja.me.inbox]));
  expect(gone).toEqual([]);
  expect(
    await heard(anja, [
      [street, 'Hoi straat'],
      [village, 'Hoi dorp'],
    ]),
  ).toEqual(['Hoi straat', 'Hoi dorp']);
});

test('a guest hears the public channels he asks for, and no other', async () => {
  const guest = place.guest();
  const asked = { [village]: 0, [street]: 0, 'village-nowhere': 0 };
  const { heads, gone } = await guest.get('log:sync', { cursors: asked });
  expect(Object.keys(heads)).toEqual([village]);
  expect(gone.sort()).toEqual([street, 'village-nowhere'].sort());
  expect(
    await heard(guest, [
      [street, 'Onder ons'],
      [village, 'Voor iedereen'],
    ]),
  ).toEqual(['Voor iedereen']);
});

test('who asks again for something more keeps what he heard', async () => {
  const guest = place.guest();
  await guest.get('log:sync', { cursors: { [village]: 0 } });
  const { heads } = await guest.get('log:sync', { cursors: { 'village-molenhoek': 0 } });
  expect(Object.keys(heads).sort()).toEqual(['village-molenhoek', village]);
  expect(await heard(guest, [[village, 'Nog steeds']])).toEqual(['Nog steeds']);
});

test('on one line only that line listens; the other tab has to ask for itself', async () => {
  const anja = await place.arrive('Anja', 'maaskade');
  const tab = place.line(anja.cookie);
  await tab.get('person:me', {});
  let told = 0;
  tab.socket.on('entry', () => void told++);
  await anja.get('log:sync', { cursors: {} });
  expect(await heard(anja, [[street, 'Op één scherm']])).toEqual(['Op één scherm']);
  await tab.get('person:me', {});
  expect(told).toBe(0);
});

test('a channel that somebody left says nothing more, and is told to be gone', async () => {
  const anja = await place.arrive('Anja', 'maaskade');
  await anja.get('channel:join', { channel: interest });
  await anja.get('log:sync', { cursors: {} });
  await place.line(anja.cookie).get('channel:leave', { channel: interest });
  expect((await anja.get('log:sync', { cursors: { [interest]: 0 } })).gone).toEqual([interest]);
  expect(
    await heard(anja, [
      [interest, 'Een goed boek'],
      [street, 'De straat'],
    ]),
  ).toEqual(['De straat']);
});

test('who moves away hears his new street and not his old one', async () => {
  const anja = await place.arrive('Anja', 'maaskade');
  await anja.get('log:sync', { cursors: {} });
  const elsewhere = place.place.areas.find(
    ({ kind, parent }) => kind === 'street' && parent === 'plasmolen',
  )!;
  await anja.get('person:change', { street: elsewhere.id });
  const { heads, gone } = await anja.get('log:sync', { cursors: { [street]: 0 } });
  expect(gone).toEqual([street]);
  expect(heads).toHaveProperty(`street-${elsewhere.id}`);
});

test('over plain HTTP one hears how far it is, and no line listens', async () => {
  const anja = await place.arrive('Anja', 'maaskade');
  let told = 0;
  anja.socket.on('entry', () => void told++);
  const answer = await fetch(`${place.url}/api/log:sync`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: anja.cookie },
    body: '{"cursors":{}}',
  });
  expect(await answer.json()).toMatchObject({
    ok: true,
    value: { heads: { [street]: expect.any(Number) as number } },
  });
  await say(street, 'Niemand luistert');
  await anja.get('person:me', {});
  expect(told).toBe(0);
});

test('who asks for more than anybody has is refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`village-${index}`, 0]));
  expect(await place.guest().ask('log:sync', { cursors: many })).toMatchObject({
    ok: false,
    code: 'INVALID',
  });
});
