import { page } from '$app/state';
import { words } from '#lib/text/index.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * What is wrong with a field, in our own words: what the hub said of it, or what the browser finds before anything is sent.
 * It goes as soon as the field is filled in well, and comes back when sending it finds the same again.
 */
export class FormError {
  readonly #given: () => string | undefined;
  #found = $state<string>();
  /** The answer to a form after which this was filled in well; `untouched` when it was not. */
  #mended = $state.raw<unknown>(untouched);
  readonly text = $derived.by(
    () => this.#found ?? (this.#mended === (page.form ?? null) ? undefined : this.#given()),
  );

  /** @param given what the hub said */
  constructor(given: () => string | undefined) {
    this.#given = given;
    $effect.pre(() => {
      if (given() === undefined) this.#mended = untouched;
    });
  }

  /** For `oninvalidcapture`: instead of the browser's own words over the button, in its own language. */
  find = (event: Event): void => {
    event.preventDefault();
    const control = event.target as Control;
    const t = words(page.data.locale).shell.fault;
    const isTick = control.type === 'checkbox';
    this.#found = !control.validity.valueMissing ? t.wrong : isTick ? t.tick : t.fill;
    if (control.form?.querySelector(':is(input, select, textarea):invalid') !== control) return;
    control.focus();
    control.scrollIntoView({ block: 'center' });
  };

  /** For `oninput` and `onchange`. */
  hear = (event: Event): void => {
    const control = event.target as Control;
    if (!control.validity.valid || control.value.trim() === '') return;
    this.#found = undefined;
    this.#mended = page.form ?? null;
  };
}

const untouched = Symbol('untouched');
