import { fail, redirect } from '@sveltejs/kit';
import { unwrap, formFailure } from '#lib/form/answer.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import { asLocale, words } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import { keepLocale } from '../locale/keep.ts';
import { isWallTime } from './wall-time.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const me = signedIn(await parent(), url);
  const { sessions } = await unwrap(locals.ask('session:list', {}));
  return { me, sessions };
};

/** Each part of the page is a form of its own; `part` says beside which one the answer belongs. */
export const actions: Actions = {
  who: async ({ request, locals }) => {
    const typed = await typedIn(request);
    const name = typed('name');
    const answer = await locals.ask('person:change', { name, street: typed('street') || null });
    if (answer.ok) return { part: 'who', refused: '', wrong: '' };
    const wrong = answer.code === 'INVALID' && !name ? words(locals.locale).account.who.nameMissing : '';
    return formFailure(answer, { part: 'who', wrong });
  },

  language: async ({ request, locals, cookies, url }) => {
    const locale = asLocale((await typedIn(request))('language'));
    if (!locale) return fail(422, { part: 'language', refused: '', wrong: '' });
    const answer = await locals.ask('person:change', { locale });
    if (!answer.ok) return formFailure(answer, { part: 'language', wrong: '' });
    keepLocale(cookies, url, locale);
    // A new page, so that all of it, its language mark too, is in the new language.
    redirect(303, '/account');
  },

  quiet: async ({ request, locals }) => {
    const typed = await typedIn(request);
    const [from, to] = [typed('from'), typed('to')];
    if (!isWallTime(from) || !isWallTime(to))
      return fail(422, { part: 'quiet', refused: '', wrong: words(locals.locale).account.quiet.wrong });
    const answer = await locals.ask('person:change', { quiet: { from, to } });
    return answer.ok
      ? { part: 'quiet', refused: '', wrong: '' }
      : formFailure(answer, { part: 'quiet', wrong: '' });
  },

  end: async ({ request, locals }) => {
    const typed = await typedIn(request);
    const answer = await locals.ask('session:end', { id: typed('session') });
    return answer.ok
      ? { part: 'end', refused: '', wrong: '' }
      : formFailure(answer, { part: 'end', wrong: '' });
  },
};
