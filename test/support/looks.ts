import type { Page } from 'playwright-core';
import { barriers } from './browser.ts';

/** What is wrong with this page at 320 and 1280 pixels, light and dark: barriers, and anything that must be scrolled sideways. */
export async function looks(page: Page, path: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const { height, over } = await page.evaluate<{ height: number; over: number }>(sizeOfPage);
    if (over > 0) wrong.push(`${path} at ${width}: ${over} pixels too wide`);
    // The whole page in sight: what is under the bar now is not under it for somebody who scrolls.
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      wrong.push(
        ...(await barriers(page)).map((barrier) => `${path} at ${width}, ${colorScheme}: ${barrier}`),
      );
    }
  }
  await page.context().close();
  return wrong;
}

const sizeOfPage = `(({ scrollHeight, scrollWidth, clientWidth }) => ({ height: scrollHeight, over: scrollWidth - clientWidth }))(
  document.documentElement,
)`;
