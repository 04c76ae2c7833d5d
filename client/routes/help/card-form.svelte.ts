import type { SubmitFunction } from '$app/forms';
import { standing } from './standing.svelte.ts';

/**
 * For the small forms on a card, wherever it stands. The page of Help shows what came of it itself; on another page the card
 * stays where it is, asks where things stand, and says beside the form what was refused.
 */
export class CardForm {
  busy = $state(false);
  refused = $state('');

  readonly submit: SubmitFunction = ({ action }) => {
    this.busy = true;
    return async ({ result, update }) => {
      const isHere = action.pathname === location.pathname;
      if (isHere || result.type === 'redirect' || result.type === 'error') await update({ reset: false });
      else await standing.refresh();
      this.refused = !isHere && result.type === 'failure' ? String(result.data?.['refused'] ?? '') : '';
      this.busy = false;
    };
  };
}
