import { refreshAll } from '$app/navigation';
import type { SubmitFunction } from '$app/forms';
import { somebodyElse } from '#lib/form/page-person.ts';
import { stayOnPage } from '#lib/form/enhance.ts';
import type { Attachment } from 'svelte/attachments';

/** What an officer typed in a form: fields and values, and the version that was the newest then. */
type Draft = { basedOn: number; typed: [string, string][]; at: number };

/** No message holds longer than this, so that older words are of no use. */
const longestMs = 24 * 3_600_000;

/**
 * Keeps what is typed in a form in this browser until it is sent, over a reload, another sign-in and a hub that does not answer.
 * @param name of the draft: whose it is, and what it is for
 * @param options.restore not when the form was filled by what the hub said of it
 * @param options.restored hears the version that was the newest when this was typed
 */
export function keepsTyped(
  name: string,
  options: { basedOn: number; restore: boolean; restored?: (basedOn: number) => void },
): Attachment<HTMLFormElement> {
  return (form) => {
    const draft = options.restore ? draftOf(name) : undefined;
    const basedOn = draft?.basedOn ?? options.basedOn;
    if (draft) putBack(form, draft);
    if (draft) options.restored?.(basedOn);
    if (!options.restore) save();
    form.addEventListener('input', save);
    return () => form.removeEventListener('input', save);

    function save(): void {
      const typed = fieldsIn(form).flatMap((field): Draft['typed'] =>
        isMark(field) && !field.checked ? [] : [[field.name, field.value]],
      );
      stored(() => localStorage.setItem(nameOf(name), JSON.stringify({ basedOn, typed, at: Date.now() })));
    }
  };
}

/**
 * For `use:enhance`: what was sent is a draft no more, and after a refusal because somebody else was first the newest version is
 * on the page, with what was typed.
 */
export const forgetsSent =
  (name: string): SubmitFunction =>
  (input) => {
    const afterwards = stayOnPage(input);
    return async (opts) => {
      const { result } = opts;
      if (result.type === 'redirect' && !looksFirst(result.location))
        stored(() => localStorage.removeItem(nameOf(name)));
      if (result.type === 'failure' && result.status === 409) await refreshAll();
      await (
        await afterwards
      )?.(opts);
    };
  };

/** Nothing was sent: the session had ended, or somebody else signed in. */
const looksFirst = (address: string) => new URL(address, location.href).searchParams.has(somebodyElse);

const nameOf = (name: string) => `official draft ${name}`;

function draftOf(name: string): Draft | undefined {
  const draft = stored(() => JSON.parse(localStorage.getItem(nameOf(name)) ?? 'null') as Draft | null);
  return draft && draft.at > Date.now() - longestMs ? draft : undefined;
}

function putBack(form: HTMLFormElement, { typed }: Draft): void {
  for (const field of fieldsIn(form)) {
    const values = typed.flatMap(([name, value]) => (name === field.name ? [value] : []));
    if (isMark(field)) field.checked = values.includes(field.value);
    else if (values[0] !== undefined) field.value = values[0];
    for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
  }
}

/** What is typed or chosen. That somebody has read it again is said anew each time. */
const fieldsIn = (form: HTMLFormElement) =>
  [...form.elements].filter(
    (one): one is HTMLInputElement | HTMLTextAreaElement =>
      (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) &&
      one.type !== 'hidden' &&
      one.name !== 'check',
  );

const isMark = (field: HTMLInputElement | HTMLTextAreaElement): field is HTMLInputElement =>
  field.type === 'checkbox' || field.type === 'radio';

/** A browser that forbids storage, or has none left, forgets drafts; that is no reason not to let people write. */
function stored<Value>(use: () => Value): Value | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
