import type { Entry, FactName } from '#contract';
import type { Component } from 'svelte';
import ActivityCard from '../../agenda/ActivityCard.svelte';
import AlertCard from '../../situation/AlertCard.svelte';
import ExpiringCard from '../../situation/ExpiringCard.svelte';
import HelpCard from '../../help/HelpCard.svelte';
import ReportedCard from './ReportedCard.svelte';
import type { CardProps } from './card-props.ts';

/**
 * How the entries of other features look in a channel or an inbox: a fact's name and its component, or `silent` when it
 * stands for nothing by itself (what it changes is shown elsewhere). A fact that is not listed is shown as something new
 * that this page does not know yet. Messages and what changes them are not listed: the conversation shows those.
 */
const cards: { [Name in FactName]?: Component<CardProps<Name>> | 'silent' } = {
  'message:reported': ReportedCard,
  'activity:published': ActivityCard,
  'activity:changed': ActivityCard,
  'activity:cancelled': ActivityCard,
  'crisis:updated': AlertCard,
  'crisis:cancelled': AlertCard,
  'crisis:ended': AlertCard,
  'crisis:expiring': ExpiringCard,
  'help:proposed': HelpCard,
  'help:found': HelpCard,
  'help:matched': HelpCard,
  'help:reserved': HelpCard,
  'help:taken': HelpCard,
  'help:declined': HelpCard,
  'help:ended': HelpCard,
  'help:released': HelpCard,
  'help:passed-on': HelpCard,
  'help:unfound': HelpCard,
  'help:unanswered': HelpCard,
  'help:closed': HelpCard,
  'help:followed-up': HelpCard,
  'help:thanked': HelpCard,
  'help:alarmed': HelpCard,
};

export const isSilent = (type: string): boolean => of(type) === 'silent';

/** The component that shows an entry, if there is one. */
export const cardOf = ({ type }: Entry): Component<CardProps> | undefined => {
  const card = of(type);
  // Each component takes the entries of its own name; they are looked up by that name here and nowhere else.
  return card === 'silent' ? undefined : (card as Component<CardProps> | undefined);
};

/** A hub that is newer than this page may tell names that are not in the contract it was built with. */
const of = (type: string) => (Object.hasOwn(cards, type) ? cards[type as FactName] : undefined);
