import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileOf } from '../file/sqlite.ts';
import type { Random } from './diary.ts';

/** SQLite begins to move the log into the file when it is this many pages long. */
export const pagesBeforeMoving = 1000;

// The log's layout: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
const pageBytes = 4096;
const headBytes = 32;
const frameHeadBytes = 24;
const frameBytes = frameHeadBytes + pageBytes;

const logOf = (directory: string): string => `${fileOf(directory)}-wal`;

/** How many pages the log of a store is long. */
export const loggedPages = (directory: string): number =>
  (statSync(logOf(directory), { throwIfNoEntry: false })?.size ?? 0) / frameBytes;

/** When the file was last written, in ms of the clock: that happens only where a log is moved into it. */
export const movedAt = (directory: string): number => statSync(fileOf(directory)).mtimeMs;

/** What the log of a killed store says of the moment. */
export interface Left {
  /** Its last transaction is not whole. */
  isCutOff: boolean;
  /** It is long enough to be moved; some of its pages are in the file, and others are not. */
  isPartlyMoved: boolean;
}

/** Looks at a log without opening the store. */
export function lookAtLog(directory: string): Left {
  const log = readFileSync(logOf(directory));
  const pages = new Map<number, Buffer>();
  let at = headBytes;
  let isWhole = true;
  // Salts that differ from the head's are left from a log that was moved before.
  while (at < log.length && log.compare(log, 16, 24, at + 8, at + 16) === 0) {
    isWhole = at + frameBytes <= log.length && log.readUInt32BE(at + 4) > 0;
    pages.set(log.readUInt32BE(at), log.subarray(at + frameHeadBytes, at + frameBytes));
    at += frameBytes;
  }
  const isLong = at > headBytes + pagesBeforeMoving * frameBytes;
  return { isCutOff: !isWhole, isPartlyMoved: isLong && isInPart(pages, readFileSync(fileOf(directory))) };
}

function isInPart(pages: ReadonlyMap<number, Buffer>, file: Buffer): boolean {
  const isIn = [...pages].map(([page, bytes]) => {
    const end = page * pageBytes;
    return bytes.equals(file.subarray(end - pageBytes, end));
  });
  return isIn.includes(true) && isIn.includes(false);
}

/** What a disk may leave of the end of a log. */
export const damages = ['cut off', 'zeros', 'garbage', 'a gap'] as const;
export type Damage = (typeof damages)[number];

/** Damages a log from any byte on: to its end, or, with a gap, to any byte after that. */
export function tear(directory: string, damage: Damage, random: Random): void {
  const log = readFileSync(logOf(directory));
  const from = random(log.length);
  const end = damage === 'a gap' ? from + random(log.length - from) : log.length;
  const lost = Buffer.alloc(damage === 'cut off' ? 0 : end - from);
  if (damage === 'garbage') for (let i = 0; i < lost.length; i++) lost[i] = random(256);
  writeFileSync(logOf(directory), Buffer.concat([log.subarray(0, from), lost, log.subarray(end)]));
}
