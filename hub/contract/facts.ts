import type { z } from 'zod';
import { facts as agenda } from './agenda/index.ts';
import { facts as chat } from './chat/index.ts';
import { facts as crisis } from './crisis/index.ts';
import { facts as help } from './help/index.ts';

/** Every fact that can stand in a log; its name is the `type` of its entry. */
export const facts = { ...chat, ...agenda, ...help, ...crisis };

export type FactName = keyof typeof facts;
export type Fact<Name extends FactName> = z.output<(typeof facts)[Name]>;
