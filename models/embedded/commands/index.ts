import { CommandError } from '../errors.ts';
import type { Steps } from '../flow.ts';
import { encode } from '../value/bson.ts';
import type { Document } from '../value/values.ts';
import { aggregateCommand } from './aggregate.ts';
import { checkFields, type Call, type Command } from './call.ts';
import { collections } from './collections.ts';
import { counting } from './count.ts';
import { cursorCommands } from './cursor.ts';
import { explain } from './explain.ts';
import { findAndModify } from './find-and-modify.ts';
import { find } from './find.ts';
import { handshake } from './handshake.ts';
import { holding } from './hold.ts';
import { indexes } from './indexes.ts';
import { signingIn } from './sign-in.ts';
import { writing } from './write.ts';

const commands = new Map<string, Command>(
  Object.entries({
    ...handshake,
    ...signingIn,
    ...holding,
    ...collections,
    ...indexes,
    ...counting,
    ...cursorCommands,
    ...writing,
    find,
    aggregate: aggregateCommand,
    explain,
    findAndModify,
    findandmodify: findAndModify,
  }),
);

/** Does a command, giving its answer as bytes. `more` is added to the answer. */
export function* perform(call: Call, more?: Document): Steps<Uint8Array> {
  const command = commands.get(call.name);
  if (!command) throw new CommandError('CommandNotFound', `no such command: '${call.name}'`);
  if (call.signIn && call.signIn.user === undefined && !command.stranger)
    throw new CommandError('Unauthorized', `Command ${call.name} requires authentication`);
  if (command.admin && call.db !== 'admin')
    throw new CommandError('Unauthorized', `${call.name} may only be run against the admin database.`);
  checkFields(call, command);
  const work = command.run(call);
  const answer = isSteps(work) ? yield* work : work;
  return answer instanceof Uint8Array ? answer : encode({ ...answer, ...more });
}

function isSteps<T>(work: Steps<T> | Document): work is Steps<T> {
  return Symbol.iterator in work;
}
