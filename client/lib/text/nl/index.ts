import { account } from './account.ts';
import { agenda } from './agenda.ts';
import { chat } from './chat.ts';
import { crisis } from './crisis.ts';
import { directory } from './directory.ts';
import { help } from './help.ts';
import { inbox } from './inbox.ts';
import { join } from './join.ts';
import { shell } from './shell.ts';
import { welcome } from './welcome.ts';

export const nl = { account, agenda, chat, crisis, directory, help, inbox, join, shell, welcome };

export type Words = typeof nl;
