import { error, fail, redirect } from '@sveltejs/kit';
import { villagesOf } from '#lib/areas.ts';
import { need, refused } from '#lib/answer.ts';
import { newKey } from '#lib/key.ts';
import { signedIn } from '#lib/signed-in.ts';
import { villagesFor } from '#lib/situation.ts';
import { words } from '#lib/text/index.ts';
import { typedIn } from '#lib/typed.ts';
import { filledIn, filledWith, goingOnIn, wishOf, wrongIn } from '../filled.ts';
import { instantOf, wallAfter } from '../moment.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Proposed to the officer: the next message in two hours, and an end that leaves room for being late. */
const proposed = { next: 2, expires: 6 };

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me, place } = await parent();
  const officer = signedIn({ me }, url);
  const { incidents, now } = await need(locals.ask('crisis:incidents', { incident: params.incident }));
  const [incident] = incidents;
  if (!incident) error(404);
  const villages = villagesOf(place).filter(({ id }) => villagesFor(officer, place).includes(id));
  const ids = villages.map(({ id }) => id);
  const times = { nextAt: wallAfter(now, proposed.next), expires: wallAfter(now, proposed.expires) };
  return {
    incident,
    villages,
    going: goingOnIn(incident),
    latest: incident.versions[0]?.version ?? 0,
    filled: filledWith(incident.versions, ids, times),
    intent: newKey(),
    sent: url.searchParams.get('sent'),
  };
};

export const actions: Actions = {
  /** Shows what each village would read; the hub refuses what sending would refuse. */
  preview: async (event) => {
    const asked = await askedIn(event);
    const { filled, intent, after } = asked;
    if (Object.keys(asked.wrong).length > 0) return fail(422, { step: 'write', ...asked, refused: '' });
    const answer = await event.locals.ask('crisis:preview', asked.wish);
    if (!answer.ok) return refused(answer, { step: 'write', filled, intent, after, wrong: {} });
    return { step: 'preview', filled, intent, after, wrong: {}, refused: '', notices: answer.value.notices };
  },

  /** Back to what was written. */
  write: async (event) => {
    const { filled, intent, after } = await askedIn(event);
    return { step: 'write', filled, intent, after, wrong: {}, refused: '' };
  },

  send: async (event) => {
    const { filled, intent, after, wish, checked } = await askedIn(event);
    const again = { step: 'write', filled, after, wrong: {} };
    if (!checked) return fail(422, { ...again, intent, refused: missing(event).check });
    const answer = await event.locals.ask('crisis:send', { ...wish, key: intent });
    // Another try may hold other words; silence is tried again as it was.
    if (!answer.ok) return refused(answer, { ...again, intent: answer.retry ? intent : newKey() });
    return done(event, answer.value.version);
  },

  end: async (event) => {
    const typed = await typedIn(event.request);
    const areas = typed('villages')
      .split(' ')
      .filter(Boolean)
      .map((area) => ({
        area,
        text: typed(area),
        ...(typed(`${area} en`) && { textEn: typed(`${area} en`) }),
      }));
    if (!typed('check')) return fail(422, { step: 'end', refused: missing(event).check });
    const { incident } = event.params;
    const answer = await event.locals.ask('crisis:end', { incident, key: typed('key'), areas });
    return answer.ok ? done(event, answer.value.version) : refused(answer, { step: 'end' });
  },

  cancel: async (event) => {
    const typed = await typedIn(event.request);
    if (!typed('check')) return fail(422, { step: 'cancel', refused: missing(event).check });
    const { incident } = event.params;
    const [reason, reasonEn] = [typed('reason'), typed('reasonEn')];
    const wish = { incident, key: typed('key'), reason, ...(reasonEn && { reasonEn }) };
    const answer = await event.locals.ask('crisis:cancel', wish);
    return answer.ok ? done(event, answer.value.version) : refused(answer, { step: 'cancel' });
  },
};

/** What was asked with the form of a version, and what is wrong with it. */
async function askedIn(event: RequestEvent) {
  const { place } = await need(event.locals.ask('place:get', {}));
  const villages = villagesOf(place);
  const typed = await typedIn(event.request);
  const filled = filledIn(
    typed,
    villages.map(({ id }) => id),
  );
  const after = Number(typed('after')) || 0;
  return {
    filled,
    intent: typed('key'),
    after,
    checked: typed('check') !== '',
    wrong: wrongIn(filled, villages, missing(event), instantOf),
    wish: { incident: event.params.incident, after, ...wishOf(filled, villages, instantOf) },
  };
}

const missing = ({ locals }: RequestEvent) => words(locals.locale).crisis.console.missing;

function done({ params }: RequestEvent, version: number): never {
  redirect(303, `/situation/console/${params.incident}?sent=${version}`);
}
