import type { Chore, Delicate } from '#contract/help/offer.ts';
import type { Place } from '#config/place.ts';
import { conflict, forbidden, invalid, type Sentence } from '../../visit/refusal.ts';

/** What a channel of two is called: by what they met over. */
export const subjects: Record<Chore, Sentence> = {
  transport: { nl: 'Vervoer', en: 'A ride' },
  groceries: { nl: 'Boodschappen', en: 'Shopping' },
  meal: { nl: 'Een maaltijd', en: 'A meal' },
  'odd-job': { nl: 'Een klusje', en: 'An odd job' },
  garden: { nl: 'Tuin', en: 'Garden' },
  pet: { nl: 'Huisdier', en: 'A pet' },
  company: { nl: 'Gezelschap', en: 'Company' },
  digital: { nl: 'Telefoon of computer', en: 'Phone or computer' },
  lend: { nl: 'Iets lenen', en: 'Borrowing' },
  sandbags: { nl: 'Hoog water', en: 'High water' },
  other: { nl: 'Hulp', en: 'Help' },
};

const reasons: Record<Delicate, Sentence> = {
  money: { nl: 'Hulp met geld', en: 'Help with money' },
  keys: { nl: 'Een sleutel geven', en: 'Giving somebody a key' },
  children: { nl: 'Op kinderen passen', en: 'Looking after children' },
  care: { nl: 'Wassen en verzorgen', en: 'Washing and caring' },
};

/** Kindly, and with a place to go. */
export function throughOrganisation(kind: Delicate, { words }: Place) {
  const desk = words['welfare-desk'] ?? { nl: 'welzijnsbalie', en: 'welfare desk' };
  return forbidden({
    nl: `${reasons[kind].nl} regelen we niet tussen buren. Dat is veiliger voor jullie allebei. De ${desk.nl} helpt je graag verder: bel of loop binnen.`,
    en: `${reasons[kind].en} is not something we arrange between neighbours. That is safer for you both. The ${desk.en} is glad to help: call or walk in.`,
  });
}

export const askedBefore = () =>
  conflict({
    nl: 'Dit heb je al gevraagd, voor dezelfde tijd. We zoeken nog. Is het iets anders? Kies dan een andere soort hulp of een andere tijd.',
    en: 'You have asked this already, for the same time. We are still looking. Is it something else? Then choose another kind of help or another time.',
  });

export const whereIsIt = () =>
  invalid({ nl: 'Kies de straat waar je hulp nodig hebt.', en: 'Choose the street where you need help.' });

export const tooSoon = () =>
  invalid({
    nl: 'Zo snel lukt het niet. We vragen buren tussen 8 en 21 uur. Kies een later moment, of vraag het in het kanaal van je straat.',
    en: 'We cannot do it that soon. We ask neighbours between 8 am and 9 pm. Choose a later time, or ask in the channel of your street.',
  });

export const begunLongAgo = () =>
  invalid({
    nl: 'Dit begin is al voorbij. Kies een later moment.',
    en: 'This start has passed. Choose a later moment.',
  });

export const notBegun = () =>
  conflict({
    nl: 'Het is nog niet begonnen. Zeg daarna hoe het ging. Gaat het niet door? Trek dan je vraag in, of zeg dat je toch niet kunt.',
    en: 'It has not begun yet. Say afterwards how it went. Is it off? Then take your request back, or say that you cannot after all.',
  });

export const tooLateNow = () =>
  conflict({
    nl: 'De tijd van deze vraag is voorbij. Heb je nog hulp nodig? Vraag het dan opnieuw.',
    en: 'The time of this request is over. Do you still need help? Then ask again.',
  });

export const tooFarAhead = (days: number) =>
  invalid({
    nl: `Je kunt tot ${days} dagen vooruit hulp vragen.`,
    en: `You can ask for help up to ${days} days ahead.`,
  });

export const overAlready = () =>
  conflict({
    nl: 'Deze hulpvraag is voorbij. Je hoeft niets meer te doen. Fijn dat je wilde helpen.',
    en: 'This request is over. You need to do nothing. Thank you for wanting to help.',
  });

export const notAnyMore = () =>
  conflict({
    nl: 'Deze buur kan intussen niet meer. Kijk bij Hulp hoe het er nu voor staat.',
    en: 'This neighbour cannot help any more. Look at Help to see where things stand.',
  });
