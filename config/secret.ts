import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from './directory.ts';

/** As long as SECRET has to be, and far shorter than one we make. */
const shortest = 32;

/**
 * The secret of this installation, made on first use and kept in the data directory, readable by its owner only.
 * Hub and bots on one machine share it there; on several machines they share SECRET.
 * @throws {Error} when it cannot be kept, or is cut off: keys made from that would be anybody's
 */
export function secretOf(directory: string): string {
  const file = join(directory, 'secret');
  makeDirectory(directory);
  if (!existsSync(file)) make(file);
  const secret = readFileSync(file, 'utf8');
  if (secret.length >= shortest) return secret;
  throw new Error(
    `${file} is empty or cut off. Put it back from a backup; if you never used this one, remove it`,
  );
}

/** It appears whole, and the first one stays: processes that start together end up with the same. */
function make(file: string): void {
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The key with which one of our own bots comes to the door. Derived, so that hub and bots need to share one secret only. */
export const botKey = (secret: string, bot: string) =>
  createHmac('sha256', secret).update(`bot:${bot}`).digest('base64url');

/** What this installation goes by in Redis: another one that uses the same Redis neither hears it nor counts with it. */
export const nameInRedis = (secret: string) =>
  `brink:${createHmac('sha256', secret).update('redis').digest('base64url')}`;
