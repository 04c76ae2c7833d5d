import { inboxOf } from '#contract/ids.ts';
import { areaOf, villageOf } from '#config/place.ts';
import type { Me } from '#contract/person/index.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import * as sealed from '#models/person/sealed.ts';
import { invalid } from '../../visit/refusal.ts';
import { joinHomeChannels } from './home-channels.ts';
import type { Visit } from '../../visit/visit.ts';
import type { Handles } from '../handlers.ts';

export const person: Handles<'person:me' | 'person:change'> = {
  async 'person:me'(visit) {
    const { person } = visit.caller;
    if (person?.unsettled) await joinHomeChannels(visit, person);
    return { me: person ? asMe(visit, person) : null };
  },

  async 'person:change'(visit, { street, ...change }) {
    const before = visit.person;
    const where = street === undefined ? {} : addressIn(visit, street);
    const after = (await people.change(before._id, { ...change, ...where }))!;
    // Also when it is the street he named before: that move may have broken off.
    if (after.unsettled) await joinHomeChannels(visit, after);
    visit.sessions.personChanged(before._id);
    return { me: asMe(visit, after) };
  },
};

/** Where somebody lives, from the street he names; in no street of this place when he names none. */
export function addressIn(
  visit: Visit,
  street: string | null,
): { street: string | null; village: string | null } {
  if (street === null) return { street: null, village: null };
  if (areaOf(visit.place, street)?.kind !== 'street') throw noSuchStreet();
  return { street, village: villageOf(visit.place, street)?.id ?? null };
}

function asMe({ config }: Visit, person: Person): Me {
  const { _id, name, role, street, village, areas, locale, quiet, verified, emailSealed } = person;
  return {
    id: _id,
    name,
    role,
    ...(street && { street }),
    ...(village && { village }),
    areas,
    locale,
    quiet,
    verified,
    ...(emailSealed && { email: sealed.unseal(config.secret, emailSealed) }),
    inbox: inboxOf(_id),
  };
}

const noSuchStreet = () =>
  invalid({
    nl: 'Deze straat kennen we niet. Kies er een uit de lijst.',
    en: 'We do not know this street. Choose one from the list.',
  });
