import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import type { Asked, Gets } from '#contract';
import { openIncident, recentIncidents, standingIncidents } from '#models/incident.ts';
import { versionsOf } from '#models/version.ts';
import { conflict, forbidden } from '../refusal.ts';
import type { Visit } from '../visit.ts';
import { forOfficers } from './crisis/console.ts';
import { publish } from './crisis/publish.ts';
import { relay } from './crisis/relay.ts';
import * as rules from './crisis/rules.ts';
import { situationOf } from './crisis/situation.ts';
import { finishTelling } from './crisis/telling.ts';
import type { Handles } from './handlers.ts';

type Commands =
  | 'crisis:situation'
  | 'crisis:open'
  | 'crisis:send'
  | 'crisis:cancel'
  | 'crisis:end'
  | 'crisis:incidents'
  | 'crisis:relay';

/** How far back people can read: incidents, and what was said in each village. */
const past = { incidents: 20, notices: 50 };

export const crisis: Handles<Commands> = {
  async 'crisis:situation'(visit, { earlier }) {
    await finishTelling(visit);
    return situation(visit, earlier);
  },

  async 'crisis:open'(visit, asked) {
    const { key, title, titleEn, exercise } = asked;
    const incident = await openIncident({
      _id: incidentId(visit, asked),
      title,
      ...(titleEn && { titleEn }),
      exercise,
      relayed: false,
      openedBy: visit.author.id,
      key,
      openedAt: clock.now(),
    });
    if (incident.title !== title || incident.exercise !== exercise) throw keyUsed();
    return { incident: incident._id };
  },

  async 'crisis:send'(visit, asked) {
    return publish(visit, asked, ({ incident, before, now }) => {
      rules.canChange(incident, before);
      rules.checkVersion(visit, asked, now);
      rules.speaksFor(
        visit,
        asked.areas.map(({ area }) => area),
      );
      rules.nobodyBetween(before, asked.after);
      const { areas, expects, nextAt, expires, source } = asked;
      return {
        kind: 'update',
        areas,
        gone: [],
        expires: new Date(expires),
        ...(expects && { expects }),
        ...(nextAt && { nextAt: new Date(nextAt) }),
        source,
      };
    });
  },

  async 'crisis:cancel'(visit, asked) {
    return publish(visit, asked, ({ incident, before }) => {
      rules.canChange(incident, before);
      const gone = rules.somethingSaid(before);
      rules.speaksFor(visit, gone);
      const { reason, reasonEn } = asked;
      return { kind: 'cancel', areas: [], gone, reason, ...(reasonEn && { reasonEn }) };
    });
  },

  async 'crisis:end'(visit, asked) {
    return publish(visit, asked, ({ incident, before }) => {
      rules.canChange(incident, before);
      rules.checkVillages(visit.place, asked.areas);
      rules.clearsAll(visit.place, before, asked.areas);
      rules.speaksFor(
        visit,
        asked.areas.map(({ area }) => area),
      );
      return { kind: 'end', areas: asked.areas, gone: [] };
    });
  },

  'crisis:incidents': (visit) => forOfficers(visit),

  async 'crisis:relay'(visit, asked) {
    if (visit.caller.bot !== 'crisis-relay') throw forbidden();
    return { outcome: await relay(visit, asked) };
  },
};

async function situation({ place }: Visit, earlier: boolean): Promise<Gets<'crisis:situation'>> {
  const now = clock.now();
  const standing = await standingIncidents(now);
  const recent = earlier ? await recentIncidents(past.incidents) : [];
  const incidents = [...new Map([...standing, ...recent].map((one) => [one._id, one])).values()];
  const versions = await versionsOf(incidents.map(({ _id }) => _id));
  const villages = place.areas.filter(({ kind }) => kind === 'village').map(({ id }) => id);
  const told = situationOf(villages, incidents, versions, now);
  return {
    now: now.toISOString(),
    villages: told.map((one) => ({ ...one, earlier: earlier ? one.earlier.slice(0, past.notices) : [] })),
    phone: place.crisis.phone,
  };
}

/** Readable, and the same for the same wish. */
function incidentId({ author }: Visit, { key, title }: Asked<'crisis:open'>): string {
  const words =
    title
      .normalize('NFD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? [];
  const mark = createHash('sha256')
    .update(JSON.stringify([author.id, key]))
    .digest('hex')
    .slice(0, 8);
  return [...words, mark].join('-').slice(-60).replace(/^-/, '');
}

const keyUsed = () =>
  conflict({
    nl: 'Met deze sleutel is al iets anders geopend.',
    en: 'Something else was opened with this key.',
  });
