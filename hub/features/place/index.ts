import { areaOf } from '#config/place.ts';
import { clock } from '#config/clock.ts';
import { DemoPerson } from '#contract/place/index.ts';
import * as people from '#models/person/person.ts';
import { missing } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import type { Handles } from '../handlers.ts';

export const place: Handles<'place:get' | 'demo:people' | 'demo:mails'> = {
  'place:get'({ place: { id, name, timezone, brand, words, areas }, config }) {
    return {
      place: {
        id,
        name,
        timezone,
        brand,
        words,
        areas: areas.map(({ polygon: _, centre: __, geocodes: ___, ...area }) => area),
      },
      now: clock.now().toISOString(),
      demo: config.demo,
    };
  },

  async 'demo:people'(visit) {
    demoOnly(visit);
    const inhabitants = await people.inDemo();
    return {
      people: await visit.each(DemoPerson, inhabitants, ({ _id, name, role, street, areas, demo }) => ({
        id: _id,
        name,
        role,
        about: demo!.about,
        where: areaOf(visit.place, street ?? areas[0] ?? visit.place.id)?.name ?? visit.place.name,
      })),
    };
  },

  'demo:mails'(visit) {
    demoOnly(visit);
    return { mails: visit.mail.kept().map((mail) => ({ ...mail, at: mail.at.toISOString() })) };
  },
};

function demoOnly(visit: Visit): void {
  if (!visit.config.demo) throw missing();
}
