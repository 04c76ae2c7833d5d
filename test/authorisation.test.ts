import { commands, type CommandName } from '#contract';
import { DueKind } from '#contract/due/index.ts';
import { Who } from '#contract/shapes.ts';
import { bots, type BotName } from '#config/bots.ts';
import { botKey } from '#config/secret.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConnection } from '../bots/engine/connection.ts';
import { openNeighbourhood, type Neighbourhood } from './support/neighbourhood.ts';

/** Who may ask what. A command without a row here fails; so does a row that the hub does not keep to. */
const everyone = 'guest resident connector officer organisation admin bot';
const people = 'resident connector officer organisation admin';
const table: Record<CommandName, string> = {
  'place:get': everyone,
  'demo:people': everyone,
  'demo:mails': everyone,
  'session:ask': everyone,
  'session:mail': everyone,
  'session:start': everyone,
  'session:list': people,
  'session:end': people,
  'person:me': everyone,
  'person:change': people,
  'channel:list': everyone,
  'channel:open': everyone,
  'channel:join': people,
  'channel:leave': people,
  'channel:read': people,
  'channel:involve': people,
  presence: people,
  typing: people,
  'log:sync': everyone,
  'log:page': everyone,
  'message:post': `${people} bot`,
  'message:edit': people,
  'message:remove': people,
  'message:react': people,
  'message:report': people,
  'due:claim': 'bot',
  'due:done': 'bot',
  'activity:list': everyone,
  'activity:get': everyone,
  'activity:publish': people,
  'activity:change': people,
  'activity:cancel': people,
  'activity:answer': people,
  'help:ask': people,
  'help:offer': people,
  'help:mine': people,
  'help:withdraw': people,
  'help:propose': 'bot',
  'help:follow-up': 'bot',
  'help:answer': people,
  'help:accept': people,
  'help:done': people,
  'crisis:situation': everyone,
  'crisis:open': 'officer',
  'crisis:preview': 'officer',
  'crisis:send': 'officer',
  'crisis:cancel': 'officer',
  'crisis:end': 'officer',
  'crisis:incidents': 'officer',
  'crisis:relay': 'bot',
  'crisis:refuse': 'bot',
};

/** Of what only some may ask, and of due work, what is each bot's. */
const botsOwn: Record<BotName, CommandName[]> = {
  agenda: ['message:post', 'due:claim', 'due:done'],
  'help-matcher': ['due:claim', 'due:done', 'help:propose', 'help:follow-up'],
  'crisis-relay': ['crisis:relay', 'crisis:refuse'],
};
const kindsOf: Record<BotName, DueKind[]> = {
  agenda: ['agenda-day', 'agenda-reminder', 'agenda-notice'],
  'help-matcher': ['help-wave', 'help-after'],
  'crisis-relay': [],
};

const names = Object.keys(commands) as CommandName[];

test('every command has its row', () => {
  expect(Object.keys(table).sort()).toEqual([...names].sort());
});

describe('whoever may not ask is refused, whatever he asks', () => {
  let place: Neighbourhood;
  const headers = new Map<Who, Record<string, string>>();

  beforeAll(async () => {
    place = await openNeighbourhood();
    headers.set('guest', {});
    // A bot is let in when one of them is.
    for (const role of Who.exclude(['guest', 'bot']).options) {
      const { cookie } = await place.arrive(role, 'maaskade', { role, areas: ['mook'] });
      headers.set(role, { cookie });
    }
  });
  afterAll(() => place.close());

  test.each(Object.keys(bots) as BotName[])(
    'the bot %s asks what is its own, and what anybody may',
    async (bot) => {
      const letIn: string[] = [];
      for (const name of names.filter((one) => table[one].includes('bot'))) {
        const code = await asked(name, keyOf(bot));
        if (code !== 'REAUTHENTICATE' && code !== 'FORBIDDEN') letIn.push(name);
      }
      const everybodys = names.filter((name) => table[name] === everyone);
      expect(letIn.sort()).toEqual([...everybodys, ...botsOwn[bot]].sort());
    },
  );

  test.each(Object.keys(bots) as BotName[])(
    'the bot %s claims its own kinds of work and no other',
    async (bot) => {
      const line = openConnection(place.url, place.hub.config.secret, bot);
      const claimed: string[] = [];
      for (const kind of DueKind.options) if ((await line.ask('due:claim', { kind })).ok) claimed.push(kind);
      line.close();
      expect(claimed).toEqual(kindsOf[bot]);
    },
  );

  test.each(names)('%s', async (name) => {
    const letIn: string[] = [];
    for (const who of Who.options) {
      // Nothing valid is asked, so that whoever is let in changes nothing: he is told that it is malformed.
      const tried = who === 'bot' ? allBots() : [headers.get(who)!];
      const codes = await Promise.all(tried.map((one) => asked(name, one)));
      if (codes.some((code) => code !== 'REAUTHENTICATE' && code !== 'FORBIDDEN')) letIn.push(who);
    }
    expect(letIn.join(' ')).toBe(table[name]);
  });

  const keyOf = (bot: BotName) => ({
    authorization: `Bearer ${bot}:${botKey(place.hub.config.secret, bot)}`,
  });
  const allBots = () => (Object.keys(bots) as BotName[]).map(keyOf);

  async function asked(name: CommandName, who: Record<string, string>): Promise<string> {
    const response = await fetch(`${place.url}/api/${name}`, {
      method: 'POST',
      headers: { ...who, 'content-type': 'application/json' },
      body: '[]',
    });
    const answer = (await response.json()) as { ok: boolean; code?: string };
    return answer.code ?? 'OK';
  }
});
