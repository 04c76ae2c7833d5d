import type { Work } from '../committer.ts';
import { Long } from 'bson';
import { CommandError } from '../errors.ts';
import { kindOf, numeric, type NumberValue } from '../values.ts';
import { atOnce, collectionName, count, type Call, type Command } from './call.ts';

export const getMore: Command = {
  fields: ['collection', 'batchSize'],
  *run({ store, db, body }: Call): Work {
    if (typeof body['collection'] !== 'string')
      throw new CommandError('TypeMismatch', "Field 'collection' must be a string");
    return yield* store.cursors.more(
      idOf(body['getMore']),
      `${db}.${body['collection']}`,
      count(body['batchSize'], 'batchSize'),
    );
  },
};

export const killCursors: Command = atOnce(['cursors'], (call) => {
  collectionName(call);
  const ids = call.body['cursors'];
  if (!Array.isArray(ids)) throw new CommandError('TypeMismatch', "Field 'cursors' must be an array");
  const cursorsKilled: Long[] = [];
  const cursorsNotFound: Long[] = [];
  for (const id of ids.map(idOf))
    (call.store.cursors.kill(id) ? cursorsKilled : cursorsNotFound).push(Long.fromBigInt(id));
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
});

function idOf(value: unknown): bigint {
  if (kindOf(value) !== 'number') throw new CommandError('TypeMismatch', 'a cursor id must be a long');
  return BigInt(numeric(value as NumberValue).toString());
}
