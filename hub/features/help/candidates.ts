import { help } from '#config/help.ts';
import { areaOf, distanceMetres, villageOf, villagesOf, type Place } from '#config/place.ts';
import * as helpOffers from '#models/help/offer.ts';
import type { HelpOffer } from '#models/help/offer.ts';
import * as helpPairs from '#models/help/pair.ts';
import * as helpRequests from '#models/help/request.ts';
import type { HelpRequest } from '#models/help/request.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import { isInCrisis } from '../crisis/level.ts';
import { isWithinHours } from './hours.ts';
import { longestFree } from './times.ts';

const day = 86_400_000;

/** Somebody who may be asked, as only the hub knows them. */
export type Helper = {
  person: string;
  connector: boolean;
  fit: 'named' | 'open';
  overlap: number;
  metres: number;
  lastAsked: Date | undefined;
  met: boolean;
};

/** A request as it is looked at now. In a crisis some limits do not hold. */
type Search = { place: Place; request: HelpRequest; now: Date; crisis: boolean };

/** Whom this wave may ask: neighbours who offered; at last, when none are left or in the third wave, connectors. */
export async function helpersFor(
  place: Place,
  request: HelpRequest,
  wave: number,
  now: Date,
): Promise<Helper[]> {
  const neighbours = wave === help.waves.length ? [] : await neighboursFor(place, request, now);
  return neighbours.length > 0 || wave < help.waves.length ? neighbours : connectorsFor(place, request);
}

/** Everybody whose offer holds for this request, within every limit that protects helpers. */
async function neighboursFor(place: Place, request: HelpRequest, now: Date): Promise<Helper[]> {
  const crisis = request.kind === 'sandbags' || (await isInCrisis(place, request.street));
  const search = { place, request, now, crisis };
  const offers = (await helpOffers.ofPeople(request.kind, now)).filter((offer) => isFree(search, offer));
  const ids = offers.map(({ _id }) => _id);
  const [helpers, pairs, matches] = await Promise.all([
    people.byIds(ids),
    helpPairs.pairsOf(request.requester, ids),
    helpRequests.matchesOfPerson(ids, now, new Date(now.getTime() - 7 * day)),
  ]);
  return offers.flatMap((offer) => {
    const person = helpers.find(({ _id }) => _id === offer._id);
    const distance = person && metresTo(place, request, person);
    const { open, recent } = matches.get(offer._id) ?? { open: 0, recent: 0 };
    if (distance === undefined || distance > offer.radius) return [];
    if (pairs.get(offer._id)?.apart || open >= help.openMatches || recent >= offer.perWeek) return [];
    return [asHelper(search, offer, { distance, met: pairs.has(offer._id) })];
  });
}

/** What the offer alone can say: not the asker, not asked before, not too often, and time enough. */
function isFree(search: Search, offer: HelpOffer): boolean {
  const { place, request, now, crisis } = search;
  if (offer._id === request.requester || wasAsked(request, offer._id)) return false;
  if (helpOffers.asksInWeek(offer, request._id, now) >= help.asksPerWeek) return false;
  if (!isWithinHours(now, place.timezone) && !(crisis && offer.crisis)) return false;
  return freeMinutes(search, offer) >= request.minutes;
}

const wasAsked = ({ proposals }: HelpRequest, person: string) =>
  proposals.some(({ helper }) => helper === person);

/** In a crisis whoever may be asked at night is not held to their week: nobody ticks the middle of the night. */
const freeMinutes = ({ place, request: { from, to }, crisis }: Search, offer: HelpOffer) =>
  crisis && offer.crisis
    ? Math.floor((to.getTime() - from.getTime()) / 60_000)
    : longestFree(offer.times, from, to, place.timezone);

const asHelper = (
  search: Search,
  offer: HelpOffer,
  { distance, met }: { distance: number; met: boolean },
): Helper => ({
  person: offer._id,
  connector: false,
  fit: offer.kinds.includes(search.request.kind) ? 'named' : 'open',
  overlap: freeMinutes(search, offer),
  metres: about(distance),
  lastAsked: offer.asks.at(-1)?.at,
  met,
});

/** Those who look after the other villages: asked when nobody of this one could. */
export async function connectorsElsewhere(place: Place, request: HelpRequest): Promise<Helper[]> {
  const villages = villagesOf(place);
  const connectors = (await Promise.all(villages.map(({ id }) => people.connectorsOf(id)))).flat();
  return asHelpers(place, request, connectors);
}

/** Those who look after the village; it is theirs to help on what nobody else could. */
async function connectorsFor(place: Place, request: HelpRequest): Promise<Helper[]> {
  const village = villageOf(place, request.street);
  const connectors = [
    ...(village ? await people.connectorsOf(village.id) : []),
    ...(await people.connectorsOf(place.id)),
  ];
  return asHelpers(place, request, connectors);
}

function asHelpers(place: Place, request: HelpRequest, connectors: Person[]): Helper[] {
  const others = connectors.filter(({ _id }) => _id !== request.requester && !wasAsked(request, _id));
  return [...new Map(others.map((connector) => [connector._id, connector])).values()].map((connector) => ({
    person: connector._id,
    connector: true,
    fit: 'named',
    overlap: request.minutes,
    metres: about(metresTo(place, request, connector) ?? 0),
    lastAsked: undefined,
    met: false,
  }));
}

/** From street to street; nobody's house is known. */
function metresTo(place: Place, request: HelpRequest, person: Person): number | undefined {
  const here = areaOf(place, request.street);
  const there = person.street === undefined ? undefined : areaOf(place, person.street);
  return here && there && distanceMetres(here, there);
}

/** Rounded up, so that two streets of one neighbourhood look the same. */
const about = (metres: number): number =>
  bands.find((band) => metres <= band) ?? Math.ceil(metres / 5_000) * 5_000;

const bands = [200, 400, 600, 800, 1_000, 1_500, 2_000, 3_000, 5_000];
