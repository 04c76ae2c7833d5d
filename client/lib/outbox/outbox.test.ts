import type { Answer } from '#contract';
import type { Posted } from '#contract/shapes.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Outbox, type News } from './outbox.ts';
import { memoryStorage } from './storage.ts';
import type { Pending } from './pending.ts';

const away: Answer<never> = { ok: false, code: 'UNAVAILABLE', message: '', retry: true };
const no: Answer<never> = { ok: false, code: 'FORBIDDEN', message: 'Word eerst lid van dit kanaal.' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what somebody says', () => {
  test('is kept before it is tried, and gone from the shelf when the hub has it', async () => {
    const tab = await open();
    tab.hub.answers(async () => {
      expect(await tab.shelved()).toHaveLength(1);
      return posted(1);
    });
    await tab.outbox.send(say('Hoi'));
    await settled();
    expect(tab.words()).toEqual([['Hoi', 'sent']]);
    expect(await tab.shelved()).toEqual([]);
  });

  test('is sent in order within a channel, one at a time, while another channel goes on', async () => {
    const tab = await open();
    tab.hub.answers(({ channel }) => (channel === 'street-maaskade' ? away : posted(1)));
    await tab.outbox.send(say('een'));
    await tab.outbox.send(say('twee'));
    await tab.outbox.send(say('elders', 'village-mook'));
    await settled();
    expect(tab.hub.asked()).toEqual(['een', 'elders']);
    tab.hub.answers(() => posted(2));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(tab.hub.asked()).toEqual(['een', 'elders', 'een', 'twee']);
  });

  test('is tried again with the same key for as long as the hub is away', async () => {
    const tab = await open();
    tab.hub.answers(() => away);
    await tab.outbox.send(say('Hoi'));
    await vi.advanceTimersByTimeAsync(300_000);
    tab.hub.answers(() => posted(1));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(tab.words()).toEqual([['Hoi', 'sent']]);
    expect(tab.hub.keys().size).toBe(1);
    expect(tab.hub.asked().length).toBeGreaterThan(5);
    expect(tab.hub.asked().length).toBeLessThan(60);
  });

  test('goes at once when the line is back', async () => {
    const tab = await open();
    tab.hub.answers(() => away);
    await tab.outbox.send(say('Hoi'));
    await vi.advanceTimersByTimeAsync(120_000);
    tab.hub.answers(() => posted(1));
    tab.outbox.wake();
    await settled();
    expect(tab.words()).toEqual([['Hoi', 'sent']]);
  });

  test('waits at least as long as the hub asks when it goes too fast', async () => {
    const tab = await open();
    tab.hub.answers(() => ({ ok: false, code: 'RATE_LIMITED', message: '', retry: true, afterMs: 60_000 }));
    await tab.outbox.send(say('Hoi'));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(tab.hub.asked()).toEqual(['Hoi']);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(tab.hub.asked()).toEqual(['Hoi', 'Hoi']);
  });
});

describe('what the hub says no to', () => {
  test('is not tried again by itself, and does not hold up what comes after', async () => {
    const tab = await open();
    tab.hub.answers(({ asks }) => ('text' in asks && asks.text === 'mag niet' ? no : posted(1)));
    await tab.outbox.send(say('mag niet'));
    await tab.outbox.send(say('mag wel'));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(tab.hub.asked()).toEqual(['mag niet', 'mag wel']);
    expect(tab.unsent[0]).toMatchObject({ state: 'failed', refusal: 'Word eerst lid van dit kanaal.' });
    expect(await tab.shelved()).toHaveLength(1);
  });

  test('is tried with the same key when the person wants it after all, and is gone when not', async () => {
    const tab = await open();
    tab.hub.answers(() => no);
    const key = await tab.outbox.send(say('Hoi'));
    await settled();
    tab.hub.answers(() => posted(1));
    await tab.outbox.retry(key);
    await settled();
    expect(tab.words()).toEqual([['Hoi', 'sent']]);

    tab.hub.answers(() => no);
    await tab.outbox.drop(await tab.outbox.send(say('Laat maar')));
    await settled();
    expect(tab.words()).toEqual([['Hoi', 'sent']]);
    expect(await tab.shelved()).toEqual([]);
  });
});

describe('a reload', () => {
  test('goes on with what was not answered, with the same key', async () => {
    const shelf = memoryStorage();
    const before = await open({ shelf });
    before.hub.answers(() => away);
    const key = await before.outbox.send(say('Hoi'));
    await settled();
    before.outbox.drain(false);

    const after = await open({ shelf });
    after.hub.answers(() => posted(1));
    await settled();
    expect([...after.hub.keys()]).toEqual([key]);
  });

  test('asks about what lay there for more than an hour', async () => {
    const shelf = memoryStorage();
    const before = await open({ shelf, drains: false });
    await before.outbox.send(say('Wie kan er nu helpen?'));
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);

    const after = await open({ shelf });
    await settled();
    expect(after.words()).toEqual([['Wie kan er nu helpen?', 'old']]);
    expect(after.hub.asked()).toEqual([]);
    after.hub.answers(() => posted(1));
    await after.outbox.retry(after.unsent[0]?.key ?? '');
    await settled();
    expect(after.words()).toEqual([['Wie kan er nu helpen?', 'sent']]);
  });

  test('after which somebody else is signed in leaves a wish for its own person', async () => {
    const shelf = memoryStorage();
    const anja = await open({ shelf });
    anja.hub.answers(() => ({ ok: false, code: 'REAUTHENTICATE', message: 'Meld je eerst aan.' }));
    await anja.outbox.send(say('Van Anja'));
    await settled();
    expect(anja.words()).toEqual([['Van Anja', 'waiting']]);
    await anja.outbox.belongTo(undefined);
    const wim = await open({ shelf, person: 'wim' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect([wim.hub.asked(), anja.hub.asked()]).toEqual([[], ['Van Anja']]);

    const again = await open({ shelf });
    await settled();
    expect(again.hub.asked()).toEqual(['Van Anja']);
  });

  test('shows nobody the wishes of another person in the same browser', async () => {
    const shelf = memoryStorage();
    const anja = await open({ shelf, drains: false });
    await anja.outbox.send(say('Van Anja'));
    const wim = await open({ shelf, person: 'wim' });
    await settled();
    expect([wim.words(), wim.hub.asked()]).toEqual([[], []]);
  });
});

describe('two tabs', () => {
  test('show the same, and one sends what the other wrote', async () => {
    const shelf = memoryStorage();
    const [sends, writes] = [await open({ shelf }), await open({ shelf, drains: false })];
    writes.hears(sends);
    sends.hears(writes);
    sends.hub.answers(() => posted(7));
    await writes.outbox.send(say('Hoi'));
    await settled();
    expect(sends.hub.asked()).toEqual(['Hoi']);
    expect(writes.unsent).toMatchObject([{ state: 'sent', seq: 7 }]);
  });

  test('that both send use one key, so nothing is said twice', async () => {
    const shelf = memoryStorage();
    const tabs = [await open({ shelf }), await open({ shelf })] as const;
    tabs[0].hears(tabs[1]);
    tabs[1].hears(tabs[0]);
    await tabs[0].outbox.send(say('Hoi'));
    await settled();
    expect(new Set([...tabs[0].hub.keys(), ...tabs[1].hub.keys()]).size).toBe(1);
  });
});

const say = (text: string, channel = 'street-maaskade') => ({
  command: 'message:post' as const,
  asks: { channel, text },
});
const posted = (seq: number): Answer<Posted> => ({
  ok: true,
  value: { seq, id: `id-${seq}`, at: '2021-07-15T10:00:00Z' },
});

/** Lets everything that waits for nothing but itself happen. */
const settled = () => vi.advanceTimersByTimeAsync(0);

/** A tab of a browser: an outbox with a hub that answers as the test says. */
async function open({ shelf = memoryStorage(), person = 'anja', drains = true } = {}) {
  const asked: Pending[] = [];
  const listeners: ((news: News) => void)[] = [];
  let answers: (wish: Pending) => Answer<Posted> | Promise<Answer<Posted>> = () => posted(asked.length);
  const tab = {
    unsent: [] as readonly Pending[],
    outbox: new Outbox({
      shelf,
      ask: async (wish) => {
        asked.push(wish);
        return answers(wish);
      },
      now: () => '2021-07-15T10:00:00.000Z',
      changed: (unsent) => void (tab.unsent = unsent),
      tell: (news) => listeners.forEach((listener) => listener(news)),
    }),
    hub: {
      answers: (anew: typeof answers) => void (answers = anew),
      asked: () => asked.map(({ asks }) => ('text' in asks ? asks.text : '')),
      keys: () => new Set(asked.map(({ key }) => key)),
    },
    words: () => tab.unsent.map(({ asks, state }) => ['text' in asks ? asks.text : '', state]),
    shelved: () => shelf.of(person),
    hears: (other: { listens: (listener: (news: News) => void) => void }) =>
      other.listens((news) => void tab.outbox.hear(news)),
    listens: (listener: (news: News) => void) => void listeners.push(listener),
  };
  tab.outbox.drain(drains);
  await tab.outbox.belongTo(person);
  return tab;
}
