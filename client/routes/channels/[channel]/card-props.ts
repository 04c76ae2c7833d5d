import type { EntryOf, FactName } from '#contract';
import type { Me } from '#contract/person/index.ts';
import type { Locale } from '#lib/text/index.ts';

/** What a card gets: the entry it shows, who looks (null: a guest), and in which language. */
export type CardProps<Name extends FactName = FactName> = {
  entry: EntryOf<Name>;
  me: Me | null;
  locale: Locale;
};
