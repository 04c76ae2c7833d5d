export const demo = {
  title: 'Kies wie je bent',
  intro: 'Dit is een demo. Alle mensen zijn verzonnen. Word een van hen en kijk rond. Wisselen kan altijd.',
  become: (name: string) => `Word ${name}`,
  roles: {
    resident: 'Bewoners',
    connector: 'Buurtverbinders: zij helpen buren elkaar te vinden',
    officer: 'Ambtenaren: zij plaatsen berichten als er iets aan de hand is',
    organisation: 'Organisaties: zij nodigen mensen uit',
    admin: 'Beheerders',
    bot: 'Bots',
  },
  isYou: 'Dit ben je nu',
  twice:
    'Tip: open een tweede venster als privévenster en word daar iemand anders. Dan zie je elkaars berichten meteen.',
  guest: 'Of kijk rond als gast',
  toChannels: 'Naar de kanalen',
  mail: {
    title: 'Mails van de demo',
    intro: 'In een demo gaat er geen mail uit. Je leest de mails hier.',
    none: 'Er zijn nog geen mails',
    noneText: 'Vraagt iemand een link om in te loggen? Dan staat de mail hier.',
    to: (address: string) => `Aan: ${address}`,
  },
};
