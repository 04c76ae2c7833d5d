import * as people from '#models/person/person.ts';
import * as removals from '#models/removal.ts';
import { joinHomeChannels } from './person/home-channels.ts';
import type { Visit } from '../visit/visit.ts';
import { finishActivities } from './agenda/finish.ts';
import { askOfficers } from './crisis/expiring.ts';
import { lookAgain } from './crisis/known.ts';
import { announceStale } from './crisis/announce.ts';
import { bringTheRestTogether } from './help/answers.ts';
import { finishRequests } from './help/finish.ts';

/**
 * What must happen though nobody asks for it: what a hub that died left half done is finished by whichever hub sweeps first,
 * and what was last known is kept fresh. Safe to do at once on several hubs: everything in it happens once by its key.
 * @param visit nobody's; what is told is told by whoever began it
 */
export async function sweep(visit: Visit): Promise<void> {
  const [standing] = await lookAgain();
  await announceStale(visit);
  await askOfficers(visit, standing);
  await removals.eraseRest();
  for (const person of await people.unsettled()) await joinHomeChannels(visit, person);
  await bringTheRestTogether(visit);
  await finishActivities(visit);
  await finishRequests(visit);
}
