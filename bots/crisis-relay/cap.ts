import { CapAlert, CapReference } from '#contract/crisis/cap.ts';
import type { RefusedFor } from '#contract/crisis/relay.ts';
import type { z } from 'zod';
import { Broken } from './broken.ts';
import { closed } from './outline.ts';
import { endingWhole, shortenedTo } from './shorten.ts';
import { gist, nothingHidden, text, texts } from './words.ts';
import { all, readXml, type Element } from './xml.ts';

const namespace = 'urn:oasis:names:tc:emergency:cap:1.2';

/** As many UTF-16 code units as the contract takes. */
const longest = { line: 500, text: 4000, area: 4000 };
/** As many as the contract takes. */
const most = { references: 100 };

/**
 * Reads a CAP 1.2 message and checks it by the rules of the contract. Texts that are too long end at a sentence.
 * @param senders those of whom this feed may bring messages
 * @param link where it was found: the rest of a long text is there, when the message names no page
 * @throws {Broken} naming the rule and where it is broken
 */
export function readCap(xml: string, senders: string[], link = ''): CapAlert {
  const root = readXml(xml, 'alert', namespace);
  try {
    const alert = isCancel(root) ? cancelIn(root, link) : checked(alertIn(root, link));
    if (!senders.includes(alert.sender)) {
      throw new Broken(`sender: ${alert.sender} is not on the list of this feed`, 'sender');
    }
    return alert;
  } catch (error) {
    if (error instanceof Broken) error.about = aboutOf(root);
    throw error;
  }
}

function checked(alert: object): CapAlert {
  const result = CapAlert.safeParse(alert, { reportInput: true });
  if (!result.success) throw brokenBy(result.error.issues);
  return result.data;
}

function alertIn(alert: Element, link: string) {
  nothingHidden(alert, ['info', ...saying]);
  const header = { ...headerIn(alert), scope: text(alert, 'scope') };
  return { ...header, infos: all(alert, 'info').map((info) => infoIn(info, link)) };
}

/** A Cancel needs only what it refers to: whatever else in it is off must not keep a wrong message standing. */
function cancelIn(alert: Element, link: string): CapAlert {
  const header = headerIn(alert);
  const cancel = { ...header, sent: timeIn(header.sent), scope: 'Public' };
  try {
    return checked({ ...cancel, infos: alertIn(alert, link).infos });
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return checked({ ...cancel, infos: [] });
  }
}

const isCancel = (alert: Element) => all(alert, 'msgType').some((type) => gist(type) === 'Cancel');

const headerIn = (alert: Element) => ({
  identifier: text(alert, 'identifier'),
  sender: text(alert, 'sender'),
  sent: text(alert, 'sent'),
  status: text(alert, 'status'),
  msgType: text(alert, 'msgType'),
  references: referencesIn(alert),
});

/** Who sends for days names all that went before: the newest of them are those that may still be read. */
function referencesIn(alert: Element) {
  const named = texts(alert, 'references').flatMap(words).map(referenceIn);
  const whole = named.filter((reference) => CapReference.safeParse(reference).success);
  const newest = whole.toSorted((one, other) => Date.parse(other.sent ?? '') - Date.parse(one.sent ?? ''));
  const counted = newest.slice(0, most.references);
  return isCancel(alert) || whole.length === named.length ? counted : named;
}

function referenceIn(reference: string) {
  const [sender, identifier, ...sent] = reference.replace(/,$/, '').split(',');
  return { sender, identifier, sent: sent.length > 0 ? timeIn(sent.join()) : undefined };
}

/**
 * A time that only names a message, in the form of CAP 1.2 §3.3.2: UTC is often written Z, seconds with decimals, and the offset
 * without a colon.
 */
const timeIn = (time?: string) =>
  time
    ?.replace(/(T\d\d:\d\d:\d\d)\.\d+/, '$1')
    .replace(/Z$/, '-00:00')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2');

/** What people are told; none of it may be lost. */
const saying = ['headline', 'description', 'instruction'];

function infoIn(info: Element, link: string) {
  nothingHidden(info, saying);
  const line = (name: string) => endingWhole(text(info, name), longest.line);
  return shortenedTo(longest.text, {
    language: text(info, 'language'),
    categories: texts(info, 'category'),
    event: line('event'),
    responseTypes: texts(info, 'responseType'),
    urgency: text(info, 'urgency'),
    severity: text(info, 'severity'),
    certainty: text(info, 'certainty'),
    effective: text(info, 'effective'),
    onset: text(info, 'onset'),
    expires: text(info, 'expires'),
    senderName: line('senderName'),
    headline: line('headline'),
    description: text(info, 'description'),
    instruction: text(info, 'instruction'),
    web: [text(info, 'web'), link].find(isPage),
    areas: all(info, 'area').map(areaIn),
  });
}

const isPage = (address?: string) =>
  address !== undefined && address.length <= 2000 && /^https?:/i.test(address) && URL.canParse(address);

const areaIn = (area: Element) => ({
  areaDesc: text(area, 'areaDesc')?.slice(0, longest.area),
  polygons: texts(area, 'polygon').map((points) => closed(words(points).map(pointIn))),
  circles: texts(area, 'circle').map(circleIn),
  geocodes: all(area, 'geocode')
    .map((code) => ({ valueName: text(code, 'valueName'), value: text(code, 'value') }))
    .filter(({ valueName, value }) => valueName && value),
});

function circleIn(circle: string) {
  const [centre = '', kilometres = '', ...more] = words(circle);
  return { centre: pointIn(centre), kilometres: more.length > 0 ? NaN : decimal(kilometres) };
}

const pointIn = (point: string) => point.split(',').map(decimal);

const decimal = (digits: string) => (/^-?\d{1,9}(\.\d{1,20})?$/.test(digits) ? Number(digits) : NaN);

const words = (line = '') => line.split(/\s+/).filter(Boolean);

/** The first rule that is broken, with where. */
function brokenBy([issue]: z.core.$ZodIssue[]): Broken {
  if (!issue) return new Broken('it is no CAP message', 'form');
  const missing = 'input' in issue && issue.input === undefined;
  const rule = missing ? 'is missing (CAP 1.2 §3.2)' : issue.message;
  return new Broken(`${issue.path.join('.')}: ${rule}`, reasonOf(issue));
}

/** Undefined for what is not for people, like a test: that is as it should be. */
function reasonOf({ path, message }: z.core.$ZodIssue): RefusedFor | undefined {
  if (/ is not for /.test(message)) return undefined;
  const part = path.find((step) => typeof step === 'string' && step in parts) as
    keyof typeof parts | undefined;
  return part ? parts[path.includes('areas') ? 'areas' : part] : 'part';
}

const parts = {
  areas: 'area',
  sent: 'time',
  expires: 'time',
  onset: 'time',
  effective: 'time',
  references: 'reference',
} as const satisfies Record<string, RefusedFor>;

/** Its first headline, else its first event; undefined when it has neither. */
function aboutOf(alert: Element): string | undefined {
  const infos = all(alert, 'info');
  const said = ['headline', 'event'].flatMap((name) => infos.flatMap((info) => all(info, name)));
  return said.map(gist).find(Boolean)?.slice(0, 200);
}
