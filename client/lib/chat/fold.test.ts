import type { Entry, Fact, FactName } from '#contract';
import type { Author } from '#contract/shapes.ts';
import { array, assert, boolean, constantFrom, integer, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, type ShownMessage } from './fold.ts';
import type { Pending } from '../outbox/pending.ts';

const anja: Author = { id: 'anja', name: 'Anja', role: 'resident' };
const wim: Author = { id: 'wim', name: 'Wim', role: 'connector' };

describe('a message', () => {
  test('stands as it was said', () => {
    const [said] = fold(log([anja, 'message:posted', { text: 'Hoi' }]));
    expect(said).toMatchObject({
      kind: 'said',
      seq: 1,
      author: anja,
      text: 'Hoi',
      isEdited: false,
      reactions: [],
    });
  });

  test('reads as it was last changed, and says so', () => {
    const [said] = fold(
      log(
        [anja, 'message:posted', { text: 'Hoi' }],
        [anja, 'message:edited', { of: 1, text: 'Hallo' }],
        [anja, 'message:edited', { of: 1, text: 'Dag' }],
      ),
    );
    expect(said).toMatchObject({ text: 'Dag', isEdited: true });
  });

  test('that was taken back has no words and no reactions, whatever comes after', () => {
    const lines = fold(
      log(
        [anja, 'message:posted', { text: 'Oeps' }],
        [wim, 'message:reacted', { of: 1, reaction: '😂', on: true }],
        [wim, 'message:removed', { of: 1 }],
        [anja, 'message:edited', { of: 1, text: 'Toch' }],
        [anja, 'message:reacted', { of: 1, reaction: '🙏', on: true }],
      ),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ text: null, removedBy: wim, reactions: [] });
  });

  test('whose words the hub erased is taken back, also when we did not hear by whom', () => {
    expect(fold(log([anja, 'message:posted', null]))[0]).toMatchObject({ text: null });
  });
});

describe('reactions', () => {
  test('are gathered by kind, once per person, and can be taken away', () => {
    const [said] = fold(
      log(
        [anja, 'message:posted', { text: 'Taart bij nummer 4' }],
        [anja, 'message:reacted', { of: 1, reaction: '👍', on: true }],
        [wim, 'message:reacted', { of: 1, reaction: '❤️', on: true }],
        [wim, 'message:reacted', { of: 1, reaction: '👍', on: true }],
        [wim, 'message:reacted', { of: 1, reaction: '👍', on: true }],
        [wim, 'message:reacted', { of: 1, reaction: '❤️', on: false }],
      ),
    );
    expect((said as ShownMessage).reactions).toEqual([{ reaction: '👍', by: [anja, wim] }]);
  });
});

describe('an answer', () => {
  test('shows what it answers, as it reads now', () => {
    const lines = fold(
      log(
        [anja, 'message:posted', { text: 'Wie?' }],
        [wim, 'message:posted', { text: 'Ik', replyTo: 1 }],
        [anja, 'message:edited', { of: 1, text: 'Wie helpt?' }],
      ),
    );
    expect((lines[1] as ShownMessage).replyTo).toMatchObject({
      seq: 1,
      said: { author: anja, text: 'Wie helpt?' },
    });
  });

  test('to something further back has only its number', () => {
    const [, ...later] = log(
      [anja, 'message:posted', { text: 'Wie?' }],
      [wim, 'message:posted', { text: 'Ik', replyTo: 1 }],
    );
    expect((fold(later)[0] as ShownMessage).replyTo).toEqual({ seq: 1 });
  });
});

test('an entry of another kind is shown, never dropped', () => {
  const [reported] = log([
    anja,
    'message:reported',
    { channel: 'street-maaskade', of: 4, reason: 'Scheldt' },
  ]);
  const unknown = { ...reported, type: 'poll:opened' } as unknown as Entry;
  expect(fold([unknown])).toEqual([{ kind: 'other', entry: unknown }]);
});

describe('a wish that is on its way', () => {
  const post: Pending = {
    command: 'message:post',
    asks: { channel: 'street-maaskade', key: 'key-of-anja', text: 'Ik kom' },
    key: 'key-of-anja',
    channel: 'street-maaskade',
    person: 'anja',
    at: '2021-07-15T10:05:00.000Z',
    since: 0,
    state: 'waiting',
  };
  const entries = log([wim, 'message:posted', { text: 'Wie komt?' }]);

  test('is shown at the end, as waiting', () => {
    const lines = fold(entries, [post], anja);
    expect(lines[1]).toMatchObject({
      text: 'Ik kom',
      author: anja,
      key: 'key-of-anja',
      sending: { state: 'waiting' },
    });
    expect(lines[1]).not.toHaveProperty('seq');
  });

  test('is shown once when its entry is there: by its key', () => {
    const told = log(
      [wim, 'message:posted', { text: 'Wie komt?' }],
      [anja, 'message:posted', { text: 'Ik kom' }],
    );
    const withKey = told.map((entry) => (entry.seq === 2 ? { ...entry, key: 'key-of-anja' } : entry));
    expect(fold(withKey, [post], anja)).toHaveLength(2);
  });

  test('is shown once when its entry is there: by its number', () => {
    const told = log(
      [wim, 'message:posted', { text: 'Wie komt?' }],
      [anja, 'message:posted', { text: 'Ik kom' }],
    );
    expect(fold(told, [{ ...post, state: 'sent', seq: 2 }], anja)).toHaveLength(2);
  });

  test('says why when the hub said no', () => {
    const lines = fold(entries, [{ ...post, state: 'failed', refusal: 'Word eerst lid.' }], anja);
    expect(lines[1]).toMatchObject({ sending: { state: 'failed', refusal: 'Word eerst lid.' } });
  });

  test('that changes a message is shown in that message', () => {
    const about = { channel: 'street-maaskade', key: 'key-of-change', seq: 1 };
    const wish = { ...post, key: about.key };
    const thumb: Pending = {
      ...wish,
      command: 'message:react',
      asks: { ...about, reaction: '👍', on: true },
    };
    const words: Pending = { ...wish, command: 'message:edit', asks: { ...about, text: 'Wie komt er?' } };
    const away: Pending = { ...wish, command: 'message:remove', asks: about };
    expect(fold(entries, [thumb], anja)[0]).toMatchObject({ reactions: [{ reaction: '👍', by: [anja] }] });
    expect(fold(entries, [words], anja)[0]).toMatchObject({
      text: 'Wie komt er?',
      sending: { state: 'waiting' },
    });
    expect(fold(entries, [away], anja)[0]).toMatchObject({ text: null, removedBy: anja });
  });

  test('that the hub refused changes nothing, and says why', () => {
    const about = { channel: 'street-maaskade', key: 'key-of-change', seq: 1 };
    const refused = { ...post, key: about.key, state: 'failed' as const, refusal: 'Dat is voorbij.' };
    const words: Pending = { ...refused, command: 'message:edit', asks: { ...about, text: 'Toch niet' } };
    expect(fold(entries, [words], anja)[0]).toMatchObject({
      text: 'Wie komt?',
      isEdited: false,
      sending: { key: 'key-of-change', state: 'failed', refusal: 'Dat is voorbij.' },
    });
  });
});

test('however a page is cut, what is shown of the rest is the same', () => {
  const author = constantFrom(anja, wim);
  const of = integer({ min: 1, max: 12 });
  const change = oneof(
    record({
      author,
      type: constantFrom('message:posted' as const),
      body: record({ text: constantFrom('a', 'b') }),
    }),
    record({
      author,
      type: constantFrom('message:edited' as const),
      body: record({ of, text: constantFrom('c') }),
    }),
    record({ author, type: constantFrom('message:removed' as const), body: record({ of }) }),
    record({
      author,
      type: constantFrom('message:reacted' as const),
      body: record({ of, reaction: constantFrom('👍' as const, '❤️' as const), on: boolean() }),
    }),
  );
  assert(
    property(array(change, { maxLength: 25 }), integer({ min: 0, max: 25 }), (changes, cut) => {
      const entries = log(...changes.map(({ author, type, body }) => [author, type, body] as Told));
      const tail = fold(entries).filter((line) => line.kind === 'said' && (line.seq ?? 0) > cut);
      expect(fold(entries.slice(cut))).toEqual(tail);
    }),
  );
});

test.each([
  ['words that are none', { body: { text: 7 } }],
  ['a sentence instead of words', { body: 'Hoi' }],
  ['English that is none', { body: { text: 'Hoi', en: {} } }],
  ['no author', { author: undefined }],
  ['no moment', { at: undefined }],
  ['a moment that never was', { at: 'ooit' }],
])('an entry with %s stands as one that cannot be shown, between the others', (_, odd) => {
  const entries = log(
    [anja, 'message:posted', { text: 'Ervoor' }],
    [wim, 'message:posted', { text: 'Hoi' }],
    [anja, 'message:posted', { text: 'Erna' }],
  );
  const lines = fold(entries.map((entry) => (entry.seq === 2 ? ({ ...entry, ...odd } as Entry) : entry)));
  expect(lines).toMatchObject([{ text: 'Ervoor' }, { kind: 'other', isBroken: true }, { text: 'Erna' }]);
});

test('a change that says nothing sensible changes nothing', () => {
  const [said] = fold(
    log([anja, 'message:posted', { text: 'Hoi' }]).concat(
      [
        { type: 'message:edited', body: { of: 1, text: {} } },
        { type: 'message:reacted', body: { of: 1, reaction: {}, on: true } },
        { type: 'message:removed', body: 'weg' },
      ].map((odd, at) => ({ ...log([wim, 'message:removed', null])[0]!, seq: at + 2, ...odd }) as Entry),
    ),
  );
  expect(said).toMatchObject({ text: 'Hoi', isEdited: false, reactions: [] });
});

type Told = { [Name in FactName]: [Author, Name, Fact<Name> | null] }[FactName];

function log(...told: Told[]): Entry[] {
  return told.map(
    ([author, type, body], place) =>
      ({
        channel: 'street-maaskade',
        seq: place + 1,
        id: `id-${place + 1}`,
        author,
        at: '2021-07-15T10:00:00.000Z',
        type,
        body,
      }) as Entry,
  );
}
