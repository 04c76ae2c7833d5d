import { expect, test } from 'vitest';
import { dayWords } from './day.ts';
import { noticeWords } from './notice.ts';
import { reminderWords } from './reminder.ts';

const zone = 'Europe/Amsterdam';
const at = (time: string) => new Date(`2021-07-${time}:00+02:00`);
const walk = {
  activity: 'walk',
  title: 'Samen wandelen',
  place: 'bij de kerk',
  startsAt: at('17T14:00').toISOString(),
};

test('a day ahead says when, where, and how to free your place', () => {
  const { text, en, subject } = reminderWords({ ...walk, ahead: 'day', answer: 'yes' }, at('16T14:00'), zone);
  expect(text).toBe(
    '*Morgen, zaterdag 17 juli, 14:00 uur*: Samen wandelen.\n' +
      'Waar: bij de kerk.\n' +
      'Jij komt ook. Kun je toch niet? Zeg het in de agenda, dan komt je plek vrij.\n' +
      'Je krijgt dit omdat je je hebt aangemeld.',
  );
  expect(en).toContain('*Tomorrow, Saturday 17 July, 14:00*: Samen wandelen.');
  expect(subject).toEqual({ kind: 'activity', id: 'walk' });
});

test('who perhaps comes is asked whether he knows yet', () => {
  const { text } = reminderWords({ ...walk, ahead: 'day', answer: 'maybe' }, at('16T14:00'), zone);
  expect(text).toContain('Jij komt misschien. Weet je het al?');
});

test.each([
  ['17T12:00', 'Over 2 uur, om 14:00 uur'],
  ['17T12:27', 'Over 1 uur en 35 minuten, om 14:00 uur'],
  ['17T13:59', 'Over 5 minuten, om 14:00 uur'],
  ['16T18:30', 'Morgen, zaterdag 17 juli, 14:00 uur'],
])('a reminder said at %s counts from then', (now, opening) => {
  expect(reminderWords({ ...walk, ahead: 'soon', answer: 'yes' }, at(now), zone).text).toMatch(
    `*${opening}*`,
  );
});

test.each([
  [
    'later',
    '17T13:30',
    'Let op, *later*: Samen wandelen begint morgen, zaterdag 17 juli, 14:00 uur. Dat was 13:30 uur.',
  ],
  [
    'earlier',
    '17T15:00',
    'Let op, *eerder*: Samen wandelen begint morgen, zaterdag 17 juli, 14:00 uur. Dat was 15:00 uur.',
  ],
  [
    'on another day',
    '18T14:00',
    'Let op, *andere dag*: Samen wandelen is nu morgen, zaterdag 17 juli, 14:00 uur. Dat was zondag 18 juli, 14:00 uur.',
  ],
])('who signed up hears that it is %s, and that the place stays', (_, was, line) => {
  const notice = { ...walk, news: 'changed' as const, was: { startsAt: at(was).toISOString() } };
  expect(noticeWords(notice, at('16T12:00'), zone).text).toBe(
    `${line}\nDe plek blijft: bij de kerk.\nJe krijgt dit omdat je je had aangemeld of misschien kwam.`,
  );
});

test('another place is told with the one that was', () => {
  const { text } = noticeWords(
    { ...walk, news: 'changed', was: { place: 'bij de molen' } },
    at('15T12:00'),
    zone,
  );
  expect(text).toMatch('Let op, *andere plek*: Samen wandelen, zaterdag 17 juli, 14:00 uur.');
  expect(text).toMatch('De plek is nu: bij de kerk. Dat was: bij de molen.');
});

test('a cancellation says so plainly, with the reason when there is one', () => {
  const told = (reason?: string) =>
    noticeWords({ ...walk, news: 'cancelled', ...(reason && { reason }) }, at('15T12:00'), zone).text;
  expect(told()).not.toMatch('reden');
  expect(told('Het regent te hard.')).toBe(
    'Samen wandelen *gaat niet door*. Het zou zijn: zaterdag 17 juli, 14:00 uur.\n' +
      'De reden: Het regent te hard.\n' +
      'Je krijgt dit omdat je je had aangemeld of misschien kwam.',
  );
});

test('who waited hears that there is a place, and how to give it back', () => {
  const { text, en } = noticeWords({ ...walk, news: 'place-free' }, at('15T12:00'), zone);
  expect(text).toMatch('*Er is een plek voor je* bij Samen wandelen');
  expect(en).toMatch('*There is a place for you* at Samen wandelen');
});

test('the morning post names today and tomorrow, and what goes on from before', () => {
  const fair = { ...walk, title: 'Kermis', place: 'Raadhuisplein', startsAt: at('15T16:00').toISOString() };
  const choir = { ...walk, title: 'Repetitie', place: 'De Zaal', startsAt: at('16T19:30').toISOString() };
  expect(dayWords({ today: [fair, choir], tomorrow: [walk] }, at('16T09:00'), zone)!.text).toBe(
    '*Vandaag in de buurt*\nNu bezig: Kermis (Raadhuisplein)\n19:30 uur Repetitie (De Zaal)\n\n' +
      '*Morgen*\n14:00 uur Samen wandelen (bij de kerk)\n\n' +
      'Wil je meedoen? Zeg in de agenda dat je komt.',
  );
});

test('a very full day fits in one message, and a day with nothing has none', () => {
  const long = { ...walk, title: 'W'.repeat(100), place: 'p'.repeat(150) };
  const items = Array.from({ length: 40 }, () => long);
  const { text, en } = dayWords({ today: items, tomorrow: items }, at('17T09:00'), zone)!;
  expect(Math.max(text.length, en!.length)).toBeLessThanOrEqual(4_000);
  expect(text).toContain('En nog 34: kijk in de agenda.');
  expect(dayWords({ today: [], tomorrow: [] }, at('17T09:00'), zone)).toBeUndefined();
});
