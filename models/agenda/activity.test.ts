import type { SignUpAnswer } from '#contract/agenda/index.ts';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../test/support/database.ts';
import { addVersion, byId, signUp, latest, publish } from './activity.ts';
import { seats, type SignUp } from './sign-up.ts';

const database = await openDatabase();
afterAll(() => database.close());

const now = new Date('2021-07-12T08:00:00Z');
let made = 0;
const walk = (places?: number) =>
  publish({
    _id: `walk-${++made}`,
    channel: 'street-maaskade',
    organiser: 'anna',
    zone: 'Europe/Amsterdam',
    key: `a-walk-${made}`,
    at: now,
    told: { title: 'Wandelen', place: 'Bij de kerk', starts: '2021-07-17T14:00', places },
  });
const names = (some: SignUp[]) => some.map(({ person }) => person);

test('fifty who say yes at once get no more places than there are, and leavers make room in order', async () => {
  const { _id } = await walk(10);
  const crowd = Array.from({ length: 50 }, (_, number) => `neighbour-${number}`);
  await Promise.all(crowd.map((person) => signUp(_id, person, 'yes', now)));
  const full = seats((await byId(_id))!);
  expect(full.coming).toHaveLength(10);
  expect(full.waiting).toHaveLength(40);
  expect(full.coming.some(({ waited }) => waited)).toBe(false);
  expect(full.waiting.every(({ waited }) => waited)).toBe(true);

  await Promise.all(names(full.coming.slice(0, 4)).map((person) => signUp(_id, person, 'no', now)));
  const after = seats((await byId(_id))!);
  expect(names(after.coming)).toEqual(names([...full.coming.slice(4), ...full.waiting.slice(0, 4)]));
  expect(after.coming.filter(({ waited }) => waited)).toHaveLength(4);
});

test('whatever people answer, in whatever order, the database and a plain list agree on who has a place', async () => {
  const step = fc.tuple(
    fc.constantFrom('anna', 'henk', 'dewi', 'joris'),
    fc.constantFrom<SignUpAnswer>('yes', 'maybe', 'no'),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.option(fc.integer({ min: 1, max: 3 })),
      async (steps, places) => {
        const { _id } = await walk(places ?? undefined);
        let expected: { person: string; answer: SignUpAnswer }[] = [];
        for (const [person, given] of steps) {
          await signUp(_id, person, given, now);
          if (expected.some((one) => one.person === person && one.answer === given)) continue;
          expected = [...expected.filter((one) => one.person !== person), { person, answer: given }];
        }
        const { signUps } = (await byId(_id))!;
        expect(signUps.map(({ person, answer: given }) => ({ person, answer: given }))).toEqual(expected);
      },
    ),
    { numRuns: 25 },
  );
});

test('a change on top of what is no longer there does nothing', async () => {
  const read = await walk();
  const version = { ...latest(read), key: 'another-key', title: 'Rondje' };
  expect(await addVersion(read, version)).toMatchObject({ revision: 1 });
  expect(await addVersion(read, { ...version, title: 'Rondje Maas' })).toBeNull();
  expect(latest((await byId(read._id))!).title).toBe('Rondje');
});

test('nobody answers once it is over', async () => {
  const { _id, lastsUntil } = await walk();
  expect(await signUp(_id, 'anna', 'yes', lastsUntil)).toBeNull();
});
