import { clock } from '#config/clock.ts';
import type { DueKind, DueRow } from '#contract/due/index.ts';
import * as dueWork from '#models/due-work.ts';
import type { DueWork } from '#models/due-work.ts';
import { mayWork } from '../../visit/authenticate.ts';
import { forbidden, missing, type Sentence } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import { agendaBriefs } from '../agenda/briefs.ts';
import { planDoubts } from '../agenda/doubt.ts';
import type { Brief } from '../brief.ts';
import type { Handles } from '../handlers.ts';
import { helpAfter, helpWave } from '../help/bot.ts';

export const due: Handles<'due:claim' | 'due:done'> = {
  async 'due:claim'(visit, { kind, limit }) {
    if (!mayWork(visit.caller, kind)) throw forbidden(notYours);
    // The agenda learns of a crisis when its bot asks for news, which it does all day.
    if (kind === 'agenda-notice') await planDoubts(visit.place);
    // What was planned just now is due as well.
    const now = clock.now();
    const rows: DueRow[] = [];
    while (rows.length < limit) {
      const row = await dueWork.claim(kind, visit.author.id, now);
      if (!row) break;
      const told = await brief(visit, row, now);
      if (told) rows.push(told);
    }
    return { now: now.toISOString(), rows };
  },

  async 'due:done'(visit, { id }) {
    if (!(await dueWork.leaseOf(id, visit.author.id))) throw missing();
    await dueWork.settle(id, 'done');
    return {};
  },
};

const briefs: Record<DueKind, Brief> = {
  ...agendaBriefs,
  'help-wave': helpWave,
  'help-after': helpAfter,
};

/** What the bot needs to know to speak; undefined, and settled, when it is too late or nothing is to be said any more. */
async function brief(visit: Visit, row: DueWork, now: Date): Promise<DueRow | undefined> {
  const about = row.graceUntil < now ? undefined : await briefs[row.kind](visit, row);
  if (about === undefined) {
    await dueWork.settle(row._id, 'skipped');
    return undefined;
  }
  return {
    id: row._id,
    kind: row.kind,
    ...(row.channel && { channel: row.channel }),
    dueAt: row.dueAt.toISOString(),
    graceUntil: row.graceUntil.toISOString(),
    about,
  };
}

const notYours: Sentence = {
  nl: 'Dit werk is van een andere bot.',
  en: 'This work is another bot’s.',
};
