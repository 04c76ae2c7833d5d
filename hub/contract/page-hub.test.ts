import { afterEach, expect, test } from 'vitest';
import { offerPageHub, pageHub, type PageHub } from './page-hub.ts';

const one: PageHub = {
  ask: () => Promise.resolve({ ok: false, code: 'NOT_FOUND', message: 'Dit is er niet.' }),
  sessionCookie: 'brink',
};

afterEach(() => offerPageHub(() => undefined));

test('where no hub offers itself a page cannot be rendered', () => {
  expect(() => pageHub()).toThrow('A page is rendered by a hub');
});

test('a page finds the hub that renders it, and none outside that', () => {
  let rendering: PageHub | undefined = one;
  offerPageHub(() => rendering);
  expect(pageHub()).toBe(one);
  rendering = undefined;
  expect(() => pageHub()).toThrow('only while it answers a request');
});

test('pages that were built apart, with a copy of their own, find the same hub', async () => {
  offerPageHub(() => one);
  const address = new URL('./page-hub.ts?built-apart', import.meta.url).href;
  const copy = (await import(/* @vite-ignore */ address)) as { pageHub: typeof pageHub };
  expect(copy.pageHub).not.toBe(pageHub);
  expect(copy.pageHub()).toBe(one);
});
