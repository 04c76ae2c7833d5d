import type { HelpOutcome } from '#contract/help/mine.ts';
import type { Chore } from '#contract/help/offer.ts';
import { sentence } from '../sentence.ts';

const times = (count: number) => (count === 1 ? '1 keer' : `${count} keer`);
const neighbours = (count: number) => (count === 1 ? '1 buur' : `${count} buren`);

const distance = (metres: number) =>
  metres < 1_000 ? `${metres} meter` : `${metres / 1_000} kilometer`.replace('.', ',');

/** What somebody looks for, in a sentence: "zoekt vervoer". */
const sought: Record<Chore, string> = {
  transport: 'vervoer',
  groceries: 'hulp met boodschappen',
  meal: 'een maaltijd',
  'odd-job': 'hulp bij een klusje',
  garden: 'hulp in de tuin',
  pet: 'hulp met een huisdier',
  company: 'gezelschap',
  digital: 'hulp met telefoon of computer',
  lend: 'iets te leen',
  sandbags: 'hulp bij hoog water',
  other: 'hulp',
};

export const help = {
  title: 'Hulp',
  intro: 'Een klein klusje is ook goed. Je hoeft niet uit te leggen waarom.',
  back: 'Hulp',
  kinds: {
    transport: 'Vervoer',
    groceries: 'Boodschappen',
    meal: 'Een maaltijd',
    'odd-job': 'Klusje in huis',
    garden: 'Tuin',
    pet: 'Huisdier',
    company: 'Gezelschap',
    digital: 'Telefoon of computer',
    lend: 'Iets lenen',
    sandbags: 'Hoog water',
    other: 'Iets anders',
  } satisfies Record<Chore, string> as Record<Chore, string>,
  sought,
  duration: (minutes: number) => {
    if (minutes < 60) return `ongeveer ${minutes} minuten`;
    return minutes === 60 ? 'ongeveer 1 uur' : `ongeveer ${String(minutes / 60).replace('.', ',')} uur`;
  },
  bring: (words: string) => `In ruil: ${words}`,
  secret: 'Namen geven we pas door als jullie allebei ja zeggen.',

  front: {
    seek: 'Ik zoek hulp',
    give: 'Ik wil helpen',
    how: 'Zo werkt het',
    steps: [
      'Je vraagt hulp in een paar woorden.',
      'We vragen een paar buren die graag helpen.',
      'Zegt iemand ja? Dan kies jij of je wilt kennismaken.',
      'Zeggen jullie allebei ja? Dan kunnen jullie samen praten.',
    ],
    guest: 'Doe mee om hulp te vragen of te geven.',
    requests: 'Wat jij vroeg',
    proposals: 'Wat buren jou vragen',
    offer: 'Wat jij aanbiedt',
    earlier: 'Eerder',
    noRequests: 'Je hebt nu niets gevraagd.',
    noProposals: 'Niemand vraagt nu iets van jou.',
    noOffer: 'Je biedt nu geen hulp aan.',
  },

  done: {
    asked: 'Je vraag is verstuurd. Je hoort het hier en bij “Voor jou”.',
    offered: 'Bewaard. Je hoort het als een buur je nodig heeft.',
    withdrawn: 'Je vraag is ingetrokken.',
    stopped: 'Je biedt nu geen hulp meer aan.',
    answered: 'Dank je wel voor je antwoord.',
    declined: 'Goed. We zoeken verder.',
    told: 'Dank je wel. Fijn dat je het laat weten.',
  },

  request: {
    states: {
      open: 'We zoeken',
      found: 'Iemand wil helpen',
      matched: 'Geregeld',
      done: 'Klaar',
      withdrawn: 'Ingetrokken',
      closed: 'Niet gelukt',
    },
    asked: (count: number) =>
      count === 0 ? 'We gaan buren vragen.' : `We vroegen het aan ${neighbours(count)}.`,
    hear: 'Je hoort het hier en bij “Voor jou”.',
    found: (street: string | undefined) =>
      street
        ? `Goed nieuws: iemand uit de ${street} wil je helpen. Wil je kennismaken?`
        : 'Goed nieuws: iemand uit de buurt wil je helpen. Wil je kennismaken?',
    thanks: (count: number) => `Deze buur kreeg ${times(count)} een bedankje.`,
    verified: 'Een buur heeft gezegd dat deze buur hier woont.',
    matched: (name: string | undefined) => (name ? `${name} helpt je.` : 'Een buur helpt je.'),
    closed: 'We vonden niemand. Dat spijt ons. Vraag het gerust nog een keer.',
    withdraw: 'Ik heb geen hulp meer nodig',
    other: 'Voor iemand anders',
  },

  accept: {
    yes: 'Ja',
    no: 'Liever iemand anders',
    label: 'Wil je kennismaken?',
  },

  proposal: {
    states: {
      asked: 'Kun jij?',
      yes: 'Jij zei ja',
      reserve: 'Als de ander niet kan',
      matched: 'Jij helpt',
      done: 'Klaar',
      no: 'Jij zei nee',
      declined: 'Niet nodig',
      taken: 'Iemand anders helpt',
      ended: 'Voorbij',
    },
    asks: (kind: Chore, metres: number, text = '') =>
      sentence(
        `Iemand uit jouw buurt (ongeveer ${distance(metres)}) zoekt ${sought[kind]}${text && `: ${text}`}`,
      ),
    connector: 'We vonden nog niemand. Daarom vragen we jou als buurtverbinder.',
    why: (kind: string) => `Je krijgt dit omdat je hulp aanbiedt: ${kind.toLowerCase()}.`,
    change: 'Pas aan wat je aanbiedt',
    yes: 'Dank je wel! De buur kiest nu. Je hoort het snel.',
    reserve: 'Fijn dat je wilde helpen. Er is al iemand gevonden. We vragen je als de ander niet kan.',
    no: 'Goed. We vragen het een ander.',
    declined: 'Dank je wel dat je wilde helpen. Het wordt nu iemand anders.',
    taken: 'Er is al iemand gevonden. Fijn dat je wilde helpen.',
    ended: 'Deze vraag is voorbij. Je hoeft niets te doen.',
    matched: (name: string | undefined) => (name ? `Jij helpt ${name}.` : 'Jij helpt een buur.'),
  },

  answer: {
    label: 'Kun jij helpen?',
    yes: 'Ja, ik kan',
    no: 'Nu niet',
    never: 'Vraag me dit niet meer',
    backOut: 'Ik kan toch niet',
    offList: 'Haal me van de lijst',
  },

  after: {
    question: (kind: Chore) => `Is het gelukt? Het ging om ${sought[kind]}.`,
    label: 'Is het gelukt?',
    outcomes: { worked: 'Gelukt', failed: 'Niet gelukt', otherwise: 'Anders' } satisfies Record<
      HelpOutcome,
      string
    > as Record<HelpOutcome, string>,
    apart: 'Vraag deze buur niet meer voor mij',
    said: (outcome: string) => `Je zei: ${outcome.toLowerCase()}.`,
  },

  card: {
    matched: 'Jullie zeiden allebei ja',
    matchedText: 'Jullie kunnen nu samen praten.',
    meet: (name: string) => `Je buur heet ${name}.`,
    talk: 'Naar jullie gesprek',
    reserved: (until: string) => `Tot ${until} vragen we je als de ander niet kan.`,
    released: (kind: Chore) =>
      `De buur die je wilde helpen, kan toch niet. We zoeken verder. Het gaat om ${sought[kind]}.`,
    passedOn: (kind: Chore) =>
      `We hebben nog niemand gevonden voor ${sought[kind]}. Een buurtverbinder kijkt nu mee.`,
    passedOnDesk: (kind: Chore, desk: string) =>
      `We hebben nog niemand gevonden voor ${sought[kind]}. Bel de ${desk} of loop er binnen. Zij denken met je mee.`,
    unfound: (kind: Chore, desk: string) =>
      `We hebben nog niemand gevonden voor ${sought[kind]}. Wacht niet langer: bel de ${desk}, of bel iemand die je kent. Wij vragen nu ook andere buurtverbinders.`,
    unanswered: (kind: Chore, area: string) =>
      `Iemand in ${area} zoekt ${sought[kind]}. Nog niemand zei ja. Vraag een buurtverbinder om mee te kijken. We zeggen niet wie het is.`,
    closed: (kind: Chore) =>
      `We vonden niemand voor ${sought[kind]}. Dat spijt ons. Vraag het gerust nog een keer.`,
    thanked: (kind: Chore) => `Dank je wel! De buur laat weten: het is gelukt. Het ging om ${sought[kind]}.`,
    alarmed: (area: string) =>
      `Iemand in ${area} vroeg hulp in een noodgeval. Wij lieten de noodnummers zien. We weten niet wie het was.`,
    gone: 'Deze vraag is voorbij. Wat er stond, is gewist.',
  },

  ask: {
    title: 'Hulp vragen',
    intro:
      'Waar kun je hulp bij gebruiken? Een klein klusje is ook goed. Je hoeft niet uit te leggen waarom.',
    kind: 'Wat voor hulp?',
    kindMissing: 'Kies wat voor hulp je zoekt.',
    text: 'In een paar woorden',
    textHint: 'Bijvoorbeeld: naar de voedselbank. Schrijf geen namen en niets over je gezondheid op.',
    day: 'Op welke dag?',
    dayMissing: 'Kies een dag.',
    from: 'Vanaf',
    to: 'Tot',
    timeWrong: 'Kies een begin en een eind. Er moet genoeg tijd tussen zitten.',
    minutes: 'Hoe lang duurt het?',
    durations: {
      15: 'Een kwartier',
      30: 'Een half uur',
      60: 'Een uur',
      120: 'Twee uur',
      240: 'Een halve dag',
    } as Record<number, string>,
    more: 'Meer vertellen (hoeft niet)',
    street: 'In welke straat?',
    streetHint: 'Je huisnummer hoeven we niet te weten.',
    streetNone: 'Kies een straat',
    whom: 'Voor wie?',
    whoms: { self: 'Voor mij', other: 'Voor iemand anders, die ervan weet' },
    bring: 'Wat kun jij brengen?',
    bringHint: 'Iets kleins mag. Koffie, een praatje, niets is ook goed.',
    go: 'Vraag het de buurt',
    then: 'We vragen eerst drie buren. Je naam geven we pas door als jullie allebei ja zeggen.',
    delicate: 'Gaat het om geld, een sleutel, kinderen of verzorging?',
    delicateText: (desk: string) =>
      `Dat regelen we niet tussen buren. Zo is het veilig voor iedereen. De ${desk} helpt je graag: bel of loop binnen.`,
    refused: 'Dit lukte niet',
    first: {
      title: 'Is er gevaar? Vraag het dan niet hier.',
      emergency: 'Levensgevaar of brand: bel 112',
      doctor: 'Snel een dokter nodig? Bel je huisarts.',
    },
    urgent: {
      title: 'Is er gevaar? Bel nu.',
      text: 'Dit klinkt alsof er snel iemand moet komen. Wij vragen nu geen buren.',
      emergency: 'Levensgevaar of brand: bel 112',
      doctor: 'Snel een dokter nodig: bel je huisarts of de huisartsenpost',
      suicide: 'Denk je aan zelfmoord: bel 113',
      violence: 'Geweld thuis: bel Veilig Thuis, 0800 2000',
      calm: 'Is er geen gevaar? Zeg het hieronder in andere woorden.',
    },
  },

  offer: {
    title: 'Hulp aanbieden',
    intro: 'Wat doe je graag voor een buur? Je kunt altijd nee zeggen.',
    kinds: 'Waar mogen we je voor vragen?',
    kindsHint: 'Kies je “Iets anders”? Dan mogen we alles vragen.',
    kindsMissing: 'Kies wat je wilt doen.',
    week: 'Wanneer kun je meestal?',
    weekMissing: 'Kies een of meer tijden.',
    days: ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'],
    parts: { morning: 'Ochtend', afternoon: 'Middag', evening: 'Avond' },
    cell: (day: string, part: string) => `${day}, ${part.toLowerCase()}`,
    car: 'Ik heb een auto',
    carHint: 'Dan vragen we je ook voor wat verder weg is.',
    radius: 'Hoe ver wil je gaan?',
    radii: {
      400: 'Alleen vlakbij (400 meter)',
      1000: '1 kilometer',
      2000: '2 kilometer',
      5000: '5 kilometer',
      10000: '10 kilometer',
    } as Record<number, string>,
    perWeek: 'Hoe vaak in de week?',
    perWeeks: (count: number) => `Hooguit ${times(count)}`,
    crisis: 'Bij hoog water mag je me ook ’s avonds en ’s nachts vragen',
    pause: 'Even rust?',
    pauseHint: 'Op vakantie, of even geen tijd? Dan vragen we je niets.',
    noPause: 'Nee, vraag me maar',
    until: (day: string) => `Tot en met ${day}`,
    go: 'Bewaren',
    stop: 'Stoppen met aanbieden',
    limits:
      'We vragen je hooguit drie keer in de week. Zeg je ja? Dan ziet de ander uit welke straat je komt. Je naam geven we pas door als jullie allebei ja zeggen.',
    never: (kinds: string) =>
      `Hiervoor vragen we je niet meer: ${kinds}. Kies het opnieuw als je het weer wilt.`,
    change: 'Aanpassen',
    rests: (until: string) => `Je hebt rust tot ${until}.`,
    summary: (kinds: string, often: number) => `${kinds}. ${`Hooguit ${times(often)}`} in de week.`,
  },
};
