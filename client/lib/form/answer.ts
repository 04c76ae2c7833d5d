import type { Answer, Code, Refused } from '#contract';
import type { Me } from '#contract/person/index.ts';
import { error, fail } from '@sveltejs/kit';

/** What a browser's status says about a refusal; the same as over the hub's own HTTP door. */
export const statusOf = {
  INVALID: 422,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  TOO_LARGE: 413,
  REAUTHENTICATE: 401,
  UNAVAILABLE: 503,
} satisfies Record<Code, number>;

/**
 * For a load that cannot do without: the value, or the error page that fits the refusal.
 *
 *     const { channels } = await need(locals.ask('channel:list', {}));
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
 *     if (!answer.ok) return refused(answer, { name });
 */
export const formFailure = <Filled extends Record<string, unknown>>(answer: Refused, filled: Filled) =>
  fail(statusOf[answer.code], { ...filled, refused: answer.message });
