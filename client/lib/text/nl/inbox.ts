export const inbox = {
  title: 'Voor jou',
  messages: 'Wat er voor jou is',
  empty: 'Er is niets nieuws voor jou.',
  emptyText: 'Hier komen je herinneringen, voorstellen en antwoorden te staan.',
  about: 'Alleen jij leest dit.',
  reported: (name: string) => `${name} meldt een bericht`,
  reportedReason: 'De reden:',
  reportedBy: (name: string) => `${name} schreef:`,
  reportedGone: 'Het bericht is verwijderd.',
  reportedSee: 'Bekijk het bericht',
};
