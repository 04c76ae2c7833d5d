import type { Activity } from '#contract/agenda/index.ts';
import { expect, test } from 'vitest';
import { nl } from '#lib/text/nl/index.ts';
import { activityFormOf, activityAsks, checkActivityForm, type ActivityValues } from './form.ts';

const t = nl.agenda.form.missing;
const walk: ActivityValues = {
  channel: 'village-mook',
  title: 'Samen wandelen',
  about: '',
  place: 'Bij de kerk',
  day: '2021-07-17',
  from: '14:00',
  until: '',
  lastDay: '',
  places: '',
};

test('a day and an hour make a wall time; what is left empty is not asked', () => {
  expect(checkActivityForm(walk, t)).toEqual({});
  expect(activityAsks(walk)).toEqual({
    title: 'Samen wandelen',
    about: undefined,
    place: 'Bij de kerk',
    startsAt: '2021-07-17T14:00',
    endsAt: undefined,
    places: undefined,
  });
});

test('a party that ends after midnight ends the next day', () => {
  expect(activityAsks({ ...walk, from: '20:00', until: '01:30' }).endsAt).toBe('2021-07-18T01:30');
  expect(activityAsks({ ...walk, from: '20:00', until: '23:00' }).endsAt).toBe('2021-07-17T23:00');
});

test('a fair ends on its last day', () => {
  expect(activityAsks({ ...walk, until: '10:00', lastDay: '2021-07-19' }).endsAt).toBe('2021-07-19T10:00');
});

test.each([
  ['channel', { channel: '' }],
  ['title', { title: '' }],
  ['place', { place: '' }],
  ['day', { day: '' }],
  ['day', { day: '17 juli' }],
  ['from', { from: '' }],
  ['until', { until: 'laat' }],
  ['until', { lastDay: '2021-07-19' }],
  ['places', { places: 'veel' }],
  ['places', { places: '0' }],
] as const)('beside the field %s stands what is missing', (field, typed) => {
  expect(checkActivityForm({ ...walk, ...typed }, t)).toEqual({ [field]: t[field] });
});

test('an activity fills the form with what it is, so that saving at once changes nothing', () => {
  const activity = {
    channel: 'village-mook',
    title: 'Kermis',
    place: 'Raadhuisplein',
    startsAt: '2021-07-16T14:00:00Z',
    endsAt: '2021-07-18T20:00:00Z',
    places: 40,
  } as Activity;
  const filled = activityFormOf(activity);
  expect(activityAsks(filled)).toMatchObject({
    startsAt: '2021-07-16T16:00',
    endsAt: '2021-07-18T22:00',
    places: 40,
  });
  const toMidnight = activityFormOf({
    ...activity,
    startsAt: '2021-07-17T18:00:00Z',
    endsAt: '2021-07-17T22:00:00Z',
  });
  expect(activityAsks(toMidnight).endsAt).toBe('2021-07-18T00:00');
});
