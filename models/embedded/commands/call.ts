import { CommandError, badValue, failedToParse, typeMismatch, unsupported } from '../errors.ts';
import type { Steps } from '../flow.ts';
import { compileExpression, type Environment } from '../query/expression.ts';
import { compileFilter, type Filter } from '../query/match.ts';
import type { Store } from '../store.ts';
import { collated, compare, type Compare } from '../value/compare.ts';
import { isDocument, truthy, wholeNumber, type Document } from '../value/values.ts';
import type { SignIn } from '../wire/sign-in.ts';

/** One command as it reaches its handler. */
export interface Call {
  store: Store;
  /** The command's name, as it was written. */
  name: string;
  db: string;
  body: Document;
  /** Documents that came beside the command, undecoded. */
  lists: Map<string, Buffer[]>;
  connection: number;
  /** Where the client stands in signing in, on an address where that is asked. */
  signIn?: SignIn | undefined;
}

/** How a command is done: the names of the fields it knows, and its work, in steps where it may take long. */
export interface Command {
  fields: string;
  /** Only against the database `admin`. */
  admin?: true;
  /** Also for who has not signed in. */
  stranger?: true;
  run(call: Call): Steps<Document | Uint8Array> | Document;
}

/** Commands by their names. */
export type Commands = { [name: string]: Command };

const always = new Set(
  '$db lsid comment maxTimeMS readConcern writeConcern $readPreference $clusterTime apiVersion apiStrict apiDeprecationErrors'.split(
    ' ',
  ),
);
const knownOf = new WeakMap<Command, Set<string>>();

/** Refuses what a command does not know: an option that is not understood is never passed over. */
export function checkFields({ body, name }: Call, command: Command): void {
  if ('startTransaction' in body || 'autocommit' in body || 'txnNumber' in body) throw noTransactions();
  const known = knownOf.get(command) ?? new Set([...command.fields.split(' '), ...always]);
  knownOf.set(command, known);
  for (const field of Object.keys(body))
    if (field !== name && !known.has(field)) throw unknownField(`${name}.${field}`);
  checkConcerns(body);
  checkTime(body['maxTimeMS']);
}

export const unknownField = (field: string): CommandError =>
  new CommandError(
    'Location40415',
    `BSON field '${field}' is an unknown field, or not supported by the embedded store`,
  );

export const noTransactions = (): CommandError =>
  new CommandError(
    'IllegalOperation',
    'Transaction numbers are only allowed on a replica set member or mongos',
  );

function checkTime(given: unknown): void {
  const ms = given === undefined ? 0 : wholeNumber(given);
  if (ms === undefined) throw badValue('maxTimeMS must be a whole number');
  if (ms < 0 || ms > 2 ** 31 - 1) throw badValue(`${ms} value for maxTimeMS is out of range [0, 2147483647]`);
}

const readLevels = new Set<unknown>([undefined, 'local', 'available', 'majority', 'linearizable']);

function checkConcerns({ writeConcern, readConcern, apiVersion }: Document): void {
  const level = isDocument(readConcern) ? readConcern['level'] : undefined;
  if (!readLevels.has(level)) throw unsupported(`read concern '${String(level)}'`);
  const w = isDocument(writeConcern) ? writeConcern['w'] : undefined;
  if (typeof w === 'string' && w !== 'majority')
    throw new CommandError(79, `No write concern mode named '${w}' found`);
  if ((wholeNumber(w) ?? 1) > 1) throw badValue("cannot use 'w' > 1 when a host is not replicated");
  if (apiVersion !== undefined && apiVersion !== '1') throw new CommandError(322, 'API version must be "1"');
}

/** The collection a command names in its first field. */
export function collectionName({ name, body, db }: Call): string {
  const given = body[name];
  if (typeof given === 'string' && given !== '') return given;
  throw new CommandError('InvalidNamespace', `Invalid namespace specified '${db}.${String(given)}'`);
}

/** The order of strings a command asks for. */
export function collationOf(collation: unknown): Compare {
  if (collation === undefined) return compare;
  if (!isDocument(collation) || typeof collation['locale'] !== 'string')
    throw badValue('collation needs a locale');
  const { locale, strength, numericOrdering, ...rest } = collation;
  if (locale === 'simple') return compare;
  for (const [name, value] of Object.entries(rest))
    if (truthy(value)) throw unsupported(`the collation option '${name}'`);
  const sensitivity = (['base', 'accent', 'variant'] as const)[(wholeNumber(strength) ?? 3) - 1];
  if (!sensitivity) throw unsupported(`collation strength ${String(strength)}`);
  try {
    return collated(
      new Intl.Collator(locale.replace('_', '-'), { sensitivity, numeric: truthy(numericOrdering) }),
    );
  } catch {
    throw badValue(`Field 'locale' is invalid in: { locale: "${locale}" }`);
  }
}

/** What expressions of one command may refer to: one moment for all, and the variables of `let`. */
export function environmentOf(given: unknown): Environment {
  if (given !== undefined && !isDocument(given)) throw typeMismatch('let must be a document');
  const now = new Date();
  const variables: Document = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!/^[a-z]\w*$/.test(name))
      throw failedToParse(`'${name}' starts with an invalid character for a user variable name`);
    variables[name] = compileExpression(value, { now, variables: {} })({});
  }
  return { now, variables };
}

/** A command's filter, under its collation. */
export function filterOf(
  query: unknown,
  collation?: unknown,
  environment = environmentOf(undefined),
): Filter {
  return compileFilter((query ?? {}) as Document, { ...environment, compare: collationOf(collation) });
}

/** The index a command wants used; an empty hint is none. */
export function hintOf(hint: unknown): unknown {
  if (hint === undefined || hint === null) return undefined;
  if (typeof hint !== 'string' && !isDocument(hint))
    throw failedToParse('hint must be a string or an object');
  return isDocument(hint) && Object.keys(hint).length === 0 ? undefined : hint;
}

/** A whole number of 0 or more, or undefined when it is not given. */
export function count(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const number = wholeNumber(value);
  if (number === undefined) throw typeMismatch(`BSON field '${name}' must be a whole number`);
  if (number < 0)
    throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return number;
}
