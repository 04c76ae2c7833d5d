import { areaOf, within, type Place } from '#config/place.ts';
import type { Asked } from '#contract';
import type { Level } from '#contract/crisis/cap.ts';
import type { AreaText } from '#contract/crisis/index.ts';
import type { Incident } from '#models/crisis/incident.ts';
import type { Version } from '#models/crisis/version.ts';
import { conflict, forbidden, invalid, type Sentence } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import { holdsIn, withdrawalOf } from './holding.ts';
import { villagesConcerned } from './notices.ts';

/** C-05: nobody can say today what holds the day after tomorrow. */
const longestHours = 24;

/** Refuses a version that nobody could act on: without an end, or that keeps people waiting in silence. */
export function checkVersion(
  asked: Pick<Asked<'crisis:preview'>, 'expires' | 'nextAt'>,
  levels: Level[],
  now: Date,
): void {
  const expires = Date.parse(asked.expires);
  if (expires <= now.getTime()) throw invalid(expiredAlready);
  if (expires > now.getTime() + longestHours * 3_600_000) throw invalid(tooLong);
  const next = asked.nextAt === undefined ? undefined : Date.parse(asked.nextAt);
  if (next === undefined && levels.some((level) => level >= 2)) throw invalid(promiseFirst);
  if (next !== undefined && (next <= now.getTime() || next > expires)) throw invalid(promiseInTime);
}

/** C-04: nobody is told what is meant for nobody; an area that is no village of this place is refused, never guessed. */
export function checkVillages(place: Place, areas: { area: string }[]): void {
  if (areas.length === 0) throw invalid(nobody);
  const unknown = areas.find(({ area }) => areaOf(place, area)?.kind !== 'village');
  if (unknown) throw invalid(noSuchVillage(unknown.area));
  if (new Set(areas.map(({ area }) => area)).size < areas.length) throw invalid(twice);
}

/** An officer speaks only to the villages he was given. */
export function speaksFor({ place, person }: Visit, villages: string[]): void {
  const other = villages.find((village) => !person.areas.some((own) => within(place, village, own)));
  if (other) throw forbidden(notYours(nameOf(place, other)));
}

/** Others' messages are theirs to change, and what is over stays over. */
export function canChange({ relayed }: Incident, before: Version[]): void {
  if (relayed) throw forbidden(ofTheSource);
  const last = before.at(-1);
  if (last && last.kind !== 'update' && last.withdraws === undefined) throw conflict(overAlready);
}

/** Refuses when somebody else acted since the version this officer looked at. */
export function nobodyBetween(before: Version[], basedOn: number): void {
  if ((before.at(-1)?.n ?? 0) !== basedOn) throw conflict(somebodyElse);
}

/** Who lowers a level says so: a note that was sent as a level must not take away the warning that holds. */
export function lowersKnowingly(place: Place, before: Version[], areas: AreaText[]): void {
  for (const { area, level, lowers } of areas) {
    const now = holdsIn(before, area)?.area.level ?? level;
    if (level < now && !lowers) throw invalid(lowered(nameOf(place, area), now, level));
  }
}

/** A note goes beside what holds: these villages go on reading that. */
export function noted(place: Place, before: Version[], notes: Asked<'crisis:preview'>['notes']) {
  return notes.map(({ area: village, text, textEn }) => {
    const held = holdsIn(before, village);
    if (!held) throw invalid(nothingToNote(nameOf(place, village)));
    const { note: _, noteEn: __, ...area } = held.area;
    return { ...area, again: held.version.n, note: text, ...(textEn && { noteEn: textEn }) };
  });
}

/** An all-clear goes to every village that read of it, and to no other: to none when nothing holds. */
export function clearsAll(place: Place, before: Version[], areas: { area: string }[]): void {
  if (areas.length === 0 && before.length > 0 && villagesConcerned(before).length === 0) return;
  checkVillages(place, areas);
  const concerned = somethingSaid(before);
  const cleared = areas.map(({ area }) => area);
  const forgotten = concerned.filter((village) => !cleared.includes(village));
  if (forgotten.length > 0) throw invalid(clearToo(forgotten.map((village) => nameOf(place, village))));
  const other = cleared.find((village) => !concerned.includes(village));
  if (other) throw invalid(neverTold(nameOf(place, other)));
}

/** What withdrawing this version does; refuses when it holds nowhere. */
export function canWithdraw(
  before: Version[],
  n: number | undefined,
): Pick<Version, 'areas' | 'gone'> & { withdraws: number } {
  somethingSaid(before);
  const withdraws = n ?? before.at(-1)?.n ?? 0;
  const { areas, gone } = withdrawalOf(before, withdraws);
  if (areas.length + gone.length === 0) throw conflict(holdsNowhere);
  return { areas, gone, withdraws };
}

/** The villages of this officer that a version says nothing new to: what they have holds on with it. */
export function leftOut({ place, person }: Visit, before: Version[], areas: { area: string }[]): string[] {
  return villagesConcerned(before).filter(
    (village) =>
      person.areas.some((own) => within(place, village, own)) && !areas.some(({ area }) => area === village),
  );
}

/** Until when an all-clear stays in sight, with the conditions it names. */
export function inSightUntil(asked: string | undefined, now: Date): Date {
  if (asked === undefined) return new Date(now.getTime() + inSight.usualHours * 3_600_000);
  const until = new Date(asked);
  if (until <= now) throw invalid(goneAlready);
  if (until.getTime() > now.getTime() + inSight.longestDays * 86_400_000) throw invalid(tooLongInSight);
  return until;
}

/** After high water dikes stay closed for days; who was away reads it when he is back. */
const inSight = { usualHours: 72, longestDays: 30 };

/** The villages that read of it; refuses when there are none. */
export function somethingSaid(before: Version[]): string[] {
  const concerned = villagesConcerned(before);
  if (concerned.length === 0) throw conflict(nothingSaid);
  return concerned;
}

const nameOf = (place: Place, village: string) => areaOf(place, village)?.name ?? village;

const nobody: Sentence = {
  nl: 'Voor wie is dit bericht? Kies ten minste één dorp.',
  en: 'For whom is this message? Choose at least one village.',
};
const twice: Sentence = {
  nl: 'Een dorp staat er twee keer in. Geef elk dorp één tekst.',
  en: 'A village is in it twice. Give each village one text.',
};
const noSuchVillage = (area: string): Sentence => ({
  nl: `Wij kennen geen dorp “${area}”. Er is niets verstuurd.`,
  en: `We know no village “${area}”. Nothing was sent.`,
});
const notYours = (village: string): Sentence => ({
  nl: `U spreekt niet voor ${village}. Er is niets verstuurd.`,
  en: `You do not speak for ${village}. Nothing was sent.`,
});
const expiredAlready: Sentence = {
  nl: 'Dit bericht zou al verlopen zijn. Kies een later tijdstip bij “geldt tot”.',
  en: 'This message would have expired already. Choose a later time for “holds until”.',
};
const tooLong: Sentence = {
  nl: `Een bericht geldt hoogstens ${longestHours} uur. Kies een eerder tijdstip bij “geldt tot”.`,
  en: `A message holds for ${longestHours} hours at most. Choose an earlier time for “holds until”.`,
};
const goneAlready: Sentence = {
  nl: 'Dit zou meteen verdwijnen. Kies een later tijdstip bij “blijft staan tot”.',
  en: 'This would be gone at once. Choose a later time for “stays until”.',
};
const tooLongInSight: Sentence = {
  nl: `Dit blijft hoogstens ${inSight.longestDays} dagen staan. Kies een eerder tijdstip bij “blijft staan tot”.`,
  en: `This stays for ${inSight.longestDays} days at most. Choose an earlier time for “stays until”.`,
};
const promiseFirst: Sentence = {
  nl: 'Zeg wanneer het volgende bericht komt. Dat moet vanaf “Let op”.',
  en: 'Say when the next message comes. From “Take care” on, that is required.',
};
const promiseInTime: Sentence = {
  nl: 'Het volgende bericht moet later komen dan nu, en voordat dit bericht verloopt.',
  en: 'The next message must come later than now, and before this one expires.',
};
const ofTheSource: Sentence = {
  nl: 'Dit bericht komt van een andere bron. Alleen die kan het wijzigen. Open zelf een calamiteit.',
  en: 'This message comes from another source, which alone can change it. Open an incident yourself.',
};
const overAlready: Sentence = {
  nl: 'Deze calamiteit is afgesloten. Open een nieuwe.',
  en: 'This incident is closed. Open a new one.',
};
const somebodyElse: Sentence = {
  nl: 'Een collega verstuurde intussen een nieuwe versie. Bekijk die eerst. Er is niets verstuurd.',
  en: 'A colleague sent a new version in the meantime. Look at it first. Nothing was sent.',
};
const lowered = (village: string, now: Level, level: Level): Sentence => ({
  nl: `In ${village} geldt nu niveau ${now}. Dit bericht verlaagt dat van ${now} naar ${level}. Bedoelt u dat? Kies dan “verlagen”. Wilt u alleen iets laten weten? Kies “mededeling”. Er is niets verstuurd.`,
  en: `Level ${now} holds in ${village}. This message lowers it from ${now} to ${level}. If you mean that, choose “lower”. If you only want to say something, choose “note”. Nothing was sent.`,
});
const nothingToNote = (village: string): Sentence => ({
  nl: `In ${village} geldt nu geen bericht. Kies daar een niveau.`,
  en: `No message holds in ${village} now. Choose a level there.`,
});
const nothingSaid: Sentence = {
  nl: 'Er is nog niets verstuurd. Niemand heeft dit gelezen.',
  en: 'Nothing was sent yet. Nobody has read this.',
};
const holdsNowhere: Sentence = {
  nl: 'Dit bericht geldt in geen enkel dorp meer. Er valt niets in te trekken.',
  en: 'This message holds in no village any more. There is nothing to withdraw.',
};
const clearToo = (villages: string[]): Sentence => ({
  nl: `Zeg ook in ${villages.join(', ')} dat het voorbij is.`,
  en: `Also say in ${villages.join(', ')} that it is over.`,
});
const neverTold = (village: string): Sentence => ({
  nl: `${village} kreeg geen bericht. Daar hoeft u niets af te sluiten.`,
  en: `${village} got no message. There is nothing to end there.`,
});
