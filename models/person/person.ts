import { randomUUID } from 'node:crypto';
import type { Locale, Role } from '#contract/shapes.ts';
import mongoose, { model, Schema } from 'mongoose';

/** A neighbour: a display name and a street, never a house number. */
export type Person = {
  _id: string;
  name: string;
  role: Role;
  street?: string | undefined;
  village?: string | undefined;
  /** The areas a connector, officer or organisation speaks for. */
  areas: string[];
  locale: Locale;
  quiet: { from: string; to: string };
  verified: boolean;
  emailHash?: string | undefined;
  emailSealed?: string | undefined;
  demo?: { about: { nl: string; en: string } } | undefined;
  since: Date;
  /** Where he lives is known, and not all of his channels follow it yet. */
  unsettled?: 'moved' | 'new' | undefined;
  /** When his name, rights or channels last changed, in real time. */
  changed?: Date | undefined;
};

const schema = new Schema<Person>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    role: { type: String, required: true },
    street: String,
    village: String,
    areas: { type: [String], default: [] },
    locale: { type: String, default: 'nl' },
    // domain: quiet hours are 21:30-07:30 until a person chooses others.
    quiet: { from: { type: String, default: '21:30' }, to: { type: String, default: '07:30' } },
    verified: { type: Boolean, default: false },
    emailHash: String,
    emailSealed: String,
    demo: { type: { about: { nl: String, en: String } }, default: undefined },
    since: { type: Date, required: true },
    unsettled: String,
    changed: Date,
  },
  { versionKey: false, collection: 'people' },
)
  .index({ emailHash: 1 }, { unique: true, partialFilterExpression: { emailHash: { $exists: true } } })
  .index({ role: 1 })
  .index({ unsettled: 1 }, { sparse: true })
  .index({ changed: 1 }, { sparse: true });

const People = model<Person>('Person', schema);

export type NewPerson = Pick<Person, 'name' | 'since'> & Partial<Person>;

/** A new neighbour, who has still to settle in. With an address that somebody has already, that person: asking twice makes nobody twice. */
export async function addPerson(person: NewPerson): Promise<{ person: Person; isNew: boolean }> {
  const _id = person._id ?? randomUUID();
  try {
    const made = await People.create({ role: 'resident', ...person, _id, unsettled: 'new' });
    return { person: made.toObject(), isNew: true };
  } catch (error) {
    const known = isTaken(error)
      ? await People.findOne(person.emailHash ? { emailHash: person.emailHash } : { _id }).lean<Person>()
      : null;
    if (!known) throw error;
    return { person: known, isNew: false };
  }
}

export const byId = (id: string) => People.findById(id).lean<Person>();

export const byAddress = (emailHash: string) => People.findOne({ emailHash }).lean<Person>();

export const byIds = (ids: string[]) => People.find({ _id: mongoose.trusted({ $in: ids }) }).lean<Person[]>();

export const inDemo = () =>
  People.find({ demo: mongoose.trusted({ $exists: true }) })
    .sort({ _id: 1 })
    .lean<Person[]>();

/** The connectors who look after an area. */
export const connectorsOf = (area: string) =>
  People.find({ role: 'connector', areas: area }).lean<Person[]>();

/** Those who speak for one of these areas, and the admins. */
export const officersOf = (areas: string[]) =>
  People.find({
    $or: [{ role: 'officer', areas: mongoose.trusted({ $in: areas }) }, { role: 'admin' }],
  }).lean<Person[]>();

export const connectors = () => People.find({ role: 'connector' }).lean<Person[]>();

/** Who speaks for the municipality, or for a part of it. */
export const officers = () => People.find({ role: 'officer' }).lean<Person[]>();

/** Written before a change begins, so that every hub looks at it again, whatever becomes of the change or of telling it. */
export const markChanged = (id: string) => People.updateOne({ _id: id }, { $set: { changed: new Date() } });

/** Whose name, rights or channels changed since then. */
export const changedSince = (then: Date): Promise<string[]> =>
  People.distinct('_id', { changed: mongoose.trusted({ $gte: then }) });

/**
 * Changes what is given; `street: null` means that somebody lives in no street of this place any more. Whoever moves has to
 * settle in again.
 */
export async function change(
  id: string,
  change: Partial<Pick<Person, 'name' | 'locale' | 'quiet'>> & {
    street?: string | null;
    village?: string | null;
  },
): Promise<Person | null> {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = { ...Object.fromEntries(entries.filter(([, value]) => value !== null)), changed: new Date() };
  const unset = Object.fromEntries(entries.filter(([, value]) => value === null).map(([name]) => [name, 1]));
  return People.findByIdAndUpdate(
    id,
    {
      $set: set,
      // The greater of the two: who is new does not become less so by moving.
      ...(change.street !== undefined && { $max: { unsettled: 'moved' } }),
      ...(Object.keys(unset).length && { $unset: unset }),
    },
    { returnDocument: 'after' },
  ).lean<Person>();
}

/** His channels are those of where he lives. Not when he moved meanwhile. */
export const markSettled = ({ _id, street, village }: Person) =>
  People.updateOne({ _id, ...whereIs({ street, village }) }, { $unset: { unsettled: 1 } });

/** A filter finds who has no street by null. */
const whereIs = ({ street, village }: Pick<Person, 'street' | 'village'>): object => ({
  street: street ?? null,
  village: village ?? null,
});

/** Those who have still to settle in: some hub is at it, or died. */
export const unsettled = () =>
  People.find({ unsettled: mongoose.trusted({ $in: ['new', 'moved'] }) }).lean<Person[]>();

const isTaken = (error: unknown) => error instanceof mongoose.mongo.MongoServerError && error.code === 11_000;
