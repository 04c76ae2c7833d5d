import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';

let place: Neighbourhood;
let anja: Neighbour;
let wim: Neighbour;
let elsewhere: Neighbour;

beforeAll(async () => {
  place = await openNeighbourhood();
  anja = await place.arrive('Anja', 'maaskade');
  wim = await place.arrive('Wim', 'maaskade');
  elsewhere = await place.arrive('Els', 'stationsstraat');
  await Promise.all([anja, wim, elsewhere].map(({ get }) => get('log:sync', { cursors: {} })));
});
afterAll(() => place.close());

test('a message reaches the neighbour in the same street, and only the speaker sees the key', async () => {
  const [atAnja, atWim] = [anja.next('entry'), wim.next('entry')];
  const posted = await anja.get('message:post', {
    channel: 'street-maaskade',
    key: 'a-key-of-anja',
    text: 'Wie heeft er zandzakken over?',
  });
  expect(await atWim).toMatchObject({
    seq: posted.seq,
    author: { name: 'Anja', role: 'resident' },
    body: { text: 'Wie heeft er zandzakken over?' },
  });
  expect(await atWim).not.toHaveProperty('key');
  expect(await atAnja).toMatchObject({ seq: posted.seq, key: 'a-key-of-anja' });
});

test('someone in another street is told nothing, and finds nothing by asking', async () => {
  const asks = { channel: 'street-maaskade' };
  expect(await elsewhere.ask('channel:open', asks)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  expect(await elsewhere.ask('log:page', asks)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  const post = { ...asks, key: 'a-key-of-els', text: 'Hoi' };
  expect(await elsewhere.ask('message:post', post)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  const { heads, gone } = await elsewhere.get('log:sync', { cursors: { 'street-maaskade': 0 } });
  expect([heads['street-maaskade'], gone]).toEqual([undefined, ['street-maaskade']]);
});

test('whoever reads a page of the log finds the keys of his own entries and no others', async () => {
  await wim.get('message:post', { channel: 'street-maaskade', key: 'a-key-of-wim', text: 'Ik' });
  const { entries } = await anja.get('log:page', { channel: 'street-maaskade' });
  expect(entries.map(({ author, key }) => [author.name, key])).toEqual([
    ['Anja', 'a-key-of-anja'],
    ['Wim', undefined],
  ]);
});

test('the words of a message that was taken back are nowhere any more, nor those it had before', async () => {
  const channel = 'village-mook';
  const { seq } = await anja.get('message:post', { channel, key: 'first-words', text: 'Het geheim' });
  await anja.get('message:edit', { channel, key: 'other-words', seq, text: 'Het grote geheim' });
  await anja.get('message:remove', { channel, key: 'no-words', seq });
  expect(JSON.stringify(await wim.get('log:page', { channel }))).not.toContain('geheim');
});

test('what one said oneself is not unread', async () => {
  const channel = 'village-mook';
  const unread = async (who: Neighbour) =>
    (await who.get('channel:open', { channel })).channel.member?.unread;
  const [own, others] = [await unread(anja), await unread(wim)];
  await anja.get('message:post', { channel, key: 'something-said', text: 'Hoi Mook' });
  expect([await unread(anja), await unread(wim)]).toEqual([own, (others ?? 0) + 1]);
});

test('a hub that was away is found again, with everything that was said', async () => {
  await place.goAway();
  await place.comeBack();
  const { entries } = await wim.get('log:page', { channel: 'street-maaskade' });
  expect(entries).toHaveLength(2);
});
