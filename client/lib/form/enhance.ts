import type { SubmitFunction } from '$app/forms';
import { tick } from 'svelte';
import { focusFirstError } from './focus-error.ts';

/**
 * For `use:enhance`: after a form was sent, what was filled in stays, and when something is wrong the cursor goes to the
 * first thing that is.
 */
export const stayOnPage: SubmitFunction = ({ formElement }) => {
  return async ({ update }) => {
    await update({ reset: false });
    await tick();
    focusFirstError(formElement);
  };
};
