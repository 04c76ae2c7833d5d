import type { Me } from '#contract/person.ts';
import type { Place } from '#contract/place.ts';
import type { Locale } from '#lib/text/index.ts';

declare global {
  namespace App {
    interface Locals {
      locale: Locale;
    }

    /** What every page has, from the root layout. */
    interface PageData {
      /** Null for a guest. */
      me: Me | null;
      place: Place;
      locale: Locale;
      demo: boolean;
      /** The hub's clock when the page was made, as an ISO instant. */
      now: string;
    }
  }
}
