import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import type { Feed } from '#config/place.ts';
import type { Asked, Gets } from '#contract';
import type { CapAlert } from '#contract/crisis/cap.ts';
import * as parkedAlerts from '#models/crisis/parked-alert.ts';
import * as incidents from '#models/crisis/incident.ts';
import type { Incident } from '#models/crisis/incident.ts';
import * as messagesElsewhere from '#models/crisis/message-elsewhere.ts';
import * as versions from '#models/crisis/version.ts';
import type { Version } from '#models/crisis/version.ts';
import { forbidden, invalid, Refusal, type Sentence } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import { referenceTo } from './cap-header.ts';
import { draftOf, wordsOf, type CapVersion } from './from-cap.ts';
import { announce, announcePending } from './announce.ts';

type Outcome = Gets<'crisis:relay'>['outcome'];

/** So long an Update waits for what it refers to. It is a whole message, so after that people read it without. */
const timeoutMs = 120_000;

/**
 * Takes over a message of a feed that this place trusts, once, whatever the order in which messages come: an Update or a Cancel
 * goes where the message it refers to went, waits when that is unknown, and what is older than what people see is kept but
 * not shown.
 * @throws {Refusal} NOT_FOUND when it speaks of no village here, INVALID when it would make an exercise real
 */
export async function relay(visit: Visit, asked: Asked<'crisis:relay'>): Promise<Outcome> {
  const feed = trusted(visit, asked);
  const { alert } = asked;
  const known = await versions.ofMessage(alert);
  await announcePending(visit, known);
  const outcome = known.length > 0 ? 'known' : await takeOver(visit, feed, alert);
  if (outcome !== 'held') await releaseWaiting(visit, alert);
  if (outcome === 'elsewhere') throw new Refusal('NOT_FOUND', elsewhere);
  return outcome;
}

function trusted({ place }: Visit, { feed: name, alert }: Asked<'crisis:relay'>): Feed {
  const feed = place.crisis.feeds.find((one) => one.name === name && one.senders.includes(alert.sender));
  if (!feed) throw forbidden(notTrusted);
  return feed;
}

async function takeOver(visit: Visit, feed: Feed, alert: CapAlert): Promise<Outcome | 'elsewhere'> {
  const taken = wordsOf(visit.place, feed, alert);
  const concerned = await incidentsOf(visit, feed, alert, taken);
  if (!Array.isArray(concerned)) return concerned;
  const rows: Version[] = [];
  for (const incident of concerned) rows.push(await add(visit, incident, alert, taken));
  if (rows.some(({ state }) => state === 'shown')) return 'shown';
  return rows.some(({ state }) => state === 'repeated') ? 'known' : 'archived';
}

/** Where a message belongs, or why it belongs nowhere. */
async function incidentsOf(
  visit: Visit,
  feed: Feed,
  alert: CapAlert,
  taken: CapVersion,
): Promise<Incident[] | 'held' | 'elsewhere'> {
  const found = alert.msgType === 'Alert' ? await joined(alert, taken) : await referredTo(feed, alert);
  if (found.length > 0) return found;
  const isHere = taken.areas.length > 0;
  if (alert.msgType === 'Alert' && isHere) return [await open(visit, feed, alert, taken)];
  const own = ownReferences(feed, alert);
  const passedOver = await messagesElsewhere.find(own);
  if (alert.msgType === 'Cancel' ? own.length > 0 && passedOver.length === own.length : !isHere) {
    await messagesElsewhere.mark(alert);
    return 'elsewhere';
  }
  const held = await parkedAlerts.park(feed.name, alert, own, clock.now());
  const waited = clock.now().getTime() - held.since.getTime();
  if (alert.msgType === 'Cancel' || (passedOver.length === 0 && waited < timeoutMs)) return 'held';
  const incident = await open(visit, feed, alert, taken);
  await parkedAlerts.assign(alert, incident._id);
  return [incident];
}

/** Where an Alert belongs though it opens nothing: what refers to it came before it, or people read the same already. */
async function joined(alert: CapAlert, taken: CapVersion): Promise<Incident[]> {
  const placed = (await waitingOf(alert)).flatMap(({ incident = [] }) => incident);
  if (placed.length > 0) return incidents.byIds(placed);
  const now = clock.now();
  const standing = (await incidents.standing(now)).filter(
    ({ relayed, exercise }) => relayed && exercise === (alert.status === 'Exercise'),
  );
  const rows = await versions.ofIncidents(standing.map(({ _id }) => _id));
  const same = standing.find(({ _id }) => {
    const before = rows.filter(({ incident }) => incident === _id);
    return draftOf(alert, taken, before, { now, overtaken: false }).state === 'repeated';
  });
  return same ? [same] : [];
}

/**
 * Where the messages went to which an Update or a Cancel refers. When one of them is unknown it is kept beside, so that what
 * comes later finds it.
 */
async function referredTo(feed: Feed, alert: CapAlert): Promise<Incident[]> {
  const own = ownReferences(feed, alert);
  const referred = await Promise.all(own.map(versions.versionsReferredTo));
  const concerned = await incidents.byIds([...new Set(referred.flat().map(({ incident }) => incident))]);
  const relayed = concerned.filter((incident) => incident.relayed);
  const exercise = alert.status === 'Exercise';
  if (relayed.some((incident) => incident.exercise !== exercise)) throw invalid(exerciseStays);
  const [first] = relayed;
  if (first && referred.some((rows) => rows.length === 0)) {
    await parkedAlerts.park(feed.name, alert, own, clock.now());
    await parkedAlerts.assign(alert, first._id);
  }
  return relayed;
}

const ownReferences = ({ senders }: Feed, { references }: CapAlert) =>
  references.filter(({ sender }) => senders.includes(sender));

async function open(visit: Visit, feed: Feed, alert: CapAlert, taken: CapVersion): Promise<Incident> {
  const key = referenceTo(alert);
  return incidents.open({
    _id: `${slug(feed.name)}-${createHash('sha256').update(key).digest('hex').slice(0, 10)}`,
    title: taken.title,
    ...(taken.titleEn && { titleEn: taken.titleEn }),
    exercise: alert.status === 'Exercise',
    relayed: true,
    openedBy: visit.author.id,
    key,
    openedAt: clock.now(),
  });
}

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40) || 'bron';

async function add(visit: Visit, incident: Incident, alert: CapAlert, taken: CapVersion): Promise<Version> {
  const author = visit.author.id;
  const key = `${referenceTo(alert)} ${incident._id}`;
  const overtaken = (await waitingOf(alert)).some(
    ({ alert: held }) => held.msgType === 'Cancel' || Date.parse(held.sent) > Date.parse(alert.sent),
  );
  const version = await versions.add(incident._id, { author, key }, (before) => ({
    ...draftOf(alert, taken, before, { now: clock.now(), overtaken }),
    author,
    key,
    // The same message never changes (CAP 1.2), so its name is all there is to compare.
    hash: key,
  }));
  await announce(visit, incident, version);
  return version;
}

/** What waits for a message and is as real as it: an exercise withdraws nothing real. */
const waitingOf = async (alert: CapAlert) =>
  (await parkedAlerts.waitingFor(alert)).filter((held) => held.alert.status === alert.status);

/** What came before the message it refers to gets its place now, in the order in which it was sent. */
async function releaseWaiting(visit: Visit, alert: CapAlert): Promise<void> {
  const waiting = await parkedAlerts.waitingFor(alert);
  waiting.sort((one, other) => Date.parse(one.alert.sent) - Date.parse(other.alert.sent));
  for (const { feed, alert: held } of waiting) {
    // What has its place already is not asked again: messages may refer to themselves, and to each other.
    const outcome = (await hasItsPlace(held)) ? 'known' : await settled(visit, { feed, alert: held });
    if (outcome !== 'held' && !(await waitsForMore(visit, feed, held))) await parkedAlerts.release(held);
  }
}

const hasItsPlace = async (alert: CapAlert) =>
  (await versions.ofMessage(alert)).length > 0 || (await messagesElsewhere.find([alert])).length > 0;

/** What is refused for good waits for nothing either. */
async function settled(visit: Visit, asked: Asked<'crisis:relay'>): Promise<Outcome | 'refused'> {
  try {
    return await relay(visit, asked);
  } catch (error) {
    if (error instanceof Refusal) return 'refused';
    throw error;
  }
}

/** Whether something it refers to has not come yet. */
async function waitsForMore({ place }: Visit, feed: string, alert: CapAlert): Promise<boolean> {
  const from = place.crisis.feeds.find(({ name }) => name === feed);
  const own = from ? ownReferences(from, alert) : [];
  const passedOver = await messagesElsewhere.find(own);
  const others = own.filter((reference) => !passedOver.includes(reference));
  const rows = await Promise.all(others.map(versions.versionsReferredTo));
  return rows.some((found) => found.length === 0);
}

const notTrusted: Sentence = {
  nl: 'Deze afzender staat niet op de lijst van dit kanaal.',
  en: 'This sender is not on the list of this feed.',
};
const elsewhere: Sentence = {
  nl: 'Dit bericht gaat over geen dorp van deze gemeente.',
  en: 'This message speaks of no village of this place.',
};
const exerciseStays: Sentence = {
  nl: 'Een oefening blijft een oefening, en echt blijft echt.',
  en: 'An exercise stays an exercise, and real stays real.',
};
