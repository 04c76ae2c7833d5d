import { channelKinds } from '#contract/channel-kinds.ts';
import { Channel as Spoken, type Involvement } from '#contract/channel/index.ts';
import * as channels from '#models/channel/channel.ts';
import type { Channel } from '#models/channel/channel.ts';
import * as logs from '#models/log.ts';
import * as memberships from '#models/channel/membership.ts';
import type { Membership } from '#models/channel/membership.ts';
import { maySpeak, readable } from '../../visit/access.ts';
import { forbidden, missing } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import type { Handles } from '../handlers.ts';

type Commands =
  | 'channel:list'
  | 'channel:open'
  | 'channel:join'
  | 'channel:leave'
  | 'channel:read'
  | 'channel:involve'
  | 'presence'
  | 'typing';

export const channel: Handles<Commands> = {
  async 'channel:list'(visit, { all }) {
    const joined = visit.caller.person ? await memberships.ofPerson(visit.person._id) : [];
    const own = await channels.byIds(joined.map(({ channel: id }) => id));
    const others = visit.caller.person ? (all ? await channels.listJoinable() : []) : [];
    const open = all || !visit.caller.person ? await channels.listPublic() : [];
    const shown = new Map([...own, ...others, ...open].map((one) => [one._id, one]));
    const mine = new Map(joined.map((one) => [one.channel, one]));
    return {
      channels: await visit.each(Spoken, [...shown.values()], (one) =>
        spoken(visit, one, mine.get(one._id) ?? null),
      ),
    };
  },

  async 'channel:open'(visit, { channel: id }) {
    const one = await readable(visit.caller, id);
    return { channel: await spoken(visit, one, await mine(visit, id)) };
  },

  async 'channel:join'(visit, { channel: id }) {
    const one = (await channels.byIds([id]))[0];
    if (!one || !channelKinds[one.kind].joinable) throw missing();
    await visit.members.add(visit.person._id, [id]);
    return { channel: await spoken(visit, one, await mine(visit, id)) };
  },

  async 'channel:leave'(visit, { channel: id }) {
    const one = await readable(visit.caller, id);
    if (!channelKinds[one.kind].leavable) throw stays();
    await visit.members.remove(visit.person._id, [id]);
    return {};
  },

  async 'channel:read'(visit, { channel: id, seq }) {
    await readable(visit.caller, id);
    await memberships.readUpTo(id, visit.person._id, Math.min(seq, await logs.headOf(id)));
    return {};
  },

  async 'channel:involve'(visit, { channel: id, involvement }) {
    await readable(visit.caller, id);
    await memberships.involve(id, visit.person._id, involvement);
    return {};
  },

  async presence(visit, { channel: id }) {
    await readable(visit.caller, id);
    return { here: await visit.presence.enter(id) };
  },

  async typing(visit, { channel: id }) {
    const one = await readable(visit.caller, id);
    if (await maySpeak(visit.caller, one)) visit.presence.typing(id);
    return {};
  },
};

const mine = async (visit: Visit, id: string) =>
  visit.caller.person ? memberships.find(id, visit.person._id) : null;

/** A channel as the asker may see it. */
async function spoken(visit: Visit, one: Channel, member: Membership | null): Promise<Spoken> {
  // Counted up to the head that is told with it: what is said meanwhile counts when it is heard, once.
  const head = await logs.headOf(one._id);
  const unread = member
    ? await logs.unreadBetween(one._id, { after: member.read, upTo: head }, member.person)
    : 0;
  return {
    id: one._id,
    kind: one.kind,
    name: one.name.nl,
    nameEn: one.name.en,
    ...(one.about && { about: one.about.nl, aboutEn: one.about.en }),
    ...(one.area && { area: one.area }),
    public: one.public,
    speak: member !== null && (await maySpeak(visit.caller, one)),
    ...(member && { member: { read: member.read, unread, involvement: involvementOf(member) } }),
    head,
  };
}

/** `mentions` could be chosen once, and did the same as everything. */
const involvementOf = ({ involvement }: { involvement: string }): Involvement =>
  involvement === 'nothing' ? 'nothing' : 'everything';

const stays = () =>
  forbidden({
    nl: 'Dit kanaal hoort bij waar je woont. Je kunt het wel stil zetten.',
    en: 'This channel belongs to where you live. You can mute it.',
  });
