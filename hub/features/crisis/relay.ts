import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import type { Feed } from '#config/place.ts';
import type { Asked, Gets } from '#contract';
import type { CapAlert } from '#contract/cap.ts';
import { hold, release, waitingFor } from '#models/held-alert.ts';
import { incidentsByIds, openIncident, type Incident } from '#models/incident.ts';
import { addVersion, versionsOfMessage, type Version } from '#models/version.ts';
import { forbidden, invalid, Refusal, type Sentence } from '../../refusal.ts';
import type { Visit } from '../../visit.ts';
import { referenceTo } from './cap-header.ts';
import { draftOf, wordsOf, type Taken } from './taken.ts';
import { tell, tellUntold } from './telling.ts';

type Outcome = Gets<'crisis:relay'>['outcome'];

/**
 * Takes over a message of a feed that this place trusts, once, whatever the order in which messages come: an Update or a Cancel
 * goes where the message it refers to went, waits when that is unknown, and what is older than what people see is kept but
 * not shown.
 * @throws {Refusal} NOT_FOUND when it speaks of no village here, INVALID when it would make an exercise real
 */
export async function relay(visit: Visit, asked: Asked<'crisis:relay'>): Promise<Outcome> {
  const feed = trusted(visit, asked);
  const { alert } = asked;
  const known = await versionsOfMessage(alert);
  await tellUntold(visit, known);
  const outcome = known.length > 0 ? 'known' : await takeOver(visit, feed, alert);
  if (outcome !== 'held') await releaseWaiting(visit, alert);
  return outcome;
}

function trusted({ place }: Visit, { feed: name, alert }: Asked<'crisis:relay'>): Feed {
  const feed = place.crisis.feeds.find((one) => one.name === name && one.senders.includes(alert.sender));
  if (!feed) throw forbidden(notTrusted);
  return feed;
}

async function takeOver(visit: Visit, feed: Feed, alert: CapAlert): Promise<Outcome> {
  const taken = wordsOf(visit.place, feed, alert);
  const incidents = await incidentsOf(visit, feed, alert, taken);
  if (incidents.length === 0) {
    if (alert.msgType === 'Update' && taken.areas.length === 0) throw new Refusal('NOT_FOUND', elsewhere);
    await hold(feed.name, alert, clock.now());
    return 'held';
  }
  const versions: Version[] = [];
  for (const incident of incidents) versions.push(await add(visit, incident, alert, taken));
  return versions.some(({ state }) => state === 'shown') ? 'shown' : 'archived';
}

/** A new one for an Alert; for an Update or a Cancel those of the messages it refers to. */
async function incidentsOf(visit: Visit, feed: Feed, alert: CapAlert, taken: Taken): Promise<Incident[]> {
  const exercise = alert.status === 'Exercise';
  if (alert.msgType === 'Alert') {
    if (taken.areas.length === 0) throw new Refusal('NOT_FOUND', elsewhere);
    return [await open(visit, feed, alert, taken)];
  }
  const own = alert.references.filter(({ sender }) => feed.senders.includes(sender));
  const referred = (await Promise.all(own.map(versionsOfMessage))).flat();
  const incidents = await incidentsByIds([...new Set(referred.map(({ incident }) => incident))]);
  const relayed = incidents.filter((incident) => incident.relayed);
  if (relayed.some((incident) => incident.exercise !== exercise)) throw invalid(exerciseStays);
  return relayed;
}

async function open(visit: Visit, feed: Feed, alert: CapAlert, taken: Taken): Promise<Incident> {
  const key = referenceTo(alert);
  return openIncident({
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

async function add(visit: Visit, incident: Incident, alert: CapAlert, taken: Taken): Promise<Version> {
  const author = visit.author.id;
  const key = `${referenceTo(alert)} ${incident._id}`;
  const overtaken = (await waitingFor(alert)).some(
    (held) => Date.parse(held.alert.sent) > Date.parse(alert.sent),
  );
  const version = await addVersion(incident._id, { author, key }, (before) => ({
    ...draftOf(alert, taken, before, { now: clock.now(), overtaken }),
    author,
    key,
    // The same message never changes (CAP 1.2), so its name is all there is to compare.
    hash: key,
  }));
  await tell(visit, incident, version);
  return version;
}

/** What came before the message it refers to gets its place now, in the order in which it was sent. */
async function releaseWaiting(visit: Visit, alert: CapAlert): Promise<void> {
  const waiting = await waitingFor(alert);
  waiting.sort((one, other) => Date.parse(one.alert.sent) - Date.parse(other.alert.sent));
  for (const held of waiting) {
    const outcome = await relay(visit, { feed: held.feed, alert: held.alert });
    if (outcome !== 'held') await release(held.alert);
  }
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
