import type { Words } from '../nl/index.ts';
import { about } from './about.ts';
import { account } from './account.ts';
import { agenda } from './agenda.ts';
import { channels } from './channels.ts';
import { chat } from './chat.ts';
import { crisis } from './crisis.ts';
import { demo } from './demo.ts';
import { directory } from './directory.ts';
import { help } from './help.ts';
import { inbox } from './inbox.ts';
import { join } from './join.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { welcome } from './welcome.ts';

export const en: Words = {
  about,
  account,
  agenda,
  channels,
  chat,
  crisis,
  demo,
  directory,
  help,
  inbox,
  join,
  shell,
  signIn,
  welcome,
};
