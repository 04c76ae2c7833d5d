/** What puts one control back as somebody left it. */
type Restore = () => void;

let left: Restore[] = [];

/**
 * Remembers what somebody filled in before the script of the page was awake, as on a slow line: waking up puts choices back
 * to what the page came with. Called right before that, in the same breath: what is filled in later is not remembered.
 * `restore` afterwards.
 */
export function remember(page: Document): void {
  left = [...page.querySelectorAll<Control>('input, select, textarea')].flatMap(changedIn);
}

/** Fills in again what was remembered, and lets the page know as if it were done now. */
export function restore(): void {
  for (const put of left.splice(0)) put();
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function changedIn(control: Control): Restore[] {
  if (control instanceof HTMLSelectElement) {
    const { value } = control;
    const came = [...control.options].find(({ defaultSelected }) => defaultSelected) ?? control.options[0];
    return came?.selected === false ? [() => put(control, 'value', value)] : [];
  }
  if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')) {
    const { type, checked, defaultChecked } = control;
    // Of the choices one of which is made, the one that was made takes the place of the other.
    if (checked === defaultChecked || (type === 'radio' && !checked)) return [];
    return [() => put(control, 'checked', checked)];
  }
  const { value, defaultValue } = control;
  return value === defaultValue || control.type === 'file' ? [] : [() => put(control, 'value', value)];
}

function put<Of extends Control, Name extends keyof Of>(control: Of, name: Name, value: Of[Name]): void {
  if (control[name] === value) return;
  control[name] = value;
  for (const event of ['input', 'change']) control.dispatchEvent(new Event(event, { bubbles: true }));
}
