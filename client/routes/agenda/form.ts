import { channelKinds } from '#contract/channel-kinds.ts';
import type { Activity } from '#contract/agenda/index.ts';
import type { Channel } from '#contract/channel/index.ts';
import type { Words } from '#lib/text/index.ts';
import { clock, dayKey } from '#lib/place/time.ts';
import { asDay, daysLater, lastDayOf } from './week.ts';

/** What is filled in the form of an activity, as it was typed. */
export type ActivityValues = Record<(typeof fields)[number], string>;
export type ActivityErrors = Partial<Record<keyof Words['agenda']['form']['missing'], string>>;

const fields = ['channel', 'title', 'about', 'place', 'day', 'from', 'until', 'lastDay', 'places'] as const;

export const readActivityForm = (typed: (field: string) => string): ActivityValues =>
  Object.fromEntries(fields.map((field) => [field, typed(field)])) as ActivityValues;

export const emptyActivityForm = (channel: string): ActivityValues => ({
  ...readActivityForm(() => ''),
  channel,
});

/** The form as an activity stands now. */
export function activityFormOf({
  channel,
  title,
  about,
  place,
  startsAt,
  endsAt,
  places,
}: Activity): ActivityValues {
  const lastDay = endsAt ? lastDayOf(startsAt, endsAt) : '';
  return {
    channel,
    title,
    about: about ?? '',
    place,
    day: dayKey(startsAt),
    from: clock(startsAt, 'nl'),
    until: endsAt ? clock(endsAt, 'nl') : '',
    lastDay: lastDay > dayKey(startsAt) ? lastDay : '',
    places: places === undefined ? '' : String(places),
  };
}

/** What cannot be right whatever the hub says, by field. */
export function checkActivityForm(
  filled: ActivityValues,
  t: Words['agenda']['form']['missing'],
): ActivityErrors {
  return {
    ...(!filled.channel && { channel: t.channel }),
    ...(!filled.title && { title: t.title }),
    ...(!filled.place && { place: t.place }),
    ...(!asDay(filled.day) && { day: t.day }),
    ...(!isTime(filled.from) && { from: t.from }),
    ...(((filled.until && !isTime(filled.until)) || (filled.lastDay && !filled.until)) && { until: t.until }),
    ...(filled.places && !/^[1-9]\d{0,3}$/.test(filled.places) && { places: t.places }),
  };
}

/** What is asked of the hub. What ends earlier on the clock than it starts ends the next day. */
export function activityAsks({ title, about, place, day, from, until, lastDay, places }: ActivityValues) {
  const nextMorning = until && until <= from ? daysLater(day, 1) : day;
  const ends = lastDay > day ? lastDay : nextMorning;
  return {
    title,
    about: about || undefined,
    place,
    startsAt: `${day}T${from}`,
    endsAt: until ? `${ends}T${until}` : undefined,
    places: places ? Number(places) : undefined,
  };
}

/** Where somebody may announce something. */
export const announcing = (channels: Channel[]): Channel[] =>
  channels.filter(({ speak, kind }) => speak && channelKinds[kind].agenda);

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
