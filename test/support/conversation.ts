import type { FactName } from '#contract';
import * as logs from '#models/log.ts';
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import type { Neighbour } from './neighbourhood.ts';

/** Types a message and sends it; also on a page whose script is still on its way. */
export async function say(page: Page, text: string): Promise<void> {
  await page.locator('#write').fill(text);
  await page.getByRole('button', { name: 'Verstuur' }).click();
}

/** The script of the page is awake: the messages, of which there must be some, are a stop on the way of the Tab key. */
export const awake = (page: Page): Promise<void> => page.locator('article[tabindex="0"]').waitFor();

/** The message that holds these words. */
export const bubble = (page: Page, words: string): Locator =>
  page.locator('article').filter({ has: page.locator('.text', { hasText: words }) });

/** The words of all messages on the page, in order. */
export const messages = (page: Page): Promise<string[]> =>
  page.locator('article .bubble > .text').allInnerTexts();

/**
 * Puts entries into a log without telling anybody, and faster than the hub lets fingers type: what was said before a test
 * begins, or what was said while a telling got lost.
 */
export async function happened(channel: string, who: Neighbour, texts: string[]): Promise<void> {
  for (const text of texts) await entry(channel, who, 'message:posted', { text });
}

export const entry = (channel: string, who: Neighbour, type: string, body: object) =>
  logs.append(channel, { author: who.me.id, key: randomUUID(), type: type as FactName, body });
