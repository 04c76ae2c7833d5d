import { agenda } from './agenda.ts';
import { channel } from './channel.ts';
import { chat } from './chat.ts';
import { crisis } from './crisis.ts';
import { due } from './due.ts';
import type { Handlers } from './handlers.ts';
import { help } from './help.ts';
import { log } from './log.ts';
import { person } from './person.ts';
import { place } from './place.ts';
import { session } from './session.ts';

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
