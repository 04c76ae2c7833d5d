import { ChannelKind, channelKinds } from '#contract/channel-kinds.ts';
import { channelOf } from '#contract/ids.ts';
import * as channels from '#models/channel/channel.ts';
import * as memberships from '#models/channel/membership.ts';
import * as people from '#models/person/person.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newKey } from '../../test/support/agenda.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../test/support/neighbourhood.ts';
import type { Talk } from '../../test/support/talk.ts';
import type { Members } from './members.ts';

let place: Neighbourhood;
let members: Members;
let wim: Neighbour;
let anja: Neighbour;

const channel = 'group-gardeners';
const name = { nl: 'De tuin', en: 'The garden' };

beforeAll(async () => {
  place = await openNeighbourhood();
  ({ members } = place.hub.visit({ who: 'guest', id: 'a test', locale: 'nl' }));
  const of = (kind: ChannelKind, id: string) =>
    ({ _id: id, kind, name, public: false, posting: 'everyone' }) as const;
  await channels.ensureChannels([
    of('group', channel),
    ...ChannelKind.options.map((kind) => of(kind, channelOf(kind, 'trial'))),
  ]);
  wim = await place.arrive('Wim', 'maaskade');
  await members.add(wim.me.id, [channel]);
});
afterAll(() => place.close());
beforeEach(async () => {
  anja = await place.arrive('Anja', 'maaskade');
});

let said = 0;
const say = () => wim.get('message:post', { channel, key: newKey(), text: `Regel ${++said}` });
const hears = (who: Talk) => who.next('entry', (entry) => entry.channel === channel);

describe('who becomes a member', () => {
  test('hears the channel at once, in every tab, without asking', async () => {
    const tabs = [anja, place.line(anja.cookie)];
    for (const tab of tabs) await tab.get('person:me', {});
    await members.add(anja.me.id, [channel]);
    const told = Promise.all(tabs.map(hears));
    const { seq } = await say();
    expect((await told).map((entry) => entry.seq)).toEqual([seq, seq]);
  });

  test('has read what was said before, and finds the rest unread', async () => {
    await say();
    await members.add(anja.me.id, [channel]);
    const unread = async () => (await anja.get('channel:open', { channel })).channel.member?.unread;
    expect(await unread()).toBe(0);
    await say();
    expect(await unread()).toBe(1);
  });

  test.each(ChannelKind.options)(
    'of a %s finds what was made for him unread, and nothing else',
    async (kind) => {
      const id = channelOf(kind, 'trial');
      const visit = place.hub.visit({ who: 'guest', id: 'a test', locale: 'nl' });
      const author = { id: wim.me.id, name: 'Wim', role: 'resident' } as const;
      await visit.announce(id, { type: 'message:posted', key: newKey(), body: { text: 'Hoi' }, author });
      await members.add(anja.me.id, [id]);
      expect((await memberships.find(id, anja.me.id))?.read).toBe(channelKinds[kind].unreadFromStart ? 0 : 1);
    },
  );

  test('again stays as he is', async () => {
    await members.add(anja.me.id, [channel]);
    await anja.get('channel:involve', { channel, involvement: 'nothing' });
    const before = await memberships.find(channel, anja.me.id);
    await say();
    await members.add(anja.me.id, [channel]);
    expect(await memberships.find(channel, anja.me.id)).toEqual(before);
  });

  test('twice at the same moment is one once', async () => {
    await Promise.all([1, 2, 3].map(() => members.add(anja.me.id, [channel])));
    const own = (await memberships.ofPerson(anja.me.id)).filter((one) => one.channel === channel);
    expect(own).toHaveLength(1);
  });

  test('is looked at again by every hub', async () => {
    const before = new Date();
    await members.add(anja.me.id, [channel]);
    expect(await people.changedSince(before)).toContain(anja.me.id);
  });
});

describe('who is a member no longer', () => {
  beforeEach(() => members.add(anja.me.id, [channel]));

  test('hears nothing more of it, and everything else', async () => {
    const heard: string[] = [];
    anja.socket.on('entry', (entry) => void heard.push(entry.channel));
    await anja.get('log:sync', { cursors: {} });
    await members.remove(anja.me.id, [channel]);
    const street = 'street-maaskade';
    const told = anja.next('entry', (entry) => entry.channel === street);
    await say();
    await wim.get('message:post', { channel: street, key: newKey(), text: 'Hoi straat' });
    await told;
    expect(heard).toEqual([street]);
    expect(await anja.ask('channel:open', { channel })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });

  test('is not seen there any more', async () => {
    const here = async () =>
      (await wim.get('presence', { channel })).here.map(({ id }) => id).filter((id) => id === anja.me.id);
    await anja.get('presence', { channel });
    expect(await here()).toEqual([anja.me.id]);
    await members.remove(anja.me.id, [channel]);
    await expect.poll(here).toEqual([]);
  });

  test('takes nobody with him', async () => {
    await members.remove(anja.me.id, [channel]);
    const told = hears(wim);
    const { seq } = await say();
    expect((await told).seq).toBe(seq);
  });

  test('of nothing loses nothing', async () => {
    const before = await memberships.ofPerson(anja.me.id);
    await members.remove(anja.me.id, []);
    await members.remove(anja.me.id, ['group-of-others']);
    expect(await memberships.ofPerson(anja.me.id)).toEqual(before);
  });
});
