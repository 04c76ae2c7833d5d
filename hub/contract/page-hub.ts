import type { Answer } from './command.ts';
import type { Asks, CommandName, Gets } from './index.ts';
import type { Locale } from './shapes.ts';

/** What the hub gives a page that it renders for a visitor. It is asked in the process itself: no request is made. */
export type PageHub = {
  /** Asks on behalf of the visitor, through the same wrapper as over the wire. Never rejects. @param locale of the page, for a guest */
  ask<Name extends CommandName>(command: Name, asks: Asks<Name>, locale: Locale): Promise<Answer<Gets<Name>>>;
  /** What the session cookie is called here. */
  sessionCookie: string;
};

/**
 * Hub and pages are built apart and have each their own copy of this file, so what they share hangs on a name that is the
 * same for all of them.
 */
const current: unique symbol = Symbol.for('brink.page-hub');
const shared = globalThis as { [current]?: () => PageHub | undefined };

/** The hub says how the page that is being rendered finds it. */
export function offerPageHub(find: () => PageHub | undefined): void {
  shared[current] = find;
}

/**
 * The hub that renders this page.
 * @throws {Error} outside a request that a hub hands on
 */
export function pageHub(): PageHub {
  const hub = shared[current]?.();
  if (!hub) throw new Error('A page is rendered by a hub, and only while it answers a request.');
  return hub;
}
