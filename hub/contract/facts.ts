import type { z } from 'zod';
import { facts as agenda } from './agenda/index.ts';
import { facts as chat } from './chat/index.ts';
import { facts as crisis } from './crisis/index.ts';
import type { FactTraits } from './fact.ts';
import { facts as help } from './help/index.ts';

/** Every fact that can stand in a log, with its traits; its name is the `type` of its entry. */
export const facts = { ...chat, ...agenda, ...help, ...crisis };

export type FactName = keyof typeof facts;
/** The body of an entry of this name. */
export type Fact<Name extends FactName> = z.output<(typeof facts)[Name]['body']>;

/** The traits of a fact; of one that a newer hub tells and we do not know, none. */
export const traitsOf = (type: string): FactTraits =>
  Object.hasOwn(facts, type) ? facts[type as FactName] : { text: [] };

/** Whether somebody counts it as unread. */
export const isNews = (type: string): boolean => !traitsOf(type).amends;

/** Those that nobody counts as unread. */
export const amendments = (Object.keys(facts) as FactName[]).filter((type) => !isNews(type));
