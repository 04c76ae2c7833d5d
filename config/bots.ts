/**
 * The bots of this installation. They are neighbours with a name of their own, and always marked as bots. What only bots may
 * ask, and the kinds of due work, belong to one bot each: of another's it may do nothing.
 */
export const bots = {
  agenda: {
    id: 'bot-agenda',
    name: 'Agendabot',
    asks: ['due:claim', 'due:done', 'message:post'],
    works: ['agenda-day', 'agenda-reminder', 'agenda-notice'],
  },
  'help-matcher': {
    id: 'bot-help-matcher',
    name: 'Hulpbot',
    asks: ['due:claim', 'due:done', 'help:propose', 'help:follow-up'],
    works: ['help-wave', 'help-after'],
  },
  'crisis-relay': { id: 'bot-crisis-relay', name: 'Crisisbericht', asks: ['crisis:relay'], works: [] },
} as const;

export type BotName = keyof typeof bots;

export const isBotName = (name: string): name is BotName => Object.hasOwn(bots, name);

/** A bot as others see it. */
export const speakerOf = (bot: BotName) => ({ id: bots[bot].id, name: bots[bot].name, role: 'bot' as const });
