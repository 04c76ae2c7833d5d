import type { Work } from '../committer.ts';
import { collated, compare, type Compare } from '../compare.ts';
import { CommandError, unsupported } from '../errors.ts';
import { compileExpression, type Environment } from '../expression.ts';
import type { FilterOptions } from '../match.ts';
import type { Store } from '../store.ts';
import { isDocument, truthy, wholeNumber, type Document } from '../values.ts';

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
}

/** How a command is done: which fields it knows, and its work. */
export interface Command {
  fields: readonly string[];
  /** Only against the database `admin`. */
  admin?: boolean;
  run(call: Call): Work;
}

/** A command that needs no pauses. */
export function atOnce(
  fields: readonly string[],
  run: (call: Call) => Document | Uint8Array,
  admin = false,
): Command {
  return {
    fields,
    admin,
    // eslint-disable-next-line require-yield
    *run(call): Work {
      return run(call);
    },
  };
}

const always = new Set([
  '$db',
  'lsid',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  '$readPreference',
  '$clusterTime',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'helloOk',
]);

/** Refuses what a command does not know: an option that is not understood is never passed over. */
export function checkFields(call: Call, known: readonly string[]): void {
  const { body, name } = call;
  if ('startTransaction' in body || 'autocommit' in body || 'txnNumber' in body)
    throw new CommandError(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  for (const field of Object.keys(body))
    if (field !== name && !always.has(field) && !known.includes(field))
      throw new CommandError(
        'Location40415',
        `BSON field '${name}.${field}' is an unknown field, or not supported by the embedded store.`,
      );
  checkConcerns(body);
}

const readLevels = new Set(['local', 'available', 'majority', 'linearizable']);

function checkConcerns({ writeConcern, readConcern, apiVersion }: Document): void {
  const level = isDocument(readConcern) ? readConcern['level'] : undefined;
  if (level !== undefined && !readLevels.has(level as string))
    throw unsupported(`read concern '${String(level)}'`);
  const w = isDocument(writeConcern) ? writeConcern['w'] : undefined;
  if (typeof w === 'string' && w !== 'majority')
    throw new CommandError(79, `No write concern mode named '${w}' found`);
  if ((wholeNumber(w) ?? 1) > 1)
    throw new CommandError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  if (apiVersion !== undefined && apiVersion !== '1') throw new CommandError(322, 'API version must be "1"');
}

/** The collection a command names in its first field. */
export function collectionName({ name, body }: Call): string {
  const given = body[name];
  if (typeof given !== 'string')
    throw new CommandError('InvalidNamespace', `collection name has invalid type ${typeof given}`);
  if (given === '')
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${String(body['$db'])}.'`);
  return given;
}

/** The order of strings a command asks for. */
export function collationOf(collation: unknown): Compare {
  if (collation === undefined) return compare;
  if (!isDocument(collation) || typeof collation['locale'] !== 'string')
    throw new CommandError('BadValue', 'collation needs a locale');
  const { locale, strength, numericOrdering, ...rest } = collation;
  if (locale === 'simple') return compare;
  for (const [name, value] of Object.entries(rest))
    if (truthy(value)) throw unsupported(`the collation option '${name}'`);
  const sensitivity = (['base', 'accent', 'variant'] as const)[(wholeNumber(strength) ?? 3) - 1];
  if (!sensitivity) throw unsupported(`collation strength ${String(strength)}`);
  return collated(collator(locale, sensitivity, truthy(numericOrdering)));
}

function collator(
  locale: string,
  sensitivity: 'base' | 'accent' | 'variant',
  numeric: boolean,
): Intl.Collator {
  try {
    return new Intl.Collator(locale.replace('_', '-'), { sensitivity, numeric });
  } catch {
    throw new CommandError('BadValue', `Field 'locale' is invalid in: { locale: "${locale}" }`);
  }
}

/** What expressions of one command may refer to: one moment for all, and the variables of `let`. */
export function environmentOf(given: unknown): Environment {
  if (given !== undefined && !isDocument(given))
    throw new CommandError('TypeMismatch', 'let must be a document');
  const now = new Date();
  const variables: Document = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!/^[a-z]\w*$/.test(name))
      throw new CommandError(
        'FailedToParse',
        `'${name}' starts with an invalid character for a user variable name`,
      );
    variables[name] = compileExpression(value, { now, variables: {} })({});
  }
  return { now, variables };
}

export function filterOptions(environment: Environment, order: Compare): FilterOptions {
  return { ...environment, compare: order };
}

/** A whole number of 0 or more, or undefined when it is not given. */
export function count(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const number = wholeNumber(value);
  if (number === undefined)
    throw new CommandError('TypeMismatch', `BSON field '${name}' must be a whole number`);
  if (number < 0)
    throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return number;
}
