import { on } from 'svelte/events';

/** What somebody is writing, and the number of the message it answers, if any. */
export type Draft = { text: string; answers?: number | undefined };

/** Per person and channel, kept in this browser so that it survives a reload; every tab of it has the same. */
const nameOf = (person: string, channel: string) => `draft ${person} ${channel}`;

export const draftOf = (person: string, channel: string): Draft =>
  asDraft(stored(() => localStorage.getItem(nameOf(person, channel))) ?? null);

export function keepDraft(person: string, channel: string, { text, answers }: Draft): void {
  const name = nameOf(person, channel);
  const kept = answers === undefined ? text : `${answers}${mark}${text}`;
  stored(() => (text === '' ? localStorage.removeItem(name) : localStorage.setItem(name, kept)));
}

/**
 * Tells how a draft changes in another tab, and with the empty one that it was sent there. Gives what ends it.
 * @param heard the draft that was and the one that is
 */
export const onDraft = (
  person: string,
  channel: string,
  heard: (before: Draft, now: Draft) => void,
): (() => void) =>
  on(window, 'storage', ({ key, oldValue, newValue }) => {
    if (key === nameOf(person, channel)) heard(asDraft(oldValue), asDraft(newValue));
  });

/** Stands between the number and the words; nobody can type it. */
const mark = '\0';

function asDraft(kept: string | null): Draft {
  const [first = '', text] = (kept ?? '').split(mark);
  return text === undefined ? { text: first } : { text, answers: Number(first) };
}

const enter = 'enter begins a line';

/** Whether Enter sends; it does until somebody chooses otherwise. */
export const enterSends = (): boolean => stored(() => localStorage.getItem(enter)) === null;

export const chooseEnter = (sends: boolean): void =>
  stored(() => (sends ? localStorage.removeItem(enter) : localStorage.setItem(enter, 'yes'))) ?? undefined;

/** A browser that forbids storage, or has none left, forgets drafts; that is no reason not to let people write. */
function stored<Value>(use: () => Value): Value | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
