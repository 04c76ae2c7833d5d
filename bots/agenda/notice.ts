import type { AgendaNotice } from '#contract/agenda/index.ts';
import type { Locale } from '#contract/shapes.ts';
import type { Words } from '../engine/due-work.ts';
import { clockTime, dayAndTime, isSameDay, type Moments } from './when.ts';

type Changed = Extract<AgendaNotice, { news: 'changed' }>;

/** News for somebody who signed up: it changed, it does not take place, there is a place after all. */
export function noticeWords(notice: AgendaNotice, now: Date, zone: string): Words {
  return {
    text: write(notice, { now, zone, locale: 'nl' }),
    en: write(notice, { now, zone, locale: 'en' }),
    subject: { kind: 'activity', id: notice.activity },
  };
}

function write(notice: AgendaNotice, moments: Moments): string {
  const words = texts[moments.locale];
  const when = dayAndTime(new Date(notice.startsAt), moments);
  switch (notice.news) {
    case 'changed':
      return [...changes(notice, moments), words.because].join('\n');
    case 'cancelled':
      return [
        words.cancelled(notice.title, when),
        notice.reason && words.reason(notice.reason),
        words.because,
      ]
        .filter(Boolean)
        .join('\n');
    case 'in-doubt':
      return [words.inDoubt(notice.title, when), words.situation, words.because].join('\n');
    case 'goes-on':
      return [words.goesOn(notice.title, when), words.callOff].join('\n');
    case 'place-free':
      return [words.free(notice.title, when), words.where(notice.place), words.giveBack, words.waited].join(
        '\n',
      );
  }
}

function changes({ title, place, startsAt, was }: Changed, moments: Moments): string[] {
  const words = texts[moments.locale];
  const start = new Date(startsAt);
  if (was.startsAt === undefined)
    return [words.placeOnly(title, dayAndTime(start, moments)), words.moved(place, was.place!)];
  const before = new Date(was.startsAt);
  const when = dayAndTime(start, moments);
  const line = isSameDay(before, start, moments.zone)
    ? words[start > before ? 'later' : 'earlier'](title, when, clockTime(before, moments))
    : words.otherDay(title, when, dayAndTime(before, moments));
  return [line, was.place === undefined ? words.samePlace(place) : words.moved(place, was.place)];
}

type Say<Parts extends string[]> = (...parts: Parts) => string;
type Texts = {
  later: Say<[title: string, when: string, was: string]>;
  earlier: Say<[title: string, when: string, was: string]>;
  otherDay: Say<[title: string, when: string, was: string]>;
  placeOnly: Say<[title: string, when: string]>;
  moved: Say<[place: string, was: string]>;
  samePlace: Say<[place: string]>;
  cancelled: Say<[title: string, when: string]>;
  reason: Say<[reason: string]>;
  free: Say<[title: string, when: string]>;
  where: Say<[place: string]>;
  giveBack: string;
  inDoubt: Say<[title: string, when: string]>;
  situation: string;
  goesOn: Say<[title: string, when: string]>;
  callOff: string;
  because: string;
  waited: string;
};

const texts: Record<Locale, Texts> = {
  nl: {
    later: (title, when, was) => `Let op, *later*: ${title} begint ${when}. Dat was ${was}.`,
    earlier: (title, when, was) => `Let op, *eerder*: ${title} begint ${when}. Dat was ${was}.`,
    otherDay: (title, when, was) => `Let op, *andere dag*: ${title} is nu ${when}. Dat was ${was}.`,
    placeOnly: (title, when) => `Let op, *andere plek*: ${title}, ${when}.`,
    moved: (place, was) => `De plek is nu: ${place}. Dat was: ${was}.`,
    samePlace: (place) => `De plek blijft: ${place}.`,
    cancelled: (title, when) => `${title} *gaat niet door*. Het zou zijn: ${when}.`,
    reason: (reason) => `De reden: ${reason}`,
    free: (title, when) => `*Er is een plek voor je* bij ${title}, ${when}.`,
    where: (place) => `Waar: ${place}.`,
    giveBack: 'Kun je toch niet? Zeg het in de agenda, dan krijgt een ander je plek.',
    inDoubt: (title, when) => `*Onder voorbehoud*: ${title}, ${when}. We weten nog niet of het doorgaat.`,
    situation: 'Er is daar nu gevaar. Doe wat er bij Situatie staat. Gaat het niet door? Dan hoor je het.',
    goesOn: (title, when) =>
      `*Gaat ${title} door?* Het staat in de agenda voor ${when}. Er is daar nu gevaar.`,
    callOff:
      'Wij roepen mensen nu niet op om te komen. Gaat het niet door of verzet je het? Zeg het in de agenda, dan hoort iedereen die zich aanmeldde het.',
    because: 'Je krijgt dit omdat je je had aangemeld of misschien kwam.',
    waited: 'Je krijgt dit omdat je op de wachtlijst stond.',
  },
  en: {
    later: (title, when, was) => `Please note, *later*: ${title} starts ${when}. That was ${was}.`,
    earlier: (title, when, was) => `Please note, *earlier*: ${title} starts ${when}. That was ${was}.`,
    otherDay: (title, when, was) => `Please note, *another day*: ${title} is now ${when}. That was ${was}.`,
    placeOnly: (title, when) => `Please note, *another place*: ${title}, ${when}.`,
    moved: (place, was) => `The place is now: ${place}. That was: ${was}.`,
    samePlace: (place) => `The place stays: ${place}.`,
    cancelled: (title, when) => `${title} *is cancelled*. It was to be: ${when}.`,
    reason: (reason) => `The reason: ${reason}`,
    free: (title, when) => `*There is a place for you* at ${title}, ${when}.`,
    where: (place) => `Where: ${place}.`,
    giveBack: 'Can you not make it? Say so under What’s on, and somebody else gets your place.',
    inDoubt: (title, when) => `*In doubt*: ${title}, ${when}. We do not know yet whether it goes on.`,
    situation: 'There is danger there now. Do what Situation says. Is it called off? Then you will hear.',
    goesOn: (title, when) => `*Does ${title} go on?* It is planned for ${when}. There is danger there now.`,
    callOff:
      'We are not calling people to come now. Is it off, or on another day? Say so under What’s on, and everybody who signed up hears.',
    because: 'You get this because you signed up, or said that you might come.',
    waited: 'You get this because you were on the waiting list.',
  },
};
