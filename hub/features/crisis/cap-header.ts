import type { KeptVersion } from '#contract/crisis/index.ts';

/** What is said about every message we send ourselves, in the terms of CAP 1.2 §3.2.1. */
type Header = KeptVersion['cap'];

type Earlier = { cap: Header; expires?: Date | undefined };

/**
 * The CAP header of a version that an officer typed.
 * @param earlier the versions of this incident before it: those that still hold are what it refers to
 */
export function capHeader(version: {
  place: string;
  zone: string;
  sender: string;
  incident: string;
  n: number;
  exercise: boolean;
  kind: KeptVersion['kind'];
  /** Whether something else holds after a withdrawal: CAP calls that an Update of what it withdraws. */
  restores?: boolean;
  sent: Date;
  expires?: Date;
  earlier: Earlier[];
}): Header {
  const { place, zone, sender, incident, n, exercise, kind, restores, sent, expires, earlier } = version;
  const references = earlier
    .filter((one) => !one.expires || one.expires > sent)
    .map(({ cap }) => referenceTo(cap));
  return {
    identifier: `nl-${place}-${incident}-${n}`,
    sender,
    sent: capTime(sent, zone),
    status: exercise ? 'Exercise' : 'Actual',
    msgType: kind === 'cancel' && !restores ? 'Cancel' : references.length > 0 ? 'Update' : 'Alert',
    references: references.join(' '),
    ...(expires && { expires: capTime(expires, zone) }),
  };
}

/** `sender,identifier,sent` */
export const referenceTo = ({ sender, identifier, sent }: Pick<Header, 'sender' | 'identifier' | 'sent'>) =>
  [sender, identifier, sent].join();

/** An instant as CAP 1.2 §3.3.2 writes it: on the wall clock of a zone, whole seconds, with its numeric offset. */
export function capTime(at: Date, zone: string): string {
  const parts = new Map(
    formatIn(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map(
    (name) => parts.get(name as Intl.DateTimeFormatPartTypes),
  );
  const offset = parts.get('timeZoneName')?.slice('GMT'.length);
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`;
}

const formatIn = (zone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
