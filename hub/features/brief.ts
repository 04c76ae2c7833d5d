import type { DueWork } from '#models/due-work.ts';
import type { Visit } from '../visit/visit.ts';

/**
 * What a bot hears about a row of due work, resolved when it is claimed: who left, said no or moved meanwhile is not in it.
 * Undefined when nothing is to be said any more.
 */
export type Brief = (visit: Visit, row: DueWork) => Promise<unknown>;
