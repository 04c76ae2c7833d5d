import { existsSync } from 'node:fs';
import { makeDirectory } from '#config/directory.ts';
import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { flush, inBackup, readBackup, sha256, type Backup } from './backup.ts';
import { connect } from './connect.ts';
import { isRunning } from '../embedded/wire/address.ts';
import { checkCopy, isInUse } from '../embedded/file/copy.ts';
import { fileOf } from '../embedded/file/sqlite.ts';
import { renewEpoch } from './epoch.ts';

/**
 * Puts a backup back into a data directory nobody is using. What was there is kept beside it, under a name with the time.
 * The log begins another life, so that clients forget what they know of entries that are no longer there.
 * @param database the database in it that Brink uses
 * @returns what the backup says of itself, and what was put aside
 * @throws {Error} a sentence, when it is in use or the backup is not whole; then nothing has changed
 */
export async function restore(
  from: string,
  dataDir: string,
  database: string,
): Promise<Backup & { aside: string[] }> {
  const about = await readBackup(from);
  if (!Object.keys(about.counts).some((name) => name.startsWith(`${database}.`)))
    throw new Error(`${from} holds no database ${database} (MONGODB_DATABASE)`);
  if (about.sha256 !== (await sha256(join(from, inBackup.store))))
    throw new Error(`${from} is not as it was made: ${inBackup.store} has changed. Take another backup`);
  await refuseInUse(join(dataDir, 'store'));
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const fresh = join(dataDir, `store.restoring-${stamp}`);
  makeDirectory(fresh);
  try {
    await prepare(from, fresh, about, database);
    const aside = [
      ...(await exchangeStore(join(dataDir, 'store'), fresh, stamp)),
      ...(await exchangeSecret(from, dataDir, stamp)),
    ];
    await flush(dataDir);
    return { ...about, aside };
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

async function refuseInUse(store: string): Promise<void> {
  if ((await isRunning(store)) || isInUse(store))
    throw new Error(`${store} is in use. Stop Brink first, then restore`);
}

/** Makes the store that will take the place of the old one, checked and with a life of its own. */
async function prepare(from: string, fresh: string, about: Backup, database: string): Promise<void> {
  await copyFile(join(from, inBackup.store), fileOf(fresh));
  if (!isDeepStrictEqual(checkCopy(fileOf(fresh)), about.counts))
    throw new Error(`${from} does not hold what it says. Take another backup`);
  const store = await connect({ directory: fresh, database });
  try {
    await renewEpoch();
  } finally {
    await store.close();
  }
  await flush(fileOf(fresh));
}

/** Two renames: between them there is no store, and who restores again ends what was begun. */
async function exchangeStore(store: string, fresh: string, stamp: string): Promise<string[]> {
  if (!existsSync(store)) {
    await rename(fresh, store);
    return [];
  }
  const old = asideOf(store, stamp);
  await rename(store, old);
  try {
    // Whoever started Brink in this very moment has opened the old one.
    await refuseInUse(old);
    await rename(fresh, store);
  } catch (error) {
    await rename(old, store);
    throw error;
  }
  return [old];
}

async function exchangeSecret(from: string, dataDir: string, stamp: string): Promise<string[]> {
  if (!existsSync(join(from, inBackup.secret))) return [];
  const kept = await readFile(join(from, inBackup.secret), 'utf8');
  const secret = join(dataDir, inBackup.secret);
  const present = existsSync(secret) ? await readFile(secret, 'utf8') : undefined;
  if (present === kept) return [];
  const old = asideOf(secret, stamp);
  if (present !== undefined) await rename(secret, old);
  await writeFile(secret, kept, { mode: 0o600, flush: true });
  return present === undefined ? [] : [old];
}

const asideOf = (path: string, stamp: string): string => `${path}.before-${stamp}`;
