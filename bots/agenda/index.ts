import { AgendaDay, AgendaNotice, AgendaReminder } from '#contract/agenda/index.ts';
import { dayWords } from './day.ts';
import { noticeWords } from './notice.ts';
import { reminderWords } from './reminder.ts';
import type { Bot } from '../engine/bot.ts';
import { processDueWork } from '../engine/due-work.ts';

/** Says in the morning what is on, reminds who signed up, and tells them at once what becomes of it. */
export const agenda: Bot = {
  name: 'agenda',
  about: 'Zegt elke ochtend wat er te doen is. Herinnert wie zich heeft aangemeld.',
  async wake({ connection, place: { timezone: zone } }) {
    await processDueWork(connection, 'agenda-notice', AgendaNotice, (notice, now) =>
      noticeWords(notice, now, zone),
    );
    await processDueWork(connection, 'agenda-reminder', AgendaReminder, (reminder, now) =>
      reminderWords(reminder, now, zone),
    );
    await processDueWork(connection, 'agenda-day', AgendaDay, (day, now) => dayWords(day, now, zone));
  },
};
