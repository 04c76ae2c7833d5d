import type { Refused } from '#contract';
import { error, fail, redirect } from '@sveltejs/kit';
import { villagesOf } from '#lib/place/areas.ts';
import { typedInstant } from '#lib/place/typed-instant.ts';
import { unwrap, formFailure } from '#lib/form/answer.ts';
import { newKey } from '#lib/outbox/key.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import { villagesFor } from '#lib/crisis/situation.ts';
import { words } from '#lib/text/index.ts';
import { fieldsOf } from '#lib/form/data.ts';
import { readAlertForm, alertFormOf, alertAsks, checkAlertForm, type AlertValues } from '../form.ts';
import { wallAfter } from '../wall-time.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Proposed to the officer: the next message in two hours, and an end that leaves room for being late. */
const proposed = { next: 2, expires: 6, inSight: 72 };

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me, isUnsure, place } = await parent();
  const officer = signedIn({ me, isUnsure }, url);
  const { incidents, now } = await unwrap(locals.ask('crisis:incidents', { incident: params.incident }));
  const [incident] = incidents;
  if (!incident) error(404);
  const villages = villagesOf(place).filter(({ id }) => villagesFor(officer, place).includes(id));
  const ids = villages.map(({ id }) => id);
  const times = { nextAt: wallAfter(now, proposed.next), expires: wallAfter(now, proposed.expires) };
  return {
    incident,
    villages,
    latest: incident.versions[0]?.version ?? 0,
    filled: alertFormOf(incident.holds, ids, times),
    intent: newKey(),
    until: wallAfter(now, proposed.inSight),
    sent: url.searchParams.get('sent'),
  };
};

export const actions: Actions = {
  /** Shows what each village would read; the hub refuses what sending would refuse. */
  preview: async (event) => {
    const { filled, intent, basedOn, wrong, wish } = await askedIn(event);
    const again = { step: 'write', filled, intent, basedOn, wrong };
    if (Object.keys(wrong).length > 0) return fail(422, { ...again, refused: '' });
    const answer = await event.locals.ask('crisis:preview', wish);
    if (!answer.ok) return formFailure(answer, again);
    const { englishFits } = wish;
    return { ...again, step: 'preview', refused: '', preview: { ...answer.value, englishFits } };
  },

  /** Back to what was written. */
  write: async (event) => {
    const { filled, intent, basedOn } = await askedIn(event);
    return { step: 'write', filled, intent, basedOn, wrong: {}, refused: '' };
  },

  send: async (event) => {
    const { filled, intent, basedOn, wish, checked } = await askedIn(event);
    const again = { step: 'write', filled, basedOn, wrong: {} };
    if (!checked) return fail(422, { ...again, intent, refused: missing(event).check });
    const answer = await event.locals.ask('crisis:send', { ...wish, key: intent });
    // Another try may hold other words; silence is tried again as it was.
    if (!answer.ok) return formFailure(answer, { ...again, intent: answer.retry ? intent : newKey() });
    return done(event, answer.value.version);
  },

  end: async (event) => {
    const { typed, again, act, asBefore } = await actIn(event, 'end');
    const areas = typed('villages')
      .split(' ')
      .filter(Boolean)
      .map((area) => ({
        area,
        text: typed(area),
        ...(typed(`${area} en`) && { textEn: typed(`${area} en`) }),
      }));
    if (!typed('check')) return fail(422, { ...again, refused: missing(event).check });
    const until = typedInstant(typed('until'));
    if (!until) return fail(422, { ...again, refused: missing(event).time });
    const answer = await event.locals.ask('crisis:end', { ...act, areas, until });
    return answer.ok ? done(event, answer.value.version) : formFailure(answer, asBefore(answer));
  },

  cancel: async (event) => {
    const { typed, again, act, asBefore } = await actIn(event, 'cancel');
    if (!typed('check')) return fail(422, { ...again, refused: missing(event).check });
    const reason = typed('reason');
    // The English of the usual reason says nothing about another one.
    const isUsual = reason === words('nl').crisis.console.cancel.usual;
    const english = typed('reasonEn') === words('en').crisis.console.cancel.usual && !isUsual;
    const reasonEn = english ? '' : typed('reasonEn');
    const version = Number(typed('version')) || act.basedOn;
    const wish = { ...act, version, reason, ...(reasonEn && { reasonEn }) };
    const answer = await event.locals.ask('crisis:cancel', wish);
    return answer.ok ? done(event, answer.value.version) : formFailure(answer, asBefore(answer));
  },
};

/** What was asked with the form of a version, and what is wrong with it. */
async function askedIn(event: RequestEvent) {
  const { place } = await unwrap(event.locals.ask('place:get', {}));
  const villages = villagesOf(place);
  const form = await event.request.formData();
  const typed = fieldsOf(form);
  const filled = readAlertForm(
    typed,
    villages.map(({ id }) => id),
  );
  const basedOn = Number(typed('basedOn')) || 0;
  const englishFits = form.getAll('englishFits').filter((one) => typeof one === 'string');
  const { incident } = event.params;
  return {
    filled,
    intent: typed('key'),
    basedOn,
    checked: typed('check') !== '',
    wrong: checkAlertForm(filled, villages, missing(event), typedInstant),
    wish: { incident, basedOn, englishFits, ...alertAsks(filled, villages, typedInstant) },
  };
}

/** What was asked with another form, and what the page shows when it is refused. */
async function actIn(event: RequestEvent, step: 'end' | 'cancel') {
  const form = await event.request.formData();
  const typed = fieldsOf(form);
  const basedOn = Number(typed('basedOn')) || 0;
  const filled: AlertValues = Object.fromEntries([...form.keys()].map((field) => [field, typed(field)]));
  const act = { incident: event.params.incident, key: typed('key'), basedOn };
  const again = { step, filled, intent: newKey(), basedOn, wrong: {} };
  // Silence is tried again as it was, under the same key; another try may hold other words.
  const intent = act.key.replace(`-${step}`, '');
  const asBefore = ({ retry }: Refused) => (retry ? { ...again, intent } : again);
  return { typed, act, again, asBefore };
}

const missing = ({ locals }: RequestEvent) => words(locals.locale).crisis.console.missing;

function done({ params }: RequestEvent, version: number): never {
  redirect(303, `/situation/console/${params.incident}?sent=${version}`);
}
