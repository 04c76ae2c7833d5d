import { unsettledPeople } from '#models/person.ts';
import { eraseRest } from '#models/removal.ts';
import { bringTheRestTogether } from './features/help/answers.ts';
import { settleIn } from './settle-in.ts';
import type { Visit } from './visit.ts';

/**
 * Finishes what a hub had begun when it died. Each part is safe to do again, also beside a hub that is still at it; so it is
 * done at every start and at every beat, and nobody has to come back for it.
 * @param visit of nobody in particular
 */
export async function finishTheRest(visit: Visit): Promise<void> {
  await eraseRest();
  for (const person of await unsettledPeople()) await settleIn(visit, person);
  await bringTheRestTogether(visit);
}
