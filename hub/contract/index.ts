import type { z } from 'zod';
import { commands as agenda } from './agenda/index.ts';
import { commands as channel } from './channel/index.ts';
import { commands as chat } from './chat/index.ts';
import type { Answer } from './command.ts';
import { commands as crisis } from './crisis/index.ts';
import { commands as due } from './due/index.ts';
import { commands as help } from './help/index.ts';
import type { Entry } from './log.ts';
import { commands as log } from './log.ts';
import { commands as person } from './person/index.ts';
import { commands as place } from './place/index.ts';
import type { Author } from './shapes.ts';

/** Everything that can be asked at the door. A feature adds one line here and one in facts.ts. */
export const commands = {
  ...place,
  ...person,
  ...channel,
  ...log,
  ...chat,
  ...agenda,
  ...help,
  ...due,
  ...crisis,
};

export type CommandName = keyof typeof commands;
/** What the asker writes down; the hub fills in defaults. */
export type Asks<Name extends CommandName> = z.input<(typeof commands)[Name]['asks']>;
/** What the hub has after checking. */
export type Asked<Name extends CommandName> = z.output<(typeof commands)[Name]['asks']>;
export type Gets<Name extends CommandName> = z.output<(typeof commands)[Name]['gets']>;

export type ClientToServerEvents = {
  [Name in CommandName]: (asks: Asks<Name>, answer: (answer: Answer<Gets<Name>>) => void) => void;
};

export type ServerToClientEvents = {
  entry: (entry: Entry) => void;
  heads: (heads: Record<string, number>) => void;
  slow: () => void;
  ended: (why: 'signed-out' | 'restart') => void;
  typing: (told: { channel: string; who: Author }) => void;
};

export { facts } from './facts.ts';
export type { Fact, FactName } from './facts.ts';
export type { Entry, EntryOf } from './log.ts';
export type { Answer, Code, Refused } from './command.ts';
