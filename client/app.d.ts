import type { Answer, Asks, CommandName, Gets } from '#contract';
import type { Channel } from '#contract/channel/index.ts';
import type { Situation } from '#contract/crisis/index.ts';
import type { Me } from '#contract/person/index.ts';
import type { Place } from '#contract/place/index.ts';
import type { Locale } from '#lib/text/index.ts';

declare global {
  namespace App {
    interface Locals {
      /** Asks the hub on behalf of the visitor; the same commands as over the socket. */
      ask: <Name extends CommandName>(command: Name, asks: Asks<Name>) => Promise<Answer<Gets<Name>>>;
      /** Keeps the session in the browser, or takes it away. */
      keepSession: (session: { session: string; expires: string } | null) => void;
      locale: Locale;
      /** Whether this is the page of the situation, which waits for nothing that it can do without. */
      isSituation: boolean;
    }

    /** What every page has, from the root layout. */
    interface PageData {
      /** Null for a guest. */
      me: Me | null;
      /** Nobody could say who looks: a guest now, and perhaps somebody when the hub answers again. */
      isUnsure: boolean;
      place: Place;
      locale: Locale;
      demo: boolean;
      /** The version of an official message that was folded away in this browser. */
      folded?: string | undefined;
      /** Yours, or the public ones for a guest; as they were when the page was made. */
      channels: Channel[];
      /** What is going on, as it was when the page was made; null when the hub could not say. */
      situation: Situation | null;
      /** The hub's clock when the page was made, as an ISO instant. */
      now: string;
    }
  }
}
