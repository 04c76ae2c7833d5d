import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from './directory.ts';

/**
 * The secret of this installation, made on first use and kept in the data directory, readable by its owner only.
 * Hub and bots on one machine share it there; on several machines they share SECRET.
 */
export function secretOf(directory: string): string {
  const file = join(directory, 'secret');
  makeDirectory(directory);
  try {
    // 'wx' fails when it exists, so that two processes starting together end up with the same one.
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}

/** The key with which one of our own bots comes to the door. Derived, so that hub and bots need to share one secret only. */
export const botKey = (secret: string, bot: string) =>
  createHmac('sha256', secret).update(`bot:${bot}`).digest('base64url');

/** What this installation goes by in Redis: another one that uses the same Redis neither hears it nor counts with it. */
export const nameInRedis = (secret: string) =>
  `brink:${createHmac('sha256', secret).update('redis').digest('base64url')}`;
