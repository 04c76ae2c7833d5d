import { error, fail, redirect } from '@sveltejs/kit';
import { unwrap, formFailure } from '#lib/form/answer.ts';
import { newKey } from '#lib/outbox/key.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import { words } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import { readActivityForm, activityFormOf, activityAsks, checkActivityForm } from '../../form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, params, url }) => {
  signedIn(await parent(), url);
  const { activity } = await unwrap(locals.ask('activity:get', { activity: params.activity }));
  if (!activity.mayChange) error(403);
  return { activity, intent: newKey(), filled: activityFormOf(activity) };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const typed = await typedIn(request);
    const [intent, filled] = [typed('key'), readActivityForm(typed)];
    const wrong = checkActivityForm(filled, words(locals.locale).agenda.form.missing);
    if (Object.keys(wrong).length > 0) return fail(422, { intent, filled, wrong, refused: '' });
    const { about = null, endsAt = null, places = null, ...rest } = activityAsks(filled);
    const wish = { activity: params.activity, key: intent, about, endsAt, places, ...rest };
    const answer = await locals.ask('activity:change', wish);
    // Tried again after silence it is the same wish; after a refusal it is another, in other words.
    if (!answer.ok) return formFailure(answer, { intent: answer.retry ? intent : newKey(), filled, wrong });
    redirect(303, `/agenda/${params.activity}?changed`);
  },
};
