import { badValue } from '../errors.ts';
import { namespaceOf } from '../file/catalog.ts';
import type { Document } from '../value/values.ts';
import type { Call, Commands } from './call.ts';

/**
 * For who copies the file while it is in use, as a backup does. Not MongoDB's `fsyncLock`: nobody waits, what is written
 * meanwhile is kept beside the file. The hold ends with the connection that asked for it.
 */
export const holding: Commands = {
  holdFile: { fields: '', admin: true, run: hold },
  releaseFile: { fields: '', admin: true, run: release },
};

/** Gives the file, and how many documents each collection in it has. */
function hold({ store, connection }: Call): Document {
  store.hold(connection);
  const counts = [...store.catalog.all()].map((collection) => [namespaceOf(collection), collection.count]);
  return { file: store.sqlite.file, counts: Object.fromEntries(counts) as Document, ok: 1 };
}

function release({ store, connection }: Call): Document {
  if (!store.release(connection)) throw badValue('this connection does not hold the file');
  return { ok: 1 };
}
