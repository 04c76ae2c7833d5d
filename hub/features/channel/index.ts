import { channelKinds } from '#contract/channel-kinds.ts';
import { Channel as Presented, type Involvement } from '#contract/channel/index.ts';
import * as channels from '#models/channel/channel.ts';
import type { Channel } from '#models/channel/channel.ts';
import * as logs from '#models/log.ts';
import * as memberships from '#models/channel/membership.ts';
import type { Membership } from '#models/channel/membership.ts';
import { maySpeak, readable, speaksAs } from '../../visit/access.ts';
import { forbidden, missing, unavailable } from '../../visit/refusal.ts';
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
  async 'channel:list'(visit, { all = false }) {
    const person = visit.caller.person;
    const joined = person ? await memberships.ofPerson(person._id) : [];
    const shown = await channels.listWith(
      joined.map(({ channel: id }) => id),
      { open: all || !person, joinable: all && person !== undefined },
    );
    return { channels: await present(visit, shown, joined) };
  },

  async 'channel:open'(visit, { channel: id }) {
    const one = await readable(visit.caller, id);
    return { channel: await presentOne(visit, one) };
  },

  async 'channel:join'(visit, { channel: id }) {
    const one = (await channels.byIds([id]))[0];
    if (!one || !channelKinds[one.kind].joinable) throw missing();
    await visit.members.add(visit.person._id, [id]);
    return { channel: await presentOne(visit, one) };
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

/** A channel as the asker may see it. */
async function presentOne(visit: Visit, one: Channel): Promise<Presented> {
  const { person } = visit.caller;
  const member = person ? await memberships.find(one._id, person._id) : null;
  const [shown] = await present(visit, [one], member ? [member] : []);
  if (!shown) throw unavailable();
  return shown;
}

/** Channels as the asker may see them. The database is asked twice, however many they are. */
async function present(visit: Visit, all: Channel[], joined: Membership[]): Promise<Presented[]> {
  const mine = new Map(joined.map((member) => [member.channel, member]));
  const heads = await logs.heads(all.map(({ _id }) => _id));
  // Counted up to the head that is told with it: what is said meanwhile counts when it is heard, once.
  const stretches = joined.map(({ channel: id, read }) => ({
    channel: id,
    after: read,
    upTo: heads[id] ?? 0,
  }));
  const unread = joined[0] ? await logs.unreadBy(joined[0].person, stretches) : new Map<string, number>();
  return visit.each(Presented, all, (one) => {
    const member = mine.get(one._id) ?? null;
    return {
      id: one._id,
      kind: one.kind,
      name: one.name.nl,
      nameEn: one.name.en,
      ...(one.about && { about: one.about.nl, aboutEn: one.about.en }),
      ...(one.area && { area: one.area }),
      public: one.public,
      speak: speaksAs(visit.caller, one, member),
      ...(member && {
        member: {
          read: member.read,
          unread: unread.get(one._id) ?? 0,
          involvement: involvementOf(member),
        },
      }),
      head: heads[one._id] ?? 0,
    };
  });
}

/** `mentions` could be chosen once, and did the same as everything. */
const involvementOf = ({ involvement }: { involvement: string }): Involvement =>
  involvement === 'nothing' ? 'nothing' : 'everything';

const stays = () =>
  forbidden({
    nl: 'Dit kanaal hoort bij waar je woont. Je kunt het wel stil zetten.',
    en: 'This channel belongs to where you live. You can mute it.',
  });
