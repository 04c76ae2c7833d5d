import { z } from 'zod';
import { Level } from './cap.ts';
import { AreaId, Instant, Text } from '../shapes.ts';

export const IncidentId = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an incident is named like hoog-water-1a2b3c');
export const Version = z.int().min(1);
/** What one village reads. */
export const AreaText = z.object({
  area: AreaId,
  level: Level,
  text: Text(1000),
  textEn: Text(1000).optional(),
  /** What to do. */
  instruction: Text(500).optional(),
  instructionEn: Text(500).optional(),
  /** That this level is below the one that holds, and meant so. */
  lowers: z.boolean().optional(),
});
export type AreaText = z.output<typeof AreaText>;

/** What one village reads that has no level of its own: an all-clear, or a note beside what holds. */
export const PlainText = z.object({ area: AreaId, text: Text(1000), textEn: Text(1000).optional() });

/** What is expected, and when: said in words, since it is seldom known to the minute. */
export const Forecast = z.object({
  what: Text(80),
  whatEn: Text(80).optional(),
  when: Text(60),
  whenEn: Text(60).optional(),
});
export type Forecast = z.output<typeof Forecast>;

/** What every act says about where it stands. */
export const act = {
  incident: IncidentId,
  /** The newest version the officer looked at; 0 when there was none. Refused when somebody acted since. */
  basedOn: z.int().min(0),
  /** English of an earlier version that fits its new Dutch too. Other English that stood beside another Dutch is left out. */
  englishFits: z.array(Text(1000)).max(500).optional(),
};

/** What stands in a version. */
export const version = {
  areas: z.array(AreaText).max(100),
  /** Villages that keep what holds there, and read this beside it. */
  notes: z.array(PlainText).max(100).default([]),
  expects: Forecast.optional(),
  nextAt: Instant.optional(),
  expires: Instant,
  /** As it was when it is not said; at first the municipality. */
  source: Text(120).optional(),
};
