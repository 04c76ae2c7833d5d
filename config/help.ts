/**
 * How neighbours are brought together for help: the figures, at a glance. They come from what works elsewhere: small circles
 * first, a limit per helper, an answer by a person within a day.
 */
export const help = {
  /** How many are asked in the first wave, the second, and each later one. */
  waves: [3, 5, 5],
  /** Nobody is asked outside these hours, on the wall clock of the place. */
  hours: { from: 8, to: 21 },
  /** Minutes between one wave and the next; only minutes within the hours count. */
  paces: {
    everyday: [120, 240],
    /** It must begin within `soonMinutes`. */
    soon: [20, 20],
    /** High water: day and night, for helpers who allowed it. */
    crisis: [10, 20],
  },
  soonMinutes: 8 * 60,
  /** A helper goes this far unless he said otherwise, in metres. */
  radius: { foot: 1_000, car: 5_000 },
  /** A helper with this many open matches is not asked. */
  openMatches: 2,
  /** A helper is asked at most this often in seven days. */
  asksPerWeek: 3,
  /** So long after the last wave the asker hears that nobody was found yet, and others are asked to look. */
  unfoundMinutes: 30,
  /** Who said yes too late stands in reserve this long. */
  reserveHours: 24,
  /** The two are asked how it went this long after the window. */
  afterHours: 24,
  /** A request can be this far ahead. */
  aheadDays: 60,
  /** A request is forgotten this long after its window, and that two neighbours met after a year. */
  keptDays: { request: 30, met: 365 },
} as const;
