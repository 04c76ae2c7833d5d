import { words } from '#lib/text/index.ts';
import { expect, test } from 'vitest';
import { NOWHERE, checkJoinForm } from './form.ts';

const t = words('nl').join;
const sanne = { where: 'mook', street: 'maaskade', name: 'Sanne', email: 'sanne@example.nl' };

test('a neighbour with a street, a name and an address can join', () => {
  expect(checkJoinForm(sanne, t)).toEqual({});
});

test('somebody who does not live here joins without a street', () => {
  expect(checkJoinForm({ ...sanne, where: NOWHERE, street: '' }, t)).toEqual({});
});

test('everything that is wrong is said at once, each beside its own field', () => {
  expect(checkJoinForm({ where: '', street: '', name: '', email: 'sanne' }, t)).toEqual({
    street: t.where.missing,
    name: t.name.missing,
    email: t.email.missing,
  });
});

test('a name of more than forty characters is too long', () => {
  expect(checkJoinForm({ ...sanne, name: 'S'.repeat(41) }, t)).toHaveProperty('name');
});
