import { need } from '#lib/answer.ts';
import { FOLDED_COOKIE } from './folded.ts';
import type { LayoutServerLoad } from './$types';

/** What every page knows: who looks, where, in which language, what time it is there, and which channels stand beside it. */
export const load: LayoutServerLoad = async ({ locals, cookies }) => {
  const asked = [
    locals.ask('person:me', {}),
    locals.ask('channel:list', {}),
    locals.ask('crisis:situation', { earlier: false }),
  ] as const;
  const place = await need(locals.ask('place:get', {}));
  const [me, list, situation] = await Promise.all(asked);
  // With the database down everybody is a guest for a while: the situation must stay readable, and pages that need
  // more say so themselves.
  return {
    ...place,
    me: me.ok ? me.value.me : null,
    channels: list.ok ? list.value.channels : [],
    situation: situation.ok ? situation.value : null,
    locale: locals.locale,
    folded: cookies.get(FOLDED_COOKIE),
  };
};
