import type { Page } from 'playwright-core';
import { barriers } from './browser.ts';

/** The rules of axe that look at colours: all that can differ between day and night. */
const colours = ['color-contrast', 'link-in-text-block'];

/**
 * What is wrong with this page on a phone of 360 pixels and a screen of 1280, by day and by night: barriers for people who
 * cannot see, point or tell colours apart, and, down to 320 pixels, anything that must be scrolled sideways.
 */
export async function looks(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  // Without motion: a colour that is still changing is nobody's colour.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  for (const width of [1280, 360, 320]) {
    await page.setViewportSize({ width, height: 800 });
    const { height, over } = await page.evaluate<{ height: number; over: number }>(sizeOfPage);
    if (over > 0) wrong.push(`at ${width}: ${over} pixels too wide`);
    if (width === 320) continue;
    // The whole page in sight: what is under the bar now is not under it for somebody who scrolls.
    await page.setViewportSize({ width, height });
    wrong.push(...(await barriers(page)).map((barrier) => `at ${width}: ${barrier}`));
    await page.emulateMedia({ colorScheme: 'dark' });
    wrong.push(...(await barriers(page, colours)).map((barrier) => `at ${width}, dark: ${barrier}`));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  return wrong;
}

const sizeOfPage = `(({ scrollHeight, scrollWidth, clientWidth }) => ({ height: scrollHeight, over: scrollWidth - clientWidth }))(
  document.documentElement,
)`;
