import type { SubmitFunction } from '$app/forms';
import { tick } from 'svelte';

/**
 * For `use:enhance`: after a form was sent, what was typed stays, and when something is wrong the cursor goes to the first
 * field that says so.
 */
export const stayPut: SubmitFunction = ({ formElement }) => {
  return async ({ update }) => {
    await update({ reset: false });
    await tick();
    formElement.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
};
