import type { Work } from '../committer.ts';
import { CommandError } from '../errors.ts';
import { aggregateCommand } from './aggregate.ts';
import { checkFields, type Call, type Command } from './call.ts';
import { collections } from './collections.ts';
import { getMore, killCursors } from './cursor.ts';
import { explain } from './explain.ts';
import { findAndModify } from './find-and-modify.ts';
import { countCommand, distinctCommand, findCommand } from './find.ts';
import { handshake } from './handshake.ts';
import { indexes } from './indexes.ts';
import { deleteCommand, insertCommand, updateCommand } from './write.ts';

const commands = new Map<string, Command>(
  Object.entries({
    ...handshake,
    ...collections,
    ...indexes,
    find: findCommand,
    count: countCommand,
    distinct: distinctCommand,
    aggregate: aggregateCommand,
    explain,
    getMore,
    killCursors,
    insert: insertCommand,
    update: updateCommand,
    delete: deleteCommand,
    findAndModify,
    findandmodify: findAndModify,
  }),
);

/** Finds a command, checks its fields and begins its work. */
export function begin(call: Call): Work {
  const command = commands.get(call.name);
  if (!command) throw new CommandError('CommandNotFound', `no such command: '${call.name}'`);
  if (command.admin && call.db !== 'admin')
    throw new CommandError(13, `${call.name} may only be run against the admin database.`);
  checkFields(call, command.fields);
  return command.run(call);
}
