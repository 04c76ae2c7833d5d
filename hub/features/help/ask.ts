import { clock } from '#config/clock.ts';
import { help } from '#config/help.ts';
import { areaOf, villageOf, type Place } from '#config/place.ts';
import type { Asked, Gets } from '#contract';
import { Delicate, type Chore, type HelpKind } from '#contract/help/offer.ts';
import * as dueWork from '#models/due-work.ts';
import * as helpRequests from '#models/help/request.ts';
import type { HelpRequest, NewHelpRequest } from '#models/help/request.ts';
import { invalid } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import { isInCrisis } from '../crisis/level.ts';
import { soundsUrgent } from './danger.ts';
import { afterRows, latestStart, unfoundRow, waveRows, waveTimes } from './hours.ts';
import { requestId } from './ids.ts';
import { announceAlarmed } from './announce.ts';
import {
  askedBefore,
  begunLongAgo,
  throughOrganisation,
  tooFarAhead,
  tooSoon,
  whereIsIt,
} from './refusals.ts';

const day = 86_400_000;

/**
 * A request is kept, and the first neighbours are asked as soon as people may be asked. Danger goes first: then nothing is kept.
 */
export async function ask(visit: Visit, asked: Asked<'help:ask'>): Promise<Gets<'help:ask'>> {
  const street = streetOf(visit, asked.street);
  if (soundsUrgent(`${asked.text ?? ''} ${asked.bring ?? ''}`)) {
    const { place, person } = visit;
    await announceAlarmed(visit, villageOf(place, street ?? person.village ?? '')?.id ?? place.id, asked.key);
    return { outcome: 'urgent' };
  }
  if (isDelicate(asked.kind)) throw throughOrganisation(asked.kind, visit.place);
  if (street === undefined) throw whereIsIt();
  const request = await keep(visit, asRequest(visit, { ...asked, kind: asked.kind, street }));
  return { outcome: 'asked', request };
}

async function keep({ place }: Visit, request: NewHelpRequest): Promise<string> {
  const known = await helpRequests.byId(request._id);
  if (!known) await checkTime(request, place.timezone, await isInCrisis(place, request.street));
  const kept = known ?? (await helpRequests.add(request));
  await planRequest(place, kept);
  if (!known) await helpRequests.markFollowed(kept._id, kept.unfollowed ?? []);
  return kept._id;
}

/** Plans when neighbours are asked and what comes after; safe to do again. */
export async function planRequest(place: Place, request: HelpRequest): Promise<void> {
  const crisis = await isInCrisis(place, request.street);
  const times = waveTimes(request, request.asked, place.timezone, crisis).map((at, index) => ({
    wave: index + 1,
    at,
  }));
  const waves = times.filter(({ at }) => at <= latestStart(request));
  await dueWork.plan([
    ...waveRows(request, waves),
    unfoundRow(request, waves.at(-1)?.at ?? request.asked, place.timezone),
    ...afterRows(request, place.timezone),
  ]);
}

async function checkTime(request: NewHelpRequest, zone: string, crisis: boolean): Promise<void> {
  const [first] = waveTimes(request, request.asked, zone, crisis);
  if (!first || first > latestStart(request)) throw tooSoon();
  if (request.to.getTime() - request.asked.getTime() > help.aheadDays * day)
    throw tooFarAhead(help.aheadDays);
  if (request.asked.getTime() - request.from.getTime() > day) throw begunLongAgo();
  if (await helpRequests.isSame(request)) throw askedBefore();
}

function asRequest(
  { config, person }: Visit,
  { key, from, to, ...asked }: Asked<'help:ask'> & { kind: Chore; street: string },
): NewHelpRequest {
  return {
    ...asked,
    _id: requestId(config.secret, person._id, key),
    requester: person._id,
    from: new Date(from),
    to: new Date(to),
    asked: clock.now(),
  };
}

function streetOf({ place, person }: Visit, named: string | undefined): string | undefined {
  if (named === undefined) return person.street;
  if (areaOf(place, named)?.kind !== 'street') throw noSuchStreet();
  return named;
}

const isDelicate = (kind: HelpKind): kind is Delicate => (Delicate.options as HelpKind[]).includes(kind);

const noSuchStreet = () =>
  invalid({
    nl: 'Deze straat kennen we niet. Kies er een uit de lijst.',
    en: 'We do not know this street. Choose one from the list.',
  });
