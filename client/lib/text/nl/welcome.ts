export const welcome = {
  title: 'Voorpagina',
  hello: (name: string) => `Dag ${name}`,
  headline: (place: string) => `De buren van ${place}, bij elkaar`,
  lead: 'Praat met je straat. Ga ergens samen heen. Vraag hulp of geef hulp. En lees wat je moet weten als er iets aan de hand is.',
  join: 'Doe mee',
  look: 'Kijk eerst rond',
  soon: 'Wat er te doen is',
  nothingSoon: 'Deze week staat er nog niets in de agenda',
  toAgenda: 'Naar de agenda',
  latest: 'Laatste nieuws',
  quiet: 'Nog geen berichten.',
  unreadIn: (count: number) =>
    count === 1 ? 'In één kanaal staat iets nieuws.' : `In ${count} kanalen staat iets nieuws.`,
  upToDate: 'Je bent helemaal bij.',
  toChannels: 'Naar de kanalen',
  who: {
    title: 'Wat je hier vindt',
    street: {
      title: 'Jouw straat',
      text: 'Een kanaal voor jullie samen. Iedereen die zegt in je straat te wonen, leest mee.',
    },
    agenda: { title: 'Wat er te doen is', text: 'Koffie, wandelen, sport. Meld je aan of nodig zelf uit.' },
    help: { title: 'Elkaar helpen', text: 'Een rit, een klusje, een praatje. Wij zoeken iemand dichtbij.' },
    situation: {
      title: 'Als er iets aan de hand is',
      text: 'Berichten van de gemeente, per dorp. Voor iedereen te lezen.',
    },
  },
  ours: {
    title: 'Van ons samen',
    text: 'Geen reclame. Geen volgers. Je huisnummer vragen we niet. Bij elk kanaal staat wie er meeleest.',
  },
};
