import { help } from '#config/help.ts';
import type { Planned } from '#models/due-work.ts';
import { Temporal } from 'temporal-polyfill';

const minute = 60_000;
const hour = 60 * minute;

/** A request, as far as its times go. */
type Timed = { kind: string; from: Date; to: Date; minutes: number };

/** After this it is too late to begin. */
export const latestStart = ({ to, minutes }: Timed): Date => new Date(to.getTime() - minutes * minute);

/**
 * When the first waves go out, from the moment of asking. Where there is a crisis people are asked day and night, for whatever
 * it is; for high water everywhere.
 */
export function waveTimes(request: Timed, asked: Date, zone: string, crisis = false): Date[] {
  const pace = crisis ? 'crisis' : paceOf(request, asked);
  const first = pace === 'crisis' ? asked : withinHours(asked, zone);
  return help.paces[pace].reduce(
    (times, gap) => [
      ...times,
      pace === 'crisis' ? after(times, gap) : laterWithinHours(after(times, 0), gap, zone),
    ],
    [first],
  );
}

const after = (times: Date[], minutes: number): Date =>
  new Date((times.at(-1)?.getTime() ?? 0) + minutes * minute);

function paceOf(request: Timed, asked: Date): keyof typeof help.paces {
  if (request.kind === 'sandbags') return 'crisis';
  return latestStart(request).getTime() - asked.getTime() < help.soonMinutes * minute ? 'soon' : 'everyday';
}

/** Whether people may be asked at this moment. */
export const isWithinHours = (at: Date, zone: string): boolean =>
  withinHours(at, zone).getTime() === at.getTime();

/** This moment when people may be asked then, or the next morning. */
export function withinHours(at: Date, zone: string): Date {
  const here = inZone(at, zone);
  const opens = here.startOfDay().with({ hour: help.hours.from });
  if (here.hour < help.hours.from) return dateOf(opens);
  return here.hour >= help.hours.to ? dateOf(opens.add({ days: 1 })) : at;
}

/** So many minutes later, counting only minutes in which people may be asked. */
export function laterWithinHours(at: Date, minutes: number, zone: string): Date {
  const start = withinHours(at, zone);
  const here = inZone(start, zone);
  const closes = here.with({ hour: help.hours.to, minute: 0, second: 0, millisecond: 0 });
  const left = closes.epochMilliseconds - start.getTime();
  const wanted = minutes * minute;
  if (wanted < left) return new Date(start.getTime() + wanted);
  return laterWithinHours(dateOf(closes), minutes - left / minute, zone);
}

/** The rows of due work with which the bot is woken for the waves of a request. */
export const waveRows = (request: Timed & { _id: string }, times: { wave: number; at: Date }[]): Planned[] =>
  times.map(({ wave, at }) => ({
    _id: waveRow(request._id, wave),
    kind: 'help-wave',
    dueAt: at,
    graceUntil: latestStart(request),
    about: { request: request._id, wave },
    group: waveGroup(request._id),
  }));

export const waveRow = (request: string, wave: number) => `help:${request}:${wave}`;
export const waveGroup = (request: string) => `help:${request}`;
export const unfoundRowOf = (request: string) => `help:${request}:unfound`;
export const afterRow = (request: string) => `help:${request}:after`;

/**
 * The row with which the asker and others are told that nobody was found, while there is still time: a day before it begins,
 * some time after the last wave, and two hours before the last moment to begin; half-way to it when there is less time.
 */
export function unfoundRow(request: Timed & { _id: string }, lastWave: Date, zone: string): Planned {
  const aDayBefore = request.from.getTime() - 24 * hour;
  const wanted = new Date(Math.max(aDayBefore, lastWave.getTime() + help.unfoundMinutes * minute));
  const last = latestStart(request).getTime();
  const latest = Math.max((lastWave.getTime() + last) / 2, last - 2 * hour);
  const dueAt = new Date(Math.min(withinHours(wanted, zone).getTime(), latest));
  return {
    _id: unfoundRowOf(request._id),
    kind: 'help-after',
    dueAt,
    graceUntil: new Date(request.to.getTime() + help.afterHours * hour),
    about: { request: request._id, inTime: true },
    group: waveGroup(request._id),
  };
}

/** The row with which both are asked how it went, within the hours. */
export const afterRows = (request: Timed & { _id: string }, zone: string): Planned[] => {
  const dueAt = withinHours(new Date(request.to.getTime() + help.afterHours * hour), zone);
  return [
    {
      _id: afterRow(request._id),
      kind: 'help-after',
      dueAt,
      // Nobody wonders any more about an errand of two weeks ago.
      graceUntil: new Date(dueAt.getTime() + 14 * 24 * hour),
      about: { request: request._id },
      group: afterRow(request._id),
    },
  ];
};

const inZone = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
const dateOf = (there: Temporal.ZonedDateTime) => new Date(there.epochMilliseconds);
