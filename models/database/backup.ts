import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { mongo } from 'mongoose';
import { z } from 'zod';
import { addressOf, isRunning } from '../embedded/wire/address.ts';
import { checkCopy, copyAtRest, type Counts } from '../embedded/file/copy.ts';
import { fileOf } from '../embedded/file/sqlite.ts';

/** What a backup says of itself, in `backup.json` beside its copies. */
export const Backup = z.object({
  made: z.iso.datetime(),
  sha256: z.hex(),
  /** How many documents each collection has, by `<database>.<collection>`. */
  counts: z.record(z.string(), z.number()),
});
export type Backup = z.infer<typeof Backup>;

/** What lies in a backup: the store's file, the secret when there is one, and what is said of them. */
export const inBackup = { store: 'brink.db', secret: 'secret', about: 'backup.json' } as const;

/**
 * Copies a data directory to a new directory `to`, checked, as it is at one moment, while Brink runs or not. Nobody who
 * writes meanwhile has to wait. Must not be called by the process that has the store open: closing a copied file lets go
 * of every lock its process has on it.
 * @param secret what this installation goes by; it is put into the backup when it is the one kept in the data directory
 * @returns what the backup says of itself, and whether the secret is in it
 * @throws {Error} a sentence, when there is nothing to copy or `to` is there already; then nothing is left behind
 */
export async function backUp(
  dataDir: string,
  secret: string,
  to: string,
): Promise<Backup & { hasSecret: boolean }> {
  if (existsSync(to)) throw new Error(`${to} is there already. Give the backup a name of its own`);
  if (!existsSync(dirname(to))) throw new Error(`there is no directory ${dirname(to)}. Make it first`);
  const store = join(dataDir, 'store');
  if (!existsSync(fileOf(store))) throw new Error(`there is no store in ${dataDir} (DATA_DIR)`);
  const partial = `${to}.partial-${randomBytes(4).toString('hex')}`;
  await mkdir(partial, { mode: 0o700 });
  try {
    const about = await copyStore(store, partial);
    const hasSecret = await copySecret(dataDir, secret, partial);
    await flush(partial);
    await rename(partial, to);
    await flush(dirname(to));
    return { ...about, hasSecret };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function copyStore(store: string, folder: string): Promise<Backup> {
  const made = new Date().toISOString();
  const copy = join(folder, inBackup.store);
  const expected = (await isRunning(store)) ? await copyRunning(store, copy) : copyAtRest(store, copy);
  const counts = checkCopy(copy);
  if (!isDeepStrictEqual(counts, expected))
    throw new Error(`the copy of ${store} differs from what it was made of. Check the disk`);
  const about: Backup = { made, sha256: await sha256(copy), counts };
  await writeFile(join(folder, inBackup.about), `${JSON.stringify(about, null, 2)}\n`, { flush: true });
  await flush(copy);
  return about;
}

async function copySecret(dataDir: string, secret: string, folder: string): Promise<boolean> {
  const kept = await readFile(join(dataDir, inBackup.secret), 'utf8').catch(() => undefined);
  if (kept !== secret) return false;
  await writeFile(join(folder, inBackup.secret), secret, { mode: 0o600, flush: true });
  return true;
}

/** The store leaves its file alone while we copy it. Had it ended meanwhile, it could not say so at the end. */
async function copyRunning(store: string, to: string): Promise<Counts> {
  const client = new mongo.MongoClient(addressOf(store), { maxPoolSize: 1, serverSelectionTimeoutMS: 5000 });
  try {
    const admin = client.db('admin');
    const { file, counts } = (await admin.command({ holdFile: 1 })) as unknown as Held;
    await copyFile(file, to, constants.COPYFILE_FICLONE);
    await admin.command({ releaseFile: 1 });
    return counts;
  } catch (error) {
    if (!(error instanceof mongo.MongoError)) throw error;
    throw new Error(`the store did not hold still while it was copied: ${error.message}. Try again`, {
      cause: error,
    });
  } finally {
    await client.close();
  }
}

type Held = { file: string; counts: Counts };

/** The sum by which a changed file is known. */
export async function sha256(file: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(file)) sum.update(chunk as Buffer);
  return sum.digest('hex');
}

/** Returns when a file or a directory is on the disk. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path);
  await handle.sync();
  await handle.close();
}

/** Reads what a backup says of itself; throws a sentence when there is none. */
export async function readBackup(from: string): Promise<Backup> {
  const text = await readFile(join(from, inBackup.about), 'utf8').catch(() => undefined);
  if (text === undefined || !existsSync(join(from, inBackup.store)))
    throw new Error(`${from} is not a backup: it has no ${inBackup.about} and ${inBackup.store}`);
  return Backup.parse(JSON.parse(text));
}
