import type { Asks } from '#contract';
import { clock } from '#config/clock.ts';
import { openConnection, type BotConnection } from '../../bots/engine/connection.ts';
import { helpMatcher } from '../../bots/help-matcher/index.ts';
import type { Neighbour, Neighbourhood } from './neighbourhood.ts';
import type { Talk } from './talk.ts';

/** Friday 16 July 2021, ten in the morning. */
export const friday = new Date('2021-07-16T10:00:00+02:00');

export const hours = (count: number) => clock.set(new Date(clock.now().getTime() + count * 3_600_000));

/** An offer that fits the errand: every day, the whole day. */
export const offer = (more: Partial<Asks<'help:offer'>> & { days?: number[] } = {}): Asks<'help:offer'> => {
  const { days = [1, 2, 3, 4, 5, 6, 7], ...terms } = more;
  return { kinds: ['transport'], times: days.map((day) => ({ day, from: '00:00', to: '23:59' })), ...terms };
};

/** A ride to the food bank, on Friday between one and three. */
export const errand = (key: string, more: Partial<Asks<'help:ask'>> = {}): Asks<'help:ask'> => ({
  key,
  kind: 'transport',
  text: 'naar de voedselbank',
  from: '2021-07-16T13:00:00+02:00',
  to: '2021-07-16T15:00:00+02:00',
  minutes: 60,
  ...more,
});

export type TestBot = BotConnection & Pick<Talk, 'get'> & { wake(): Promise<void> };

/** The help bot as a process would run it, without its clock. */
export function openBot(place: Neighbourhood): TestBot {
  const connection = openConnection(place.url, place.hub.config.secret, 'help-matcher');
  return {
    ...connection,
    async get(command, asks) {
      const answer = await connection.ask(command, asks);
      if (!answer.ok) throw new Error(`${command} was refused: ${answer.code} ${answer.message}`);
      return answer.value;
    },
    wake: () => helpMatcher.wake({ connection, place: place.place, log: () => undefined }),
  };
}

/** Asks, and gives the id of the request. */
export async function askFor(who: Neighbour, wish: Asks<'help:ask'>): Promise<string> {
  const answer = await who.get('help:ask', wish);
  if (answer.outcome !== 'asked') throw new Error('nobody was asked');
  return answer.request;
}

/** What stands in somebody's inbox, in order: each entry's type. */
export async function inboxOf(who: Neighbour) {
  const { entries } = await who.get('log:page', { channel: who.me.inbox, limit: 200 });
  return entries;
}

export const typesIn = async (who: Neighbour): Promise<string[]> =>
  (await inboxOf(who)).map(({ type }) => type);

/** The newest proposal of somebody. */
export async function proposalOf(who: Neighbour) {
  const { proposals } = await who.get('help:mine', {});
  const [newest] = proposals;
  if (!newest) throw new Error(`${who.me.name} was asked nothing`);
  return newest;
}
