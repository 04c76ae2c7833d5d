import { unwrap } from '#lib/form/answer.ts';
import { within } from '#lib/outbox/timeout.ts';
import { FOLDED_COOKIE } from './folded.ts';
import type { LayoutServerLoad } from './$types';

/** What every page knows: who looks, where, in which language, what time it is there, and which channels stand beside it. */
export const load: LayoutServerLoad = async ({ locals, cookies }) => {
  const [who, beside] = [locals.ask('person:me', {}), locals.ask('channel:list', {})];
  const [place, situation] = await Promise.all([
    unwrap(locals.ask('place:get', {})),
    locals.ask('crisis:situation', { earlier: false }),
  ]);
  // The situation needs nobody's session. When the database does not answer for it, it does not say who looks either, and
  // nobody waits long for that; on the page where everybody looks, not at all.
  const isSilent = !situation.ok || situation.value.asOf !== situation.value.now;
  const longest = locals.isSituation ? briefMs : silentMs;
  const [me, list] = await Promise.all(
    isSilent ? ([within(longest, who), within(longest, beside)] as const) : ([who, beside] as const),
  );
  // With the database down everybody is a guest for a while: the situation must stay readable, and pages that need
  // more say so themselves.
  return {
    ...place,
    me: me?.ok ? me.value.me : null,
    isUnsure: !me?.ok,
    channels: list?.ok ? list.value.channels : [],
    situation: situation.ok ? situation.value : null,
    locale: locals.locale,
    folded: cookies.get(FOLDED_COOKIE),
  };
};

const briefMs = 30;
const silentMs = 1_000;
