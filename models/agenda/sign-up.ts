import type { SignUpAnswer } from '#contract/agenda/index.ts';

/** Somebody's answer to an activity. `waited`: when he said yes there was no place. */
export type SignUp = { person: string; answer: SignUpAnswer; at: Date; waited: boolean };

type SignedUp = { signUps: SignUp[]; places?: number | undefined };

/**
 * Who has a place and who waits for one: the first who said yes have the places, in that order. So the first free place
 * goes to the first who waits, without anybody handing it out.
 */
export function seats({ signUps, places = Infinity }: SignedUp) {
  const yes = signUps.filter(({ answer }) => answer === 'yes');
  return {
    coming: yes.slice(0, places),
    waiting: yes.slice(places),
    maybe: signUps.filter(({ answer }) => answer === 'maybe'),
  };
}

export const signUpOf = ({ signUps }: SignedUp, person: string) =>
  signUps.find((one) => one.person === person);

/**
 * The list of sign-ups with this answer at its end, as an expression that the database works out (MongoDB aggregation).
 * The same answer twice keeps its place in the list; another one begins at the back.
 */
export function withAnswer(person: string, answer: SignUpAnswer, at: Date) {
  const who = { $literal: person };
  const others = { $filter: { input: '$signUps', cond: { $ne: ['$$this.person', who] } } };
  const stands = {
    $filter: {
      input: '$signUps',
      cond: { $and: [{ $eq: ['$$this.person', who] }, { $eq: ['$$this.answer', answer] }] },
    },
  };
  const yes = { $size: { $filter: { input: others, cond: { $eq: ['$$this.answer', 'yes'] } } } };
  const full = { $gte: [yes, { $ifNull: ['$places', Number.MAX_SAFE_INTEGER] }] };
  const waited = answer === 'yes' ? full : false;
  return {
    $cond: [
      { $eq: [stands, []] },
      { $concatArrays: [others, [{ person: who, answer, at, waited }]] },
      '$signUps',
    ],
  };
}
