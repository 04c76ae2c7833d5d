import { createHash, randomBytes } from 'node:crypto';
import { linkMinutes, sessionDays } from '#config/limits.ts';
import type { Delivery } from '#contract/person/index.ts';
import type { Locale } from '#contract/shapes.ts';
import mongoose, { model, Schema } from 'mongoose';

/** What is mailed and what is kept in a cookie are 128 random bits or more; only their hashes are stored. */
const token = () => randomBytes(24).toString('base64url');
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');
const minutes = 60_000;
const days = 24 * 60 * minutes;

type Link = {
  _id: string;
  proof: string;
  emailHash: string;
  emailSealed: string;
  locale: Locale;
  mail: Delivery;
  join?: { name: string; street?: string | undefined } | undefined;
  expires: Date;
};

const Links = model<Link>(
  'Link',
  new Schema<Link>(
    {
      _id: String,
      proof: { type: String, required: true },
      emailHash: { type: String, required: true },
      emailSealed: { type: String, required: true },
      locale: { type: String, required: true },
      mail: { type: String, default: 'waiting' },
      join: { type: { name: String, street: String }, default: undefined },
      expires: { type: Date, required: true },
    },
    { versionKey: false, collection: 'links' },
  )
    .index({ emailHash: 1, expires: 1 })
    .index({ proof: 1 })
    .index({ expires: 1 }, { expireAfterSeconds: 0 }),
);

/** Sessions and links live on real time, whatever the clock of the place says: they guard the door. */
export async function makeLink(
  asked: Omit<Link, '_id' | 'proof' | 'expires' | 'mail'>,
): Promise<{ token: string; proof: string; expires: Date }> {
  const secret = { token: token(), proof: token() };
  const expires = new Date(Date.now() + linkMinutes * minutes);
  await Links.create({ ...asked, _id: hashOf(secret.token), proof: hashOf(secret.proof), expires });
  return { ...secret, expires };
}

/** How many links to this address still wait to be used. */
export const linksWaiting = (emailHash: string) =>
  Links.countDocuments({ emailHash, expires: mongoose.trusted({ $gt: new Date() }) });

/** Notes what became of the mail with the link of this proof. */
export const noteMail = (proof: string, mail: Delivery) =>
  Links.updateOne({ proof: hashOf(proof) }, { $set: { mail } });

/** What became of it; null when there is no such link any more. */
export async function mailOf(proof: string): Promise<Delivery | null> {
  const link = await Links.findOne({ proof: hashOf(proof) }).lean<Link>();
  return link && link.mail;
}

/** Takes the link out, atomically: of a thousand who come with it at once, one gets it. Null: used, too old, or another browser's. */
export const redeemLink = (given: { token: string; proofs: string[] }) =>
  Links.findOneAndDelete({
    _id: hashOf(given.token),
    proof: mongoose.trusted({ $in: given.proofs.map(hashOf) }),
    expires: mongoose.trusted({ $gt: new Date() }),
  }).lean<Link>();

export type Session = { _id: string; person: string; device: string; since: Date; seen: Date; expires: Date };

const Sessions = model<Session>(
  'Session',
  new Schema<Session>(
    {
      _id: String,
      person: { type: String, required: true },
      device: { type: String, default: '' },
      since: { type: Date, required: true },
      seen: { type: Date, required: true },
      expires: { type: Date, required: true },
    },
    { versionKey: false, collection: 'sessions' },
  )
    .index({ person: 1 })
    .index({ expires: 1 }, { expireAfterSeconds: 0 }),
);

/** A new session; the secret goes into the cookie and nowhere else. */
export async function start(person: string, device: string): Promise<{ secret: string; session: Session }> {
  const secret = token();
  const now = new Date();
  const session = { _id: hashOf(secret), person, device, since: now, seen: now, expires: expiry(now, now) };
  await Sessions.create(session);
  return { secret, session };
}

/** The session behind a cookie, or null. */
export async function bySecret(secret: string): Promise<Session | null> {
  const now = new Date();
  const session = await Sessions.findOne({
    _id: hashOf(secret),
    expires: mongoose.trusted({ $gt: now }),
  }).lean<Session>();
  // Written at most once an hour: a session that is used every second must not become a write every second.
  if (session && now.getTime() - session.seen.getTime() > 60 * minutes) await touch(session, now);
  return session;
}

export const ofPerson = (person: string) =>
  Sessions.find({ person, expires: mongoose.trusted({ $gt: new Date() }) })
    .sort({ seen: -1 })
    .lean<Session[]>();

/** Which of these sessions still stand. */
export const active = (ids: string[]) =>
  Sessions.distinct('_id', {
    _id: mongoose.trusted({ $in: ids }),
    expires: mongoose.trusted({ $gt: new Date() }),
  });

/** Ends one session of this person; false when it was not his. */
export const end = async (person: string, id: string) =>
  (await Sessions.deleteOne({ _id: id, person })).deletedCount === 1;

const touch = (session: Session, now: Date) =>
  Sessions.updateOne({ _id: session._id }, { $set: { seen: now, expires: expiry(now, session.since) } });

const expiry = (now: Date, since: Date) =>
  new Date(Math.min(now.getTime() + sessionDays.idle * days, since.getTime() + sessionDays.absolute * days));
