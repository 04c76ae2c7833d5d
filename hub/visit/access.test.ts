import { ChannelKind, channelKinds } from '#contract/channel-kinds.ts';
import { channelOf } from '#contract/ids.ts';
import * as channels from '#models/channel/channel.ts';
import type { Channel } from '#models/channel/channel.ts';
import * as memberships from '#models/channel/membership.ts';
import * as dueWork from '#models/due-work.ts';
import * as people from '#models/person/person.ts';
import { bots, type BotName } from '#config/bots.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey } from '../../test/support/agenda.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../test/support/neighbourhood.ts';
import { hearable, readable, speakable, speaksAs } from './access.ts';
import { asPerson, guestOf, type Caller } from './authenticate.ts';

let place: Neighbourhood;
let anja: Neighbour;
let wim: Neighbour;
let karin: Neighbour;

/** Anja and Karin, who speaks for the municipality, are members of everything here; Wim is of nothing. */
beforeAll(async () => {
  place = await openNeighbourhood();
  anja = await place.arrive('Anja');
  wim = await place.arrive('Wim');
  karin = await place.arrive('Karin', undefined, { role: 'officer' });
  const all = ChannelKind.options.flatMap((kind) => [
    trial(kind, 'closed'),
    trial(kind, 'open', { public: true }),
    trial(kind, 'official', { public: true, posting: 'officers' }),
  ]);
  await channels.ensureChannels(all);
  const { members } = place.hub.visit(guest);
  for (const { me } of [anja, karin])
    await members.add(
      me.id,
      all.map(({ _id }) => _id),
    );
});
afterAll(() => place.close());

function trial(kind: ChannelKind, name: string, more: Partial<Channel> = {}): Channel {
  const both = { nl: 'Een proef', en: 'A trial' };
  return { _id: idOf(kind, name), kind, name: both, public: false, posting: 'everyone', ...more };
}
const idOf = (kind: ChannelKind, name: string) => channelOf(kind, `trial-${name}`);

const guest = guestOf({}, '192.0.2.1');
const bot = (name: BotName): Caller => ({ who: 'bot', id: bots[name].id, locale: 'nl', bot: name });
const as = async ({ me }: Neighbour) => asPerson((await people.byId(me.id))!);
const notFound = { code: 'NOT_FOUND' };
const forbidden = { code: 'FORBIDDEN' };

describe.each(ChannelKind.options)('in a %s', (kind) => {
  const [closed, open, official] = [idOf(kind, 'closed'), idOf(kind, 'open'), idOf(kind, 'official')];
  const speaks = channelKinds[kind].speak;

  test('that is not public, members read and others find nothing', async () => {
    expect((await readable(await as(anja), closed))._id).toBe(closed);
    for (const who of [await as(wim), guest, bot('agenda')])
      await expect(readable(who, closed)).rejects.toMatchObject(notFound);
  });

  test('what is not for somebody is refused in the same words as what is not there', async () => {
    const refusals = await Promise.all(
      [closed, idOf(kind, 'nowhere')].map((channel) => wim.ask('channel:open', { channel })),
    );
    expect(refusals[0]).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(refusals[1]).toEqual(refusals[0]);
  });

  test('that is public, everybody reads', async () => {
    for (const who of [await as(anja), await as(wim), guest, bot('agenda')])
      expect((await readable(who, open))._id).toBe(open);
  });

  test(`${speaks ? 'members speak' : 'nobody speaks'}, and who is none does not, also where he may read`, async () => {
    for (const channel of [closed, open]) {
      const asked = speakable(await as(anja), channel, newKey());
      if (speaks) expect((await asked)._id).toBe(channel);
      else await expect(asked).rejects.toMatchObject(forbidden);
    }
    await expect(speakable(await as(wim), closed, newKey())).rejects.toMatchObject(notFound);
    for (const who of [await as(wim), guest])
      await expect(speakable(who, open, newKey())).rejects.toMatchObject(forbidden);
  });

  test('of the municipality, only who speaks for it speaks', async () => {
    await expect(speakable(await as(anja), official, newKey())).rejects.toMatchObject(forbidden);
    const asked = speakable(await as(karin), official, newKey());
    if (speaks) expect((await asked)._id).toBe(official);
    else await expect(asked).rejects.toMatchObject(forbidden);
  });

  test('the screen says who speaks as the door does', async () => {
    for (const name of ['closed', 'open', 'official']) {
      const { channel } = await anja.get('channel:open', { channel: idOf(kind, name) });
      expect(channel.speak, name).toBe(speaks && name !== 'official');
    }
    expect((await wim.get('channel:open', { channel: open })).channel.speak).toBe(false);
  });

  test('members hear what is said; of what others ask for, they hear the public', async () => {
    expect(await hearable(await as(anja), [])).toEqual(expect.arrayContaining([closed, open, official]));
    const asked = [closed, open, official, idOf(kind, 'nowhere')];
    for (const who of [await as(wim), guest]) {
      const heard = (await hearable(who, asked)).filter((channel) => asked.includes(channel));
      expect(heard.sort()).toEqual([official, open].sort());
    }
  });

  test.each([
    ['guest', false],
    ['resident', false],
    ['connector', false],
    ['organisation', false],
    ['bot', false],
    ['officer', speaks],
    ['admin', speaks],
  ] as const)('of the municipality, a %s who is a member speaks: %s', async (who, may) => {
    const member = await memberships.find(official, anja.me.id);
    const channel = trial(kind, 'official', { posting: 'officers' });
    expect(speaksAs({ ...guest, who }, channel, member)).toBe(may);
    expect(speaksAs({ ...guest, who }, channel, null)).toBe(false);
  });
});

test('nobody hears a channel twice, however often he asks for it', async () => {
  const open = idOf('village', 'open');
  expect(await hearable(guest, [open, open])).toEqual([open]);
  const own = await hearable(await as(anja), [open]);
  expect(own.filter((channel) => channel === open)).toHaveLength(1);
});

test('who asks for nothing hears nothing but his own', async () => {
  expect(await hearable(guest, [])).toEqual([]);
  expect((await hearable(await as(wim), [])).filter((channel) => channel.includes('trial'))).toEqual([]);
});

describe('a bot', () => {
  const where = idOf('street', 'closed');
  const agenda = bot('agenda');

  /** Work for the bot of the agenda in this channel, which it has taken. */
  async function held(key: string, channel: string | undefined): Promise<string> {
    const now = new Date();
    const row = { _id: key, kind: 'agenda-day' as const, dueAt: now, graceUntil: now, about: {}, group: key };
    await dueWork.plan([{ ...row, channel }]);
    expect((await dueWork.claim('agenda-day', agenda.id, now))?._id).toBe(key);
    return key;
  }

  test('speaks for the work it holds, where that is about', async () => {
    const key = await held('a row of the agenda', where);
    expect((await speakable(agenda, where, key))._id).toBe(where);
  });

  test('speaks nowhere else, nor for anything else', async () => {
    const key = await held('another row of the agenda', where);
    const refused = [
      speakable(agenda, idOf('street', 'open'), key),
      speakable(agenda, idOf('street', 'nowhere'), key),
      speakable(agenda, where, 'no row at all'),
      speakable(bot('help-matcher'), where, key),
    ];
    for (const one of refused) await expect(one).rejects.toMatchObject(notFound);
  });

  test('speaks nowhere for work that is about no channel', async () => {
    const key = await held('a row without a channel', undefined);
    await expect(speakable(agenda, where, key)).rejects.toMatchObject(notFound);
  });

  test('does not speak for work that nobody has taken', async () => {
    const now = new Date();
    const row = { _id: 'a row that waits', kind: 'help-after' as const, channel: where, dueAt: now };
    await dueWork.plan([{ ...row, graceUntil: now, about: {}, group: 'waits' }]);
    await expect(speakable(bot('help-matcher'), where, row._id)).rejects.toMatchObject(notFound);
  });
});
