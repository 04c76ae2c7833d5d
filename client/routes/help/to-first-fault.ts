import type { SubmitFunction } from '$app/forms';
import { tick } from 'svelte';

/** For `use:enhance`: what was filled in stays, and the cursor goes to the first thing that is wrong, be it a field or a group. */
export const toFirstFault: SubmitFunction = ({ formElement }) => {
  return async ({ update }) => {
    await update({ reset: false });
    await tick();
    formElement.querySelector<HTMLElement>('[aria-invalid="true"], .wrong input')?.focus();
  };
};
