import { expect, test } from 'vitest';
import { readRequestForm, checkRequestForm } from './form.ts';

const form: Record<string, string> = {
  key: 'a key of the form',
  kind: 'transport',
  text: 'naar de voedselbank',
  day: '2021-07-16',
  from: '13:00',
  to: '15:00',
  minutes: '60',
  whom: 'self',
  street: '',
  bring: '',
};
const read = (change: Record<string, string> = {}) =>
  checkRequestForm(readRequestForm((name) => ({ ...form, ...change })[name] ?? ''));

test('a form is a wish, with the hours of the clock here and without what was left open', () => {
  expect(read()).toEqual({
    wish: {
      key: 'a key of the form',
      kind: 'transport',
      text: 'naar de voedselbank',
      from: '2021-07-16T11:00:00Z',
      to: '2021-07-16T13:00:00Z',
      minutes: 60,
      whom: 'self',
    },
  });
  expect(read({ text: '', street: 'maaskade', bring: 'koffie', whom: 'other' })).toMatchObject({
    wish: { street: 'maaskade', bring: 'koffie', whom: 'other' },
  });
});

test.each([
  [{ kind: '' }, { kind: true }],
  [{ kind: 'money' }, { kind: true }],
  [{ day: '' }, { day: true, time: true }],
  [{ to: '13:30' }, { time: true }],
  [{ to: '12:00' }, { time: true }],
  [{ from: '' }, { time: true }],
  [{ minutes: '' }, { time: true }],
])('with %j it says what is wrong', (change, wrong) => {
  expect(read(change)).toEqual({ wrong });
});
