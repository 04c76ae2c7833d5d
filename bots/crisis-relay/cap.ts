import { CapAlert } from '#contract/cap.ts';
import type { z } from 'zod';
import { Broken } from './broken.ts';
import { allElements, readXml, text, texts, type Element } from './xml.ts';

const namespace = 'urn:oasis:names:tc:emergency:cap:1.2';

/**
 * Reads a CAP 1.2 message and checks it by the rules of the contract.
 * @param sender those of whom this feed may bring messages
 * @throws {Broken} naming the rule and where it is broken
 */
export function readCap(xml: string, senders: string[]): CapAlert {
  const result = CapAlert.safeParse(alertIn(readXml(xml, 'alert', namespace)), { reportInput: true });
  if (!result.success) throw new Broken(said(result.error.issues));
  const { sender } = result.data;
  if (!senders.includes(sender)) throw new Broken(`sender: ${sender} is not on the list of this feed`);
  return result.data;
}

const alertIn = (alert: Element) => ({
  identifier: text(alert, 'identifier'),
  sender: text(alert, 'sender'),
  sent: text(alert, 'sent'),
  status: text(alert, 'status'),
  msgType: text(alert, 'msgType'),
  scope: text(alert, 'scope'),
  references: words(text(alert, 'references')).map(referenceIn),
  infos: allElements(alert, 'info').map(infoIn),
});

function referenceIn(reference: string) {
  const [sender, identifier, sent, ...more] = reference.split(',');
  if (more.length > 0) throw new Broken('references: each is sender,identifier,sent (CAP 1.2 §3.2.1)');
  return { sender, identifier, sent };
}

const infoIn = (info: Element) => ({
  language: text(info, 'language'),
  categories: texts(info, 'category'),
  event: text(info, 'event'),
  responseTypes: texts(info, 'responseType'),
  urgency: text(info, 'urgency'),
  severity: text(info, 'severity'),
  certainty: text(info, 'certainty'),
  onset: text(info, 'onset'),
  expires: text(info, 'expires'),
  senderName: text(info, 'senderName'),
  headline: text(info, 'headline'),
  description: text(info, 'description'),
  instruction: text(info, 'instruction'),
  areas: allElements(info, 'area').map(areaIn),
});

const areaIn = (area: Element) => ({
  areaDesc: text(area, 'areaDesc'),
  polygons: texts(area, 'polygon').map((points) => words(points).map(pointIn)),
  circles: texts(area, 'circle').map(circleIn),
  geocodes: allElements(area, 'geocode').map((code) => ({
    valueName: text(code, 'valueName'),
    value: text(code, 'value'),
  })),
});

function circleIn(circle: string) {
  const [centre = '', kilometres = '', ...more] = words(circle);
  return { centre: pointIn(centre), kilometres: more.length > 0 ? NaN : decimal(kilometres) };
}

const pointIn = (point: string) => point.split(',').map(decimal);

const decimal = (digits: string) => (/^-?\d{1,9}(\.\d{1,20})?$/.test(digits) ? Number(digits) : NaN);

const words = (line = '') => line.split(/\s+/).filter(Boolean);

/** The first rule that is broken, with where. */
function said([issue]: z.core.$ZodIssue[]): string {
  if (!issue) return 'it is no CAP message';
  const missing = 'input' in issue && issue.input === undefined;
  return `${issue.path.join('.')}: ${missing ? 'is missing (CAP 1.2 §3.2)' : issue.message}`;
}
