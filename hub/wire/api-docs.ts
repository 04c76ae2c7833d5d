import { commands, facts } from '#contract';
import { Refused } from '#contract/command.ts';
import { Entry, Heads, Typing } from '#contract/log.ts';
import { z } from 'zod';

/**
 * The contract for people who write bots and clients of their own: AsyncAPI 3 for the socket, OpenAPI 3.1 for the same
 * commands over HTTP. Both are made from the schemas the hub checks with, so they cannot say anything else.
 */
const about = { title: 'Brink', version: '1', license: { name: 'EUPL-1.2' } };

const names = Object.keys(commands) as (keyof typeof commands)[];

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
};

const answerTo = (name: (typeof names)[number]) => ({
  oneOf: [
    {
      type: 'object',
      properties: { ok: { const: true }, value: schemaOf(commands[name].gets, 'output') },
      required: ['ok', 'value'],
    },
    { $ref: '#/components/schemas/Refused' },
  ],
});

const schemas = { Refused: schemaOf(Refused, 'output'), Entry: schemaOf(Entry, 'output') };

export const openapi = {
  openapi: '3.1.0',
  info: { ...about, description: 'Every command of the hub, as one POST.' },
  paths: Object.fromEntries(
    names.map((name) => [
      `/api/${name}`,
      {
        post: {
          operationId: name,
          summary: commands[name].about,
          description: `Who may ask: ${commands[name].may.join(', ')}.`,
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(commands[name].asks, 'input') } },
          },
          responses: {
            default: {
              description: 'The answer',
              content: { 'application/json': { schema: answerTo(name) } },
            },
          },
        },
      },
    ]),
  ),
  components: {
    schemas,
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: 'brink' },
      bot: { type: 'http', scheme: 'bearer', description: 'name:key' },
    },
  },
};

const told = {
  entry: { $ref: '#/components/schemas/Entry' },
  heads: schemaOf(Heads, 'output'),
  slow: { type: 'null' },
  ended: { enum: ['signed-out', 'restart'] },
  typing: schemaOf(Typing, 'output'),
};

const tells = Object.keys(told) as (keyof typeof told)[];
const factNames = Object.keys(facts) as (keyof typeof facts)[];

export const asyncapi = {
  asyncapi: '3.0.0',
  info: { ...about, description: 'Wishes go in, facts come out: Socket.IO 4 at /socket.io/.' },
  channels: {
    hub: {
      address: '/socket.io/',
      messages: {
        ...forEach(names, (name) => ({
          summary: commands[name].about,
          payload: schemaOf(commands[name].asks, 'input'),
        })),
        ...Object.fromEntries(names.map((name) => [`${name}.answer`, { payload: answerTo(name) }])),
        ...forEach(tells, (name) => ({ payload: told[name] })),
      },
    },
  },
  operations: {
    ...forEach(names, (name) => ({
      action: 'receive',
      channel: { $ref: '#/channels/hub' },
      messages: [message(name)],
      reply: { channel: { $ref: '#/channels/hub' }, messages: [message(`${name}.answer`)] },
      'x-who-may-ask': commands[name].may,
    })),
    ...forEach(tells, (name) => ({
      action: 'send',
      channel: { $ref: '#/channels/hub' },
      messages: [message(name)],
    })),
  },
  components: {
    schemas: { ...schemas, ...forEach(factNames, (name) => schemaOf(facts[name].body, 'output')) },
  },
};

function message(name: string): object {
  return { $ref: `#/channels/hub/messages/${name}` };
}

function forEach<Name extends string, Value>(
  all: Name[],
  describe: (name: Name) => Value,
): Record<string, Value> {
  return Object.fromEntries(all.map((name) => [name, describe(name)]));
}
