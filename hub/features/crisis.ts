import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import type { Asked, Gets } from '#contract';
import { openIncident, recentIncidents, standingIncidents, type Incident } from '#models/incident.ts';
import { keepRefused } from '#models/refused-message.ts';
import { versionsOf, type Version } from '#models/version.ts';
import { conflict } from '../refusal.ts';
import type { Visit } from '../visit.ts';
import { forOfficers } from './crisis/console.ts';
import { lastKnown } from './crisis/last-known.ts';
import { preview, publish, type Content, type Row } from './crisis/publish.ts';
import { relay } from './crisis/relay.ts';
import * as rules from './crisis/rules.ts';
import { situationOf } from './crisis/situation.ts';
import { tellUnsaid } from './crisis/telling.ts';
import type { Handles } from './handlers.ts';

type Commands =
  | 'crisis:situation'
  | 'crisis:open'
  | 'crisis:preview'
  | 'crisis:send'
  | 'crisis:cancel'
  | 'crisis:end'
  | 'crisis:incidents'
  | 'crisis:relay'
  | 'crisis:refuse';

/** How far back people can read: incidents, and what was said in each village. */
const past = { incidents: 20, notices: 50 };

export const crisis: Handles<Commands> = {
  'crisis:situation': (visit, { earlier }) => situation(visit, earlier),

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

  async 'crisis:preview'(visit, { incident, ...asked }) {
    return { notices: await preview(visit, incident, version(visit, asked)) };
  },

  async 'crisis:send'(visit, asked) {
    return publish(visit, asked, version(visit, asked));
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
      rules.speaksFor(visit, villagesIn(asked));
      return { kind: 'end', areas: asked.areas, gone: [] };
    });
  },

  'crisis:incidents': (visit, asked) => forOfficers(visit, asked),

  async 'crisis:relay'(visit, asked) {
    return { outcome: await relay(visit, asked) };
  },

  async 'crisis:refuse'(visit, asked) {
    if (visit.caller.bot !== 'crisis-relay') throw forbidden();
    if (!visit.place.crisis.feeds.some(({ name }) => name === asked.feed)) throw forbidden();
    await keepRefused(asked);
    return {};
  },
};

const version =
  (visit: Visit, asked: Omit<Asked<'crisis:preview'>, 'incident'>) =>
  ({ incident, before, now }: Row): Content => {
    rules.canChange(incident, before);
    rules.checkVersion(visit, asked, now);
    rules.speaksFor(visit, villagesIn(asked));
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
  };

const villagesIn = ({ areas }: { areas: { area: string }[] }) => areas.map(({ area }) => area);

const standing = lastKnown(async () => withVersions(await standingIncidents(clock.now())), clock.now);
const recent = lastKnown(async () => withVersions(await recentIncidents(past.incidents)), clock.now);

async function withVersions(incidents: Incident[]): Promise<{ incidents: Incident[]; versions: Version[] }> {
  return { incidents, versions: await versionsOf(incidents.map(({ _id }) => _id)) };
}

/** Also when the database is down: then as it was last known. */
async function situation(visit: Visit, earlier: boolean): Promise<Gets<'crisis:situation'>> {
  const { value: now, at: asOf } = await standing();
  await tellUnsaid(visit, now.versions);
  const before = earlier ? (await recent()).value : { incidents: [], versions: [] };
  const others = before.incidents.filter(({ _id }) => !now.incidents.some((one) => one._id === _id));
  const villages = visit.place.areas.filter(({ kind }) => kind === 'village').map(({ id }) => id);
  const told = situationOf(
    villages,
    [...now.incidents, ...others],
    [
      ...now.versions,
      ...before.versions.filter(({ incident }) => others.some(({ _id }) => _id === incident)),
    ],
    clock.now(),
  );
  return {
    now: clock.now().toISOString(),
    asOf: asOf.toISOString(),
    villages: told.map((one) => ({ ...one, earlier: earlier ? one.earlier.slice(0, past.notices) : [] })),
    phone: visit.place.crisis.phone,
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
