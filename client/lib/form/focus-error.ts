/**
 * Puts the cursor at the first thing that is wrong: a field, a group of choices, or what was refused as a whole, however far
 * that stands above the button.
 */
export function focusFirstError(within: ParentNode): void {
  const field = within.querySelector<HTMLElement>('[aria-invalid="true"], .wrong input');
  const fault = field ?? document.querySelector<HTMLElement>('main .notice[role="alert"]');
  if (!fault) return;
  if (!field) fault.tabIndex = -1;
  fault.focus();
  // Nothing that stays in its place on the screen covers it.
  fault.scrollIntoView({ block: 'center' });
}
