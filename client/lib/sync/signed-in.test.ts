import { expect, test } from 'vitest';
import { signedIn } from './signed-in.ts';

test('a guest signs in first and comes back to the same place', () => {
  expect(() => signedIn({ me: null }, new URL('http://brink.test/account?a=1'))).toThrow(
    expect.objectContaining({ status: 303, location: '/sign-in?to=%2Faccount%3Fa%3D1' }),
  );
});

test('and not while nobody can say who looks', () => {
  expect(() => signedIn({ me: null, isUnsure: true }, new URL('http://brink.test/account'))).toThrow(
    expect.objectContaining({ status: 503 }),
  );
});
