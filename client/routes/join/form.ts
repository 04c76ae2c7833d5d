import { isAddress } from '#contract/person/address.ts';
import type { Words } from '#lib/text/index.ts';

/** What somebody filled in to join; `where` is a village or `nowhere`. */
export interface JoinValues {
  where: string;
  street: string;
  name: string;
  email: string;
}

export type JoinErrors = Partial<Record<'street' | 'name' | 'email', string>>;

export const NOWHERE = 'nowhere';
export const LONGEST_NAME = 40;

export const readJoinForm = (typed: (field: string) => string): JoinValues => ({
  where: typed('where'),
  street: typed('street'),
  name: typed('name'),
  email: typed('email'),
});

/** What is still wrong, in words for beside each field. The hub checks again; this says it all at once. */
export const checkJoinForm = ({ where, street, name, email }: JoinValues, t: Words['join']): JoinErrors => ({
  ...(where !== NOWHERE && !street && { street: t.where.missing }),
  ...((!name || name.length > LONGEST_NAME) && { name: t.name.missing }),
  ...(!isAddress(email) && { email: t.email.missing }),
});
