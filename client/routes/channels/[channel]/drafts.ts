/** What somebody is writing, per person and channel, kept in this browser so that it survives a reload. */
const nameOf = (person: string, channel: string) => `draft ${person} ${channel}`;

export const draftOf = (person: string, channel: string): string =>
  stored(() => localStorage.getItem(nameOf(person, channel))) ?? '';

export const keepDraft = (person: string, channel: string, text: string): void =>
  stored(() =>
    text === ''
      ? localStorage.removeItem(nameOf(person, channel))
      : localStorage.setItem(nameOf(person, channel), text),
  ) ?? undefined;

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
