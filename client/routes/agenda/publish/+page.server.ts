import { fail, redirect } from '@sveltejs/kit';
import { formFailure } from '#lib/form/answer.ts';
import { newKey } from '#lib/outbox/key.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import { words } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import { announcing, readActivityForm, emptyActivityForm, activityAsks, checkActivityForm } from '../form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const { me, isUnsure, channels } = await parent();
  signedIn({ me, isUnsure }, url);
  const here = announcing(channels);
  const wanted = url.searchParams.get('channel') ?? '';
  const channel = here.some(({ id }) => id === wanted) ? wanted : '';
  return { here, intent: newKey(), filled: emptyActivityForm(channel) };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const typed = await typedIn(request);
    const [intent, filled] = [typed('key'), readActivityForm(typed)];
    const wrong = checkActivityForm(filled, words(locals.locale).agenda.form.missing);
    if (Object.keys(wrong).length > 0) return fail(422, { intent, filled, wrong, refused: '' });
    const wish = { channel: filled.channel, key: intent, ...activityAsks(filled) };
    const answer = await locals.ask('activity:publish', wish);
    // Tried again after silence it is the same wish; after a refusal it is another, in other words.
    if (!answer.ok) return formFailure(answer, { intent: answer.retry ? intent : newKey(), filled, wrong });
    redirect(303, `/agenda/${answer.value.activity}`);
  },
};
