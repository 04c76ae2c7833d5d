import { Long } from 'bson';
import { typeMismatch } from '../errors.ts';
import { isList, kindOf, numeric, type NumberValue } from '../value/values.ts';
import { count, type Commands } from './call.ts';

/** What goes on with answers that come in batches. */
export const cursorCommands: Commands = {
  getMore: {
    fields: 'collection batchSize',
    run: ({ store, db, body }) =>
      store.cursors.more(
        idOf(body['getMore']),
        `${db}.${String(body['collection'])}`,
        count(body['batchSize'], 'batchSize'),
      ),
  },
  killCursors: {
    fields: 'cursors',
    run: ({ store, body }) => {
      const ids = isList(body['cursors']) ? body['cursors'].map(idOf) : [];
      const killed = ids.filter((id) => store.cursors.kill(id));
      const others = ids.filter((id) => !killed.includes(id));
      return {
        cursorsKilled: killed.map((id) => Long.fromBigInt(id)),
        cursorsNotFound: others.map((id) => Long.fromBigInt(id)),
        cursorsAlive: [],
        cursorsUnknown: [],
        ok: 1,
      };
    },
  },
};

function idOf(value: unknown): bigint {
  if (kindOf(value) !== 'number') throw typeMismatch('a cursor id must be a long');
  return BigInt(numeric(value as NumberValue).toString());
}
