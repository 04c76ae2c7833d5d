import { z } from 'zod';

type Schema = z.ZodType;

/**
 * The same schema, which refuses what it does not name, at every depth. Whatever the asker meant by an unknown field would
 * otherwise be dropped without a word.
 */
export const strict = <Asks extends Schema>(schema: Asks): Asks => strictly(schema) as Asks;

function strictly(schema: Schema): Schema {
  // What zod's own kinds of schema are made of; each holds others under its own name.
  const { def } = schema._zod as unknown as { def: Record<string, unknown> };
  const inside = Object.fromEntries(
    Object.entries(def)
      .filter(([name]) => holders.has(name))
      .map(([name, held]) => [name, each(held)]),
  );
  if (Object.keys(inside).length === 0) return schema;
  const closed = def['type'] === 'object' ? { catchall: def['catchall'] ?? z.never() } : {};
  return schema.clone({ ...def, ...inside, ...closed } as unknown as Schema['def']);
}

/** The names under which a schema holds others: fields, elements, what may be left out, alternatives, values, and both ends of a change. */
const holders = new Set(['shape', 'element', 'innerType', 'options', 'items', 'valueType', 'in', 'out']);

function each(held: unknown): unknown {
  if (held instanceof z.ZodType) return strictly(held);
  if (Array.isArray(held)) return held.map(each);
  if (held === null || typeof held !== 'object') return held;
  return Object.fromEntries(Object.entries(held).map(([name, schema]) => [name, each(schema)]));
}
