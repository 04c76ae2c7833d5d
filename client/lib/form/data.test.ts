import { expect, test } from 'vitest';
import { typedIn } from './data.ts';

const sent = (form: FormData) => new Request('http://brink.test', { method: 'POST', body: form });

test('what was typed comes without the spaces around it', async () => {
  const form = new FormData();
  form.set('name', '  Sanne ');
  const typed = await typedIn(sent(form));
  expect(typed('name')).toBe('Sanne');
  expect(typed('street')).toBe('');
});

test('a file is not something that was typed', async () => {
  const form = new FormData();
  form.set('name', new File(['x'], 'x.txt'));
  expect((await typedIn(sent(form)))('name')).toBe('');
});

test('a form without a script is counted as the hub counts', async () => {
  const form = new FormData();
  form.set('text', `${'x'.repeat(99)}\n`.repeat(39) + 'x'.repeat(99));
  const asSent = await new Response(form).text();
  const typed = await typedIn(sent(form));
  expect(asSent).toContain('x\r\nx');
  expect(typed('text')).toHaveLength(3_999);
});
