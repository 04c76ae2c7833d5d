import type { Entry } from '#contract';
import { array, assert, nat, oneof, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CursorLog, mostWaiting, type Page } from './cursor-log.ts';

describe('a log that is told in order', () => {
  test('shows each entry when it comes', () => {
    const log = new CursorLog(pageOf(2, { before: 3 }));
    expect(log.receive(entry(3))).toEqual({ kind: 'shown', entries: [entry(3)] });
    expect(numbers(log)).toEqual([1, 2, 3]);
    expect(log.isBehind).toBe(false);
  });

  test('begins empty in a channel where nothing was said', () => {
    const log = new CursorLog(pageOf(0, {}));
    expect(numbers(log)).toEqual([]);
    expect(log.receive(entry(1)).kind).toBe('shown');
  });
});

describe('a log of which something was lost', () => {
  test('waits with what comes later until the gap is filled', () => {
    const log = new CursorLog(pageOf(1, {}));
    expect(log.receive(entry(3))).toEqual({ kind: 'waits' });
    expect(log.receive(entry(4))).toEqual({ kind: 'waits' });
    expect([log.hasGap, numbers(log)]).toEqual([true, [1]]);
    expect(log.receive(entry(2))).toEqual({ kind: 'shown', entries: [entry(2), entry(3), entry(4)] });
    expect(log.hasGap).toBe(false);
  });

  test('hears from the heads that the last entry is missing', () => {
    const log = new CursorLog(pageOf(1, {}));
    log.hear(2);
    expect([log.isBehind, log.hasGap]).toEqual([true, false]);
    expect(log.fill(pageOf(2, { after: 1 }))).toEqual([entry(2)]);
    expect(log.isBehind).toBe(false);
  });

  test('keeps at most five hundred waiting and asks for the others', () => {
    const log = new CursorLog(pageOf(0, {}));
    const many = mostWaiting + 100;
    for (let seq = many; seq > 1; seq--) log.receive(entry(seq));
    log.receive(entry(1));
    expect(log.cursor).toBe(mostWaiting + 1);
    expect(log.isBehind).toBe(true);
    log.fill(pageOf(many, { after: log.cursor, limit: 200 }));
    expect(numbers(log)).toEqual(upTo(many));
  });
});

describe('a log that is told twice', () => {
  test('shows every entry once', () => {
    const log = new CursorLog(pageOf(3, {}));
    expect(log.receive(entry(2))).toEqual({ kind: 'known' });
    log.receive(entry(5));
    expect(log.receive(entry(5))).toEqual({ kind: 'known' });
    expect(numbers(log)).toEqual([1, 2, 3]);
  });

  test('has diverged when a number comes with another id', () => {
    const log = new CursorLog(pageOf(3, {}));
    expect(log.receive({ ...entry(2), id: 'another' })).toEqual({ kind: 'diverged' });
    expect(log.fill({ ...pageOf(4, {}), entries: [{ ...entry(3), id: 'another' }] })).toBeUndefined();
  });
});

describe('a log that goes back further', () => {
  test('takes the page before its first entry, and no other', () => {
    const log = new CursorLog(pageOf(200, {}));
    expect([log.entries[0]?.seq, log.more]).toEqual([151, true]);
    log.prepend(pageOf(200, { before: 120 }));
    expect(log.entries[0]?.seq).toBe(151);
    log.prepend(pageOf(200, { before: 151 }));
    expect(numbers(log)).toEqual(upTo(200).slice(100));
  });
});

describe('whatever the line does', () => {
  test('only a stretch without holes is ever shown, and in the end the whole log in order', () => {
    assert(
      property(
        nat({ max: 60 }),
        nat({ max: 60 }),
        array(happening, { maxLength: 80 }),
        (start, said, happenings) => {
          const length = start + said;
          const log = new CursorLog(pageOf(start, { limit: 5 }));
          for (const happens of happenings) {
            const before = log.cursor;
            happens(log, length);
            expect(log.cursor).toBeGreaterThanOrEqual(before);
            expect(numbers(log)).toEqual(upTo(log.cursor).slice((log.entries[0]?.seq ?? 1) - 1));
          }

          log.hear(length);
          while (log.isBehind) log.fill(pageOf(length, { after: log.cursor, limit: 7 }));
          while (log.more) log.prepend(pageOf(length, { before: log.entries[0]?.seq ?? 1, limit: 7 }));
          expect(numbers(log)).toEqual(upTo(length));
        },
      ),
      { numRuns: 500 },
    );
  });
});

type Happening = (log: CursorLog, length: number) => void;
const place = nat({ max: 200 });

/** An entry is told: at any moment, in any order, any number of times. */
const told = place.map(
  (seq): Happening =>
    (log, length) =>
      void (length && log.receive(entry(1 + (seq % length)))),
);
const heads = place.map(
  (seq): Happening =>
    (log, length) =>
      log.hear(seq % (length + 1)),
);
const later = place.map(
  (seq): Happening =>
    (log, length) =>
      void log.fill(pageOf(length, { after: seq % (length + 1), limit: 6 })),
);
const older = place.map(
  (seq): Happening =>
    (log, length) =>
      log.prepend(pageOf(length, { before: 1 + (seq % (length + 1)), limit: 4 })),
);
const happening = oneof(told, heads, later, older);

function entry(seq: number): Entry {
  return {
    type: 'message:posted',
    channel: 'street-maaskade',
    seq,
    id: `id-${seq}`,
    author: { id: 'anja', name: 'Anja', role: 'resident' },
    at: '2021-07-15T10:00:00.000Z',
    body: { text: `bericht ${seq}` },
  };
}

/** What the hub answers of a log of this length. */
function pageOf(head: number, range: { after?: number; before?: number; limit?: number }): Page {
  const limit = range.limit ?? 50;
  const all = upTo(head);
  if (range.after !== undefined) {
    const after = all.filter((seq) => seq > (range.after ?? 0));
    return { entries: after.slice(0, limit).map(entry), head, more: after.length > limit };
  }
  const before = all.filter((seq) => seq < (range.before ?? Infinity));
  return { entries: before.slice(-limit).map(entry), head, more: before.length > limit };
}

const upTo = (length: number) => Array.from({ length }, (_, place) => place + 1);
const numbers = (log: CursorLog) => log.entries.map(({ seq }) => seq);
