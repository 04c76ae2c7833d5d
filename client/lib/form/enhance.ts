import type { SubmitFunction } from '$app/forms';
import { tick } from 'svelte';
import { focusFirstFault } from './focus-error.ts';

/**
 * For `use:enhance`: after a form was sent, what was filled in stays, and when something is wrong the cursor goes to the
 * first thing that is.
 */
export const stayPut: SubmitFunction = ({ formElement }) => {
  return async ({ update }) => {
    await update({ reset: false });
    await tick();
    focusFirstFault(formElement);
  };
};
