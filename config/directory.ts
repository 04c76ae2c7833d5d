import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a directory, and those it lies in, each for its owner only. One step at a time: Node's own `recursive` never comes back
 * where a parent is there and takes nobody in, as in /proc (seen on Node 20 and 24).
 * @throws {Error} as the system says (ENOENT, EACCES, EROFS …), or when a file has that name
 */
export function makeDirectory(path: string): void {
  const directory = resolve(path);
  const around = dirname(directory);
  if (!existsSync(around)) makeDirectory(around);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST' && statSync(directory).isDirectory();
    if (!isThere) throw error;
  }
}
