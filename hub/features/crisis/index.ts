import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import { villagesOf } from '#config/place.ts';
import type { Asked, Gets } from '#contract';
import * as incidents from '#models/crisis/incident.ts';
import * as refusedMessages from '#models/crisis/refused-message.ts';
import { conflict, forbidden, unavailable } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import { forOfficers } from './console.ts';
import { recentPast, situationNow } from './known.ts';
import { preview, publish, type Content, type Row } from './publish.ts';
import { relay } from './relay.ts';
import * as rules from './rules.ts';
import { situationOf } from './situation.ts';
import type { Handles } from '../handlers.ts';

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

/** How far back people can read in each village. */
const mostNotices = 50;

export const crisis: Handles<Commands> = {
  'crisis:situation': (visit, { earlier }) => situation(visit, earlier),

  async 'crisis:open'(visit, asked) {
    const { key, title, titleEn, exercise } = asked;
    const incident = await incidents.open({
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

  'crisis:preview': (visit, asked) => preview(visit, asked, version(visit, asked)),

  'crisis:send': (visit, asked) => publish(visit, asked, version(visit, asked)),

  async 'crisis:cancel'(visit, asked) {
    return publish(visit, asked, ({ before }) => {
      const withdrawal = rules.canWithdraw(before, asked.version);
      rules.speaksFor(visit, [...villagesIn(withdrawal), ...withdrawal.gone]);
      const { reason, reasonEn } = asked;
      return { kind: 'cancel', ...withdrawal, reason, ...(reasonEn && { reasonEn }) };
    });
  },

  async 'crisis:end'(visit, asked) {
    return publish(visit, asked, ({ before, now }) => {
      rules.clearsAll(visit.place, before, asked.areas);
      rules.speaksFor(visit, villagesIn(asked));
      const expires = rules.inSightUntil(asked.until, now);
      return { kind: 'end', areas: asked.areas, gone: [], expires };
    });
  },

  'crisis:incidents': (visit, asked) => forOfficers(visit, asked),

  async 'crisis:relay'(visit, asked) {
    return { outcome: await relay(visit, asked) };
  },

  async 'crisis:refuse'(visit, asked) {
    if (!visit.place.crisis.feeds.some(({ name }) => name === asked.feed)) throw forbidden();
    await refusedMessages.keep(asked);
    return {};
  },
};

const version =
  (visit: Visit, asked: Asked<'crisis:preview'>) =>
  ({ before, now }: Row): Content => {
    const { areas, notes, expects, nextAt, expires, source } = asked;
    const { place } = visit;
    rules.checkVillages(place, [...areas, ...notes]);
    rules.speaksFor(visit, villagesIn({ areas: [...areas, ...notes] }));
    rules.lowersKnowingly(place, before, areas);
    const told = [...areas.map(({ lowers: _, ...area }) => area), ...rules.noted(place, before, notes)];
    rules.checkVersion(
      asked,
      told.flatMap(({ level = [] }) => level),
      now,
    );
    return {
      kind: 'update',
      areas: told,
      gone: [],
      renews: rules.leftOut(visit, before, told),
      expires: new Date(expires),
      ...(expects && { expects }),
      ...(nextAt && { nextAt: new Date(nextAt) }),
      source,
    };
  };

const villagesIn = ({ areas }: { areas: { area: string }[] }) => areas.map(({ area }) => area);

/**
 * Also when the database is down: then as it was last known.
 * @throws {Refusal} UNAVAILABLE when that is nothing: it is not known whether all is well
 */
async function situation(visit: Visit, earlier: boolean): Promise<Gets<'crisis:situation'>> {
  const [read, readBefore] = await Promise.all([
    situationNow.known(),
    earlier ? recentPast.known() : undefined,
  ]);
  if (!read) throw unavailable();
  const now = read.value;
  const before = readBefore?.value ?? { incidents: [], versions: [] };
  const others = before.incidents.filter(({ _id }) => !now.incidents.some((one) => one._id === _id));
  const villages = villagesOf(visit.place).map(({ id }) => id);
  const told = situationOf(
    villages,
    [...now.incidents, ...others],
    [
      ...now.versions,
      ...before.versions.filter(({ incident }) => others.some(({ _id }) => _id === incident)),
    ],
    clock.now(),
  );
  const at = clock.now().toISOString();
  return {
    now: at,
    asOf: read.isLate ? read.at.toISOString() : at,
    villages: told.map((one) => ({ ...one, earlier: earlier ? one.earlier.slice(0, mostNotices) : [] })),
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
