import { eraseRest } from '#models/removal.ts';

/**
 * Finishes what a hub had begun when it died. Each part is safe to do again, also beside a hub that is still at it; so it is
 * done at every start and at every beat.
 */
export async function finishTheRest(): Promise<void> {
  await eraseRest();
}
