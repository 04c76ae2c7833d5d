import { z } from 'zod';
import { AreaId, Text } from '../shapes.ts';

/**
 * The Common Alerting Protocol 1.2 (OASIS, 1 July 2010, docs.oasis-open.org/emergency/cap/v1.2), as far as Brink reads it:
 * what others send us must follow its rules, and what officers type is kept in its terms.
 */

const Token = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s,<&]+$/, 'no spaces, commas, < or & (CAP 1.2 §3.2.1)');

/** CAP 1.2 §3.3.2: whole seconds and a numeric offset; UTC is written -00:00, never Z. */
export const CapTime = z.iso
  .datetime({ offset: true, error: 'a time like 2021-07-18T12:10:00+02:00 (CAP 1.2 §3.3.2)' })
  .refine((time) => /T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(time), 'a numeric offset, never Z (CAP 1.2 §3.3.2)');

/** What names one message: nothing else in the world has these three. */
export const CapReference = z.object({ sender: Token, identifier: Token, sent: CapTime });
export type CapReference = z.output<typeof CapReference>;

const Point = z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]);

const Polygon = z
  .array(Point)
  .min(4, 'a polygon has at least four points (CAP 1.2 §3.2.4)')
  .refine(isClosed, 'a polygon ends where it began (CAP 1.2 §3.2.4)');

const Circle = z.object({ centre: Point, kilometres: z.number().min(0).max(20_040) });

const Area = z.object({
  areaDesc: z.string().min(1, 'an area has a description (CAP 1.2 §3.2.4)').max(4000),
  polygons: z.array(Polygon).max(1000),
  circles: z.array(Circle).max(100),
  geocodes: z.array(z.object({ valueName: z.string().max(100), value: z.string().max(200) })).max(1000),
  /** The villages of this place that it covers, when whoever read the message has looked; then it needs no outlines. */
  villages: z.array(AreaId).max(100).optional(),
});

const Urgency = z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']);
const Severity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']);
const Certainty = z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']);
const Category = z.enum([
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
]);
const ResponseType = z.enum([
  'Shelter',
  'Evacuate',
  'Prepare',
  'Execute',
  'Avoid',
  'Monitor',
  'Assess',
  'AllClear',
  'None',
]);

const Info = z.object({
  /** RFC 3066; a message that does not say is in US English (CAP 1.2 §3.2.2). */
  language: z.string().max(35).default('en-US'),
  categories: z.array(Category).min(1, 'at least one category (CAP 1.2 §3.2.2)'),
  event: Text(500),
  responseTypes: z.array(ResponseType),
  urgency: Urgency,
  severity: Severity,
  certainty: Certainty,
  /** From when the words hold (CAP 1.2 §3.2.2); `sent` when it does not say. */
  effective: CapTime.optional(),
  /** From when the danger itself is expected. */
  onset: CapTime.optional(),
  expires: CapTime.optional(),
  senderName: Text(500).optional(),
  headline: Text(500).optional(),
  description: Text(4000).optional(),
  instruction: Text(4000).optional(),
  /** Where more can be read. */
  web: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  /** Its texts were longer than we take; they end at a whole sentence, and the rest is at `web`. */
  shortened: z.boolean().optional(),
  areas: z.array(Area).max(1000),
});
export type CapInfo = z.output<typeof Info>;

export const CapAlert = z
  .object({
    ...CapReference.shape,
    status: z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']),
    msgType: z.enum(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
    scope: z.enum(['Public', 'Restricted', 'Private']),
    references: z.array(CapReference).max(100),
    infos: z.array(Info).max(200),
  })
  .superRefine((alert, context) => {
    const broken = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    checkForPeople(alert, broken);
    checkReferences(alert, broken);
    checkInfos(alert, broken);
  });
export type CapAlert = z.output<typeof CapAlert>;

type Parsed = {
  sent: string;
  status: string;
  msgType: string;
  scope: string;
  references: CapReference[];
  infos: CapInfo[];
};
type Broken = (path: PropertyKey[], message: string) => void;

function checkForPeople({ status, msgType, scope }: Parsed, broken: Broken): void {
  if (!['Actual', 'Exercise'].includes(status))
    broken(['status'], `a message of status ${status} is not for people`);
  if (!['Alert', 'Update', 'Cancel'].includes(msgType))
    broken(['msgType'], `a message of type ${msgType} is not for people`);
  if (scope !== 'Public') broken(['scope'], `a message of scope ${scope} is not for everybody`);
}

function checkReferences({ msgType, references }: Parsed, broken: Broken): void {
  if (msgType === 'Alert' || references.length > 0) return;
  broken(['references'], `${msgType} must say what it refers to (CAP 1.2 §3.2.1, msgType)`);
}

function checkInfos({ sent, msgType, infos }: Parsed, broken: Broken): void {
  // It needs only what it refers to; whatever else is in it may be off.
  if (msgType === 'Cancel') return;
  if (infos.length === 0) return broken(['infos'], 'a message to people has words: an info');
  const tongues = infos.map(({ language }) => languageOf(language));
  const main = tongues.includes('nl') ? 'nl' : tongues[0];
  const codes = infos.filter((_, index) => tongues[index] === main).map(codesOf);
  infos.forEach(({ expires, areas, ...info }, index) => {
    const at = ['infos', index];
    if (expires && Date.parse(expires) <= Date.parse(sent))
      broken([...at, 'expires'], 'expires must be after sent');
    if (areas.length === 0) broken([...at, 'areas'], 'a message to people says where it holds');
    if (!codes.includes(codesOf(info)))
      broken(at, 'every language says the same severity, urgency and certainty');
  });
}

/** The language of a tag as offices write it: `nl-NL`, `nl_NL`, `NL`, `dut` and `nld` (ISO 639-2) are all `nl`. */
export function languageOf(language: string): string {
  const [first = ''] = language.trim().toLowerCase().split(/[-_]/);
  return { dut: 'nl', nld: 'nl', eng: 'en' }[first] ?? first;
}

const codesOf = ({ severity, urgency, certainty }: Pick<CapInfo, 'severity' | 'urgency' | 'certainty'>) =>
  [severity, urgency, certainty].join();

function isClosed(points: [number, number][]): boolean {
  const [first, last] = [points.at(0), points.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

/** 1 information, 2 take care, 3 act now, 4 immediate danger. */
export const Level = z.literal([1, 2, 3, 4]);
export type Level = z.output<typeof Level>;

/**
 * The level of a message of others. Never higher than its source means: danger that is not immediate asks to act (3),
 * what lies in the future or at an unknown time asks to take care (2), what has passed informs (1).
 */
export function levelOf({ severity, urgency }: Pick<CapInfo, 'severity' | 'urgency'>): Level {
  if (severity === 'Minor' || severity === 'Unknown' || urgency === 'Past') return 1;
  if (severity === 'Moderate' || urgency === 'Future' || urgency === 'Unknown') return 2;
  return severity === 'Extreme' && urgency === 'Immediate' ? 4 : 3;
}
