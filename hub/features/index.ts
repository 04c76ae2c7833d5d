import { agenda } from './agenda/index.ts';
import { channel } from './channel/index.ts';
import { chat } from './chat/index.ts';
import { crisis } from './crisis/index.ts';
import { due } from './due/index.ts';
import type { Handlers } from './handlers.ts';
import { help } from './help/index.ts';
import { log } from './log/index.ts';
import { person } from './person/index.ts';
import { place } from './place/index.ts';
import { session } from './person/session.ts';

/** Every command has its handler: leave one out and this does not compile. */
export const handlers = {
  ...place,
  ...session,
  ...person,
  ...channel,
  ...log,
  ...chat,
  ...agenda,
  ...due,
  ...help,
  ...crisis,
} satisfies Handlers;
