import * as activities from '#models/agenda/activity.ts';
import { conflict, forbidden, invalid } from '../../visit/refusal.ts';

/** The ways the agenda says no. */

export const noAgendaHere = () =>
  invalid({
    nl: 'In dit kanaal kan geen activiteit staan. Kies een ander kanaal.',
    en: 'No activity can be in this channel. Choose another.',
  });

export const tooWide = () =>
  invalid({
    nl: 'Vraag een periode van hooguit drie maanden.',
    en: 'Ask for a period of three months at most.',
  });

export const notYours = () =>
  forbidden({
    nl: 'Alleen wie deze activiteit organiseert of een buurtverbinder kan dat aanpassen.',
    en: 'Only whoever organises this activity, or a neighbourhood connector, can change it.',
  });

export const closed = () =>
  conflict({
    nl: 'Deze activiteit is voorbij of gaat niet door.',
    en: 'This activity is over or cancelled.',
  });

export const startIsPast = () =>
  invalid({
    nl: 'Dit begin is al voorbij. Kies een later moment.',
    en: 'This start has passed. Choose a later moment.',
  });

export const endBeforeStart = () =>
  invalid({ nl: 'Het einde moet na het begin zijn.', en: 'The end must come after the start.' });

export const tooLong = () =>
  invalid({
    nl: `Een activiteit duurt hooguit ${activities.maxDays} dagen.`,
    en: `An activity lasts ${activities.maxDays} days at most.`,
  });

export const tooFar = () =>
  invalid({ nl: 'Kies een dag binnen twee jaar.', en: 'Choose a day within two years.' });

export const moreComing = (coming: number) =>
  conflict({
    nl: `Er komen al ${coming} mensen. Minder plekken kan niet.`,
    en: `${coming} people are coming already. Fewer places is not possible.`,
  });
