import { z } from 'zod';
import { contains, type Point } from './geometry.ts';

/** Short enough to be part of a channel's id (`street-…`), which has its own end. */
const longestId = 64;
const longestLine = 300;

const id = z
  .string()
  .max(longestId, `must be at most ${longestId} letters`)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters and digits with single hyphens');
const line = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(longestLine, `must be at most ${longestLine} letters`);
const bilingual = z.strictObject({ nl: line, en: line });
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour like #1a5276');

/** European Netherlands with some room; catches latitude and longitude written the wrong way round. */
const point = z
  .tuple([z.number(), z.number()])
  .refine(
    ([lat, lon]) => lat > 50.7 && lat < 53.7 && lon > 3.2 && lon < 7.3,
    'must lie in the Netherlands: latitude first (about 52), then longitude (about 5)',
  );

const polygon = z
  .array(point)
  .min(4, 'a polygon needs at least four points, the last equal to the first')
  .refine(
    (points) => samePoint(points[0], points.at(-1)),
    'a polygon must be closed: the last point is the first again',
  );

const area = z.strictObject({
  id,
  kind: z.enum(['municipality', 'village', 'street']),
  name: line,
  parent: id.optional(),
  polygon: polygon.optional(),
  centre: point,
  /** What others call this area in their alerts (CAP 1.2 §3.2.4): a code of a statistics or weather office. */
  geocodes: z.array(z.strictObject({ valueName: line, value: line })).optional(),
});

const topic = z.strictObject({
  id,
  name: bilingual,
  about: bilingual,
  public: z.boolean(),
  posting: z.enum(['everyone', 'officers']),
});

/** CAP 1.2 §3.2.1: no spaces, commas, < or & in a sender. */
const sender = z.string().regex(/^[^\s,<&]+$/, 'must be a CAP sender: no spaces, commas, < or &');

const feed = z
  .strictObject({
    name: line,
    url: z.string(),
    /** `atom`: an Atom feed (RFC 4287) whose links are CAP messages. `folder`: a page that links to them. */
    kind: z.enum(['atom', 'folder']),
    senders: z.array(sender).min(1, 'needs at least one sender: of others nothing is taken over'),
    everySeconds: z.number().int().min(10).max(86_400),
  })
  .superRefine(({ kind, url }, context) => {
    if (URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)) return;
    const message = `a feed of kind ${kind} must begin with http:// or https://`;
    context.addIssue({ code: 'custom', path: ['url'], message });
  });

/** The shape of a place file; `rules` adds what holds between its parts. */
export const Place = z
  .strictObject({
    id,
    name: line,
    timezone: z.literal('Europe/Amsterdam'),
    brand: z.strictObject({ name: line, colour, ink: colour, accent: colour }),
    words: z.record(z.string(), bilingual),
    areas: z.array(area).min(1, 'needs at least the municipality itself'),
    themes: z.array(topic).min(1, 'needs at least one theme'),
    interests: z.array(topic),
    crisis: z.strictObject({
      sender,
      phone: z.array(
        bilingual.extend({ number: z.string().regex(/^[\d +()-]{3,}$/, 'must be a telephone number') }),
      ),
      feeds: z.array(feed),
    }),
  })
  .superRefine((place, context) => {
    const broken = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    checkNesting(place.areas, broken);
    checkOutlines(place.areas, broken);
    checkUnique(
      place.areas.map((each, index) => [each.id, ['areas', index, 'id']]),
      broken,
    );
    checkUnique(topicIds(place), broken);
    checkColours(place.brand, broken);
  });

export type Place = z.infer<typeof Place>;
export type Area = z.infer<typeof area>;
export type Geocode = NonNullable<Area['geocodes']>[number];
export type Topic = z.infer<typeof topic>;
export type Feed = z.infer<typeof feed>;

type Broken = (path: PropertyKey[], message: string) => void;

const parentKind = { municipality: undefined, village: 'municipality', street: 'village' } as const;

function checkNesting(areas: Area[], broken: Broken): void {
  const before = new Map<string, Area>();
  areas.forEach((each, index) => {
    const wanted = parentKind[each.kind];
    const parent = each.parent === undefined ? undefined : before.get(each.parent);
    const at = ['areas', index, each.parent === undefined ? 'kind' : 'parent'];
    if (wanted === undefined && each.parent !== undefined) broken(at, 'a municipality has no parent');
    if (wanted !== undefined && parent?.kind !== wanted) {
      broken(at, `a ${each.kind} needs a ${wanted} as its parent, written above it`);
    }
    before.set(each.id, each);
  });
}

/** A village without an outline would be passed over by every alert drawn on the map. */
function checkOutlines(areas: Area[], broken: Broken): void {
  areas.forEach(({ kind, polygon: outline, centre }, index) => {
    if (kind === 'village' && !outline) broken(['areas', index], 'a village needs a polygon');
    if (outline && !contains(outline, centre)) {
      broken(['areas', index, 'centre'], 'the centre must lie inside its own polygon');
    }
  });
}

function topicIds({ themes, interests }: { themes: Topic[]; interests: Topic[] }): [string, PropertyKey[]][] {
  return [
    ...themes.map((each, index): [string, PropertyKey[]] => [each.id, ['themes', index, 'id']]),
    ...interests.map((each, index): [string, PropertyKey[]] => [each.id, ['interests', index, 'id']]),
  ];
}

function checkUnique(ids: [string, PropertyKey[]][], broken: Broken): void {
  const seen = new Set<string>();
  for (const [each, path] of ids) {
    if (seen.has(each)) broken(path, `"${each}" is used twice; every id stands for one thing`);
    seen.add(each);
  }
}

/** Text on the brand colour, and the accent as a link on white paper: WCAG 2.2, 1.4.3. */
function checkColours(brand: { colour: string; ink: string; accent: string }, broken: Broken): void {
  const pairs = [
    ['ink', brand.ink, brand.colour, 'the brand colour'],
    ['accent', brand.accent, '#ffffff', 'white'],
  ] as const;
  for (const [name, text, ground, called] of pairs) {
    const found = contrast(text, ground);
    if (found >= 4.5) continue;
    broken(['brand', name], `contrast with ${called} is ${found.toFixed(2)}; people need at least 4.5`);
  }
}

/** Contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.2). */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const samePoint = (a?: Point, b?: Point) => a?.[0] === b?.[0] && a?.[1] === b?.[1];
