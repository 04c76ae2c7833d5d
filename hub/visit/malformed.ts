import type { z } from 'zod';
import { inWords } from './field-words.ts';
import type { Sentence } from './refusal.ts';

export type Issue = z.core.$ZodIssue;

/** What is wrong with a wish, in a sentence for whoever asked: the first thing. The wish itself must be in the issues (reportInput). */
export const malformed = (issues: Issue[]): Sentence => sentenceOf(issues[0]!);

/**
 * One fault that zod found, in whole sentences. Nothing of a schema, a path or zod's own words is in them; what we do not
 * know is named as the asker named it.
 */
export function sentenceOf(issue: Issue): Sentence {
  if (issue.path[0] === 'alert') return ofOfficialMessage(issue);
  if (issue.code === 'unrecognized_keys') return unknown(issue.keys);
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return ofAlternatives(issue);
  const { nl, en } = inWords(issue.path);
  if (issue.code === 'custom' && rules[issue.message]) return rules[issue.message]!;
  if (issue.code === 'too_small') return tooSmall(issue, nl, en);
  if (issue.code === 'too_big') return tooBig(issue, nl, en);
  if (issue.code === 'invalid_value')
    return { nl: `Bij ${nl} kennen we deze keuze niet.`, en: `We do not know this choice for ${en}.` };
  if (issue.code === 'invalid_format' && formats[issue.format]) return formats[issue.format]!(nl, en);
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.path.length > 0)
    return missing(nl, en);
  return { nl: `Bij ${nl} klopt iets niet.`, en: `Something is not right with ${en}.` };
}

const missing = (nl: string, en: string): Sentence => ({ nl: `Vul ${nl} in.`, en: `Fill in ${en}.` });

function unknown(keys: string[]): Sentence {
  const named = keys
    .slice(0, 3)
    .map((key) => `“${key.slice(0, 40)}”`)
    .join(', ');
  return { nl: `Dit kennen we niet: ${named}.`, en: `We do not know this: ${named}.` };
}

/** Of several forms a wish may have, the one that came nearest says what is wrong. */
function ofAlternatives({ errors, path }: Extract<Issue, { code: 'invalid_union' }>): Sentence {
  const [nearest] = errors.toSorted((one, other) => one.length - other.length);
  const [first] = nearest ?? [];
  return sentenceOf(
    first ? { ...first, path: [...path, ...first.path] } : { code: 'custom', path, message: '' },
  );
}

function tooSmall(
  { origin, minimum }: Extract<Issue, { code: 'too_small' }>,
  nl: string,
  en: string,
): Sentence {
  const least = Number(minimum);
  if (origin === 'string') {
    if (least <= 1) return missing(nl, en);
    return {
      nl: `${capital(nl)} moet minstens ${least} tekens lang zijn.`,
      en: `${capital(en)} must be at least ${least} characters long.`,
    };
  }
  if (origin === 'array')
    return { nl: `Bij ${nl} moet er minstens ${least} staan.`, en: `Give at least ${least} for ${en}.` };
  return {
    nl: `Kies bij ${nl} een getal van minstens ${least}.`,
    en: `Choose a number of at least ${least} for ${en}.`,
  };
}

function tooBig({ origin, maximum }: Extract<Issue, { code: 'too_big' }>, nl: string, en: string): Sentence {
  const most = Number(maximum);
  if (origin === 'string')
    return {
      nl: `${capital(nl)} mag hooguit ${most} tekens lang zijn.`,
      en: `${capital(en)} may be at most ${most} characters long.`,
    };
  if (origin === 'array')
    return { nl: `Bij ${nl} mogen er hooguit ${most} staan.`, en: `Give at most ${most} for ${en}.` };
  return {
    nl: `Kies bij ${nl} een getal van hooguit ${most}.`,
    en: `Choose a number of at most ${most} for ${en}.`,
  };
}

/** What has a form of its own, such as an address or a time; the name of the form is zod's. */
const formats: Record<string, (nl: string, en: string) => Sentence> = {
  email: () => ({
    nl: 'Dit e-mailadres klopt niet. Kijk het na.',
    en: 'This email address is not right. Please check it.',
  }),
  date: (nl, en) => ({
    nl: `Bij ${nl} hoort een dag, zoals 2021-07-17.`,
    en: `Give a day for ${en}, such as 2021-07-17.`,
  }),
  datetime: (nl, en) => ({
    nl: `Bij ${nl} horen een dag en een tijd. Kijk ze na.`,
    en: `Give a day and a time for ${en}. Please check them.`,
  }),
  regex: (nl, en) => ({
    nl: `Wat bij ${nl} staat, herkennen we niet.`,
    en: `We do not recognise what is given for ${en}.`,
  }),
};

/** Rules of the contract that zod has no name for, by their words there. */
const rules: Record<string, Sentence> = {
  'there must be time enough between the two': {
    nl: 'Tussen het begin en het einde is te weinig tijd voor deze hulp.',
    en: 'There is too little time for this help between the beginning and the end.',
  },
  'the end comes after the beginning': {
    nl: 'Het einde moet na het begin komen.',
    en: 'The end must come after the beginning.',
  },
  'at most 500 channels': {
    nl: 'Vraag hooguit 500 kanalen tegelijk.',
    en: 'Ask for no more than 500 channels at once.',
  },
};

/** A message of others is read by officers, who know its rules by their English names. */
function ofOfficialMessage(issue: Issue): Sentence {
  const { nl, en } = inWords(issue.path);
  const paragraph = /CAP 1\.2 §[\d.]+/.exec(issue.message)?.[0] ?? 'CAP 1.2';
  return {
    nl: `Dit officiële bericht volgt de regels niet (${paragraph}). Het gaat om ${nl}.`,
    en: `This official message does not follow the rules (${paragraph}). It is about ${en}.`,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
