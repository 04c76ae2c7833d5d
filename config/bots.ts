/** The bots of this installation. They are neighbours with a name of their own, and always marked as bots. */
export const bots = {
  agenda: { id: 'bot-agenda', name: 'Agendabot' },
  'help-matcher': { id: 'bot-help-matcher', name: 'Hulpbot' },
  'crisis-relay': { id: 'bot-crisis-relay', name: 'Crisisbericht' },
} as const;

export type BotName = keyof typeof bots;

export const isBotName = (name: string): name is BotName => Object.hasOwn(bots, name);
