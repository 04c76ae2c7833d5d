import { expect, test } from 'vitest';
import { backTo } from './page-person.ts';

test.each([
  ['https://brink.test/channels/village-mook', '/channels/village-mook?somebody-else='],
  [
    'https://brink.test/channels/village-mook?before=6&/post',
    '/channels/village-mook?before=6&somebody-else=',
  ],
  ['https://elsewhere.test/help', '/?somebody-else='],
  ['not an address', '/?somebody-else='],
  [undefined, '/?somebody-else='],
])('who must look first is brought from %s to %s', (referer, back) => {
  const headers = new Headers(referer === undefined ? [] : [['referer', referer]]);
  expect(backTo(new Request('https://brink.test/help?/answer', { method: 'POST', headers }))).toBe(back);
});
