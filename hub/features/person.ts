import { areaOf, villageOf } from '#config/place.ts';
import type { Me } from '#contract/person.ts';
import { changePerson, type Person } from '#models/person.ts';
import { unseal } from '#models/sealed.ts';
import { channelsOfPerson, inboxOf } from '../channels-of-place.ts';
import { invalid } from '../refusal.ts';
import type { Visit } from '../visit.ts';
import type { Handles } from './handlers.ts';

export const person: Handles<'person:me' | 'person:change'> = {
  'person:me': (visit) => ({ me: visit.caller.person ? asMe(visit, visit.caller.person) : null }),

  async 'person:change'(visit, { street, ...change }) {
    const before = visit.person;
    const moved = street !== undefined && street !== (before.street ?? null);
    const where = street === undefined ? {} : addressIn(visit, street);
    const after = (await changePerson(before._id, { ...change, ...where }))!;
    if (moved) await move(visit, before, after);
    visit.changed(before._id);
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

/** Another street means other channels: the old ones are gone before the new ones open. */
async function move(visit: Visit, before: Person, after: Person): Promise<void> {
  const wanted = channelsOfPerson(visit.place, after);
  const former = channelsOfPerson(visit.place, before);
  const left = former.filter((channel) => !wanted.includes(channel));
  await visit.dismiss(after._id, left);
  await visit.admit(
    after._id,
    wanted.filter((channel) => !former.includes(channel)),
  );
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
    ...(emailSealed && { email: unseal(config.secret, emailSealed) }),
    inbox: inboxOf(_id),
  };
}

const noSuchStreet = () =>
  invalid({
    nl: 'Deze straat kennen we niet. Kies er een uit de lijst.',
    en: 'We do not know this street. Choose one from the list.',
  });
