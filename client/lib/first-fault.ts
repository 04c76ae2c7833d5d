/** Puts the cursor at the first thing that is wrong, be it a field or a group of choices. */
export function focusFirstFault(within: ParentNode): void {
  within.querySelector<HTMLElement>('[aria-invalid="true"], .wrong input')?.focus();
}
