import type { Me } from '#contract/person/index.ts';
import { expect, test } from 'vitest';
import { unwrap, formFailure } from './answer.ts';

test('a yes is its value', async () => {
  await expect(unwrap(Promise.resolve({ ok: true, value: { channels: [] } }))).resolves.toEqual({
    channels: [],
  });
});

test('a page that is not there and one that is not yours are the same error', async () => {
  const no = unwrap(Promise.resolve({ ok: false, code: 'NOT_FOUND', message: 'Dit is er niet.' }));
  await expect(no).rejects.toMatchObject({ status: 404 });
});

test('a guest who follows the link of a neighbour is asked to sign in, whatever is behind it', async () => {
  const gone = () => Promise.resolve({ ok: false, code: 'NOT_FOUND', message: 'Dit is er niet.' } as const);
  await expect(unwrap(gone(), null)).rejects.toMatchObject({ status: 401 });
  await expect(unwrap(gone(), { id: 'anja' } as Me)).rejects.toMatchObject({ status: 404 });
});

test('a form that is refused keeps what was filled in and says why', () => {
  const no = formFailure(
    { ok: false, code: 'RATE_LIMITED', message: 'Even wachten.', retry: true },
    { name: 'Sanne' },
  );
  expect(no).toMatchObject({ status: 429, data: { name: 'Sanne', refused: 'Even wachten.' } });
});
