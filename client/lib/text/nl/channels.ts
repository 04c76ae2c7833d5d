export const channels = {
  title: 'Kanalen',
  guestIntro: 'Dit kan iedereen lezen. Doe mee om ook te schrijven, en om je eigen straat te zien.',
  kinds: {
    crisis: 'Situatie',
    inbox: 'Voor jou',
    street: 'Jouw straat',
    village: 'Dorpen en wijken',
    group: 'Groepen',
    direct: 'Gesprekken',
    interest: 'Samen doen',
    theme: 'Thema’s',
    project: 'Bouwplannen',
  },
  muted: 'stil',
  none: 'Je bent nog nergens lid van',
  noneText: 'Kijk rond en kies wat bij je past.',
  more: 'Meer kanalen',
};
