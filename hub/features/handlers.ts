import type { Asked, CommandName, Gets } from '#contract';
import type { Visit } from '../visit/visit.ts';

/** One function per command: it gets the visit and what was asked, checked, and gives what the contract promises or throws a Refusal. */
export type Handlers = {
  [Name in CommandName]: (visit: Visit, asked: Asked<Name>) => Gets<Name> | Promise<Gets<Name>>;
};

/** The part of the handlers that one feature takes upon itself. */
export type Handles<Names extends CommandName> = Pick<Handlers, Names>;
