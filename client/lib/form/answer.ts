import type { Answer, Refused } from '#contract';
import { statusOf } from '#contract/command.ts';
import type { Me } from '#contract/person/index.ts';
import { error, fail } from '@sveltejs/kit';

/**
 * For a load that cannot do without: the value, or the error page that fits the refusal.
 *
 *     const { channels } = await unwrap(locals.ask('channel:list', {}));
 *
 * @param me who asks, where a guest may have come by the link of a neighbour: what is not there for him may be there once he
 * has signed in. Said of every address alike, so that it tells nothing about what there is.
 */
export const unwrap = async <Value>(asked: Promise<Answer<Value>>, me?: Me | null): Promise<Value> => {
  const answer = await asked;
  if (answer.ok) return answer.value;
  const mayBeThere = me === null && answer.code === 'NOT_FOUND';
  error(statusOf[mayBeThere ? 'REAUTHENTICATE' : answer.code], answer.message);
};

/**
 * For a form action: gives the refusal back to the page with what was filled in, to be shown beside the form.
 *
 *     const answer = await locals.ask('person:change', { name });
 *     if (!answer.ok) return formFailure(answer, { name });
 */
export const formFailure = <Filled extends Record<string, unknown>>(answer: Refused, filled: Filled) =>
  fail(statusOf[answer.code], { ...filled, refused: answer.message });
