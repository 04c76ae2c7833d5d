import type { Reaction } from '#contract/chat/index.ts';
import type { Involvement } from '#contract/channel/index.ts';
import type { Role } from '#contract/shapes.ts';

/** How the six reactions are called, for who hears them instead of seeing them. */
const reactions: Record<Reaction, string> = {
  '👍': 'duim omhoog',
  '❤️': 'hart',
  '😂': 'lachen',
  '😮': 'verbaasd',
  '😢': 'verdrietig',
  '🙏': 'dank je wel',
};

const roles: Record<Role, string> = {
  resident: 'bewoner',
  connector: 'buurtverbinder',
  officer: 'gemeente',
  organisation: 'organisatie',
  admin: 'beheerder',
  bot: 'bot',
};

const involvements: Record<Involvement, { name: string; hint: string }> = {
  everything: { name: 'Alles', hint: 'Is er iets nieuws? Dan valt dit kanaal op in je lijst.' },
  nothing: { name: 'Stil', hint: 'Dit kanaal valt niet op in je lijst. Je kunt wel alles lezen.' },
};

const people = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} en ${names.at(-1)}`;

export const chat = {
  title: 'Kanalen',
  back: 'Alle kanalen',
  messages: (channel: string) => `Berichten in ${channel}`,
  empty: 'Hier is nog niets gezegd.',
  emptyFirst: 'Zeg jij als eerste iets?',
  older: 'Oudere berichten',
  olderBusy: 'Oudere berichten worden opgehaald…',
  fetching: 'Berichten worden opgehaald…',
  newer: 'Nieuwere berichten',
  newest: 'Naar nieuwste',
  newestCount: (count: number) => `Naar nieuwste (${count})`,
  unreadLine: (count: number) => (count === 1 ? '1 nieuw bericht' : `${count} nieuwe berichten`),
  haveRead: 'Ik heb dit gelezen',
  past: 'Je leest oudere berichten.',

  you: 'jij',
  roles,
  edited: 'aangepast',
  removed: 'Dit bericht is verwijderd.',
  removedBy: (name: string) => `Dit bericht is verwijderd door ${name}.`,
  answerTo: (name: string) => `Antwoord aan ${name}`,
  answerToEarlier: 'Antwoord op een eerder bericht',
  unknown: 'Nieuw bericht. Ververs de pagina om het te lezen.',
  refresh: 'Ververs de pagina',
  subject: { activity: 'Bekijk de activiteit', request: 'Ga naar Hulp', incident: 'Bekijk de situatie' },

  sending: 'wordt verstuurd',
  passing: 'Dit blijft alleen bewaard zolang deze pagina open is.',
  sent: 'verstuurd',
  notSent: 'niet verstuurd',
  notSentOld: 'Dit bericht ligt hier al langer dan een uur. Wil je het nog versturen?',
  notDone: 'Dat is niet gelukt.',
  again: 'Opnieuw',
  discard: 'Verwijderen',
  fine: 'Oké',

  write: 'Schrijf een bericht',
  writeIn: (channel: string) => `Schrijf een bericht in ${channel}`,
  send: 'Verstuur',
  save: 'Bewaar',
  left: (count: number) => `Nog ${count} tekens`,
  writeFirst: 'Schrijf eerst een bericht.',
  tooLong: (count: number) =>
    `${count === 1 ? '1 teken' : `${count} tekens`} te lang. Maak je bericht korter.`,
  answering: (name: string) => `Je antwoordt ${name}`,
  editing: 'Je past je bericht aan',
  stop: 'Annuleren',
  marks: 'Je kunt *vet*, _cursief_ en ~doorgestreept~ schrijven.',

  actions: (name: string, time: string) => `Wat wil je met het bericht van ${name}, ${time}?`,
  actionsShort: 'Meer',
  reply: 'Antwoorden',
  edit: 'Aanpassen',
  remove: 'Verwijderen',
  report: 'Melden',
  speak: 'Voorlezen',
  react: 'Reageren',
  reactions,
  reactWith: (name: string) => `Reageer met ${name}`,
  reactedWith: (name: string, who: string[]) => `${name}, van ${people(who)}`,
  removeTitle: 'Bericht verwijderen?',
  removeText: 'Niemand kan het dan nog lezen. Je kunt dit niet terugdraaien.',
  removeOther: 'Je verwijdert een bericht van een ander. Iedereen ziet dat jij dat deed.',
  keep: 'Laat staan',
  reportTitle: 'Bericht melden',
  reportText:
    'Een buurtverbinder van het dorp leest je melding en dit bericht. Is die er niet? Dan leest de gemeente ze. De schrijver krijgt je melding niet.',
  reportReason: 'Wat is er niet goed aan?',
  reportSend: 'Meld het bericht',
  reported: {
    connectors: 'Dank je. Je melding is bij de buurtverbinders.',
    municipality: 'Dank je. Je melding is bij de gemeente.',
  },

  typing: (names: string[]) =>
    names.length === 1
      ? `${names[0]} typt…`
      : names.length === 2
        ? `${people(names)} typen…`
        : 'Er wordt druk getypt…',
  here: (count: number) => (count === 1 ? '1 buur kijkt mee' : `${count} buren kijken mee`),
  hereNames: (names: string[]) => `Nu hier: ${people(names)}`,
  about: 'Over dit kanaal',
  readers: {
    public: 'Iedereen kan dit lezen.',
    members:
      'Alleen leden lezen dit. Meldt iemand een bericht? Dan leest een buurtverbinder of de gemeente dat ene bericht.',
  },
  involvement: 'Wat wil je hiervan zien in je lijst?',
  involvements,
  enterSends: 'Enter verstuurt',
  enterHint: 'Staat dit uit, dan begint Enter een nieuwe regel. Ctrl+Enter verstuurt altijd.',
  join: 'Word lid',
  joinText: 'Word lid om hier te schrijven.',
  leave: 'Verlaat dit kanaal',
  guestText: 'Doe mee om hier te schrijven.',
  guestJoin: 'Doe mee',
  guestSignIn: 'Ik heb al een account',
  onlyOfficers: 'Hier schrijft alleen de gemeente.',
  notYours: 'Hier schrijven de mensen uit dit dorp. Jij kunt wel meelezen.',
  gone: 'Je kunt dit kanaal niet meer lezen.',
  offline: 'Je bent niet verbonden. Wat je schrijft, versturen we zodra je weer verbonden bent.',

  heard: (name: string, text: string) => `${name}: ${text}`,
  heardOther: (name: string) => `Nieuw van ${name}`,
  heardMany: (count: number, channel: string) => `${count} nieuwe berichten in ${channel}`,
};
