import { fail, redirect } from '@sveltejs/kit';
import { HelpOutcome } from '#contract/help/mine.ts';
import { unwrap, formFailure } from '#lib/form/answer.ts';
import { words } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import { splitUp } from './current.ts';
import type { Actions, PageServerLoad } from './$types';

/** A guest sees how it works; whoever has an account what he asked, offers and was asked. */
export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { me } = await parent();
  const done = words(locals.locale).help.done;
  const said = url.searchParams.get('said');
  return {
    said: said && Object.hasOwn(done, said) ? done[said as keyof typeof done] : '',
    mine: me && splitUp(await unwrap(locals.ask('help:mine', {}))),
  };
};

/** The small forms on the cards; cards in the inbox send to here too. */
export const actions: Actions = {
  answer: async ({ request, locals }) => {
    const typed = await typedIn(request);
    const [proposal, answer] = [typed('proposal'), typed('answer')];
    if (answer !== 'yes' && answer !== 'no' && answer !== 'never') return fail(422, { refused: '' });
    const answered = await locals.ask('help:answer', { proposal, answer });
    return answered.ok ? { said: words(locals.locale).help.done.answered } : formFailure(answered, {});
  },

  accept: async ({ request, locals }) => {
    const typed = await typedIn(request);
    const answer = typed('answer') === 'yes' ? 'yes' : 'no';
    const asks = { request: typed('request'), proposal: typed('proposal'), answer } as const;
    const accepted = await locals.ask('help:accept', asks);
    if (!accepted.ok) return formFailure(accepted, {});
    if (accepted.value.channel) redirect(303, `/channels/${accepted.value.channel}`);
    return { said: words(locals.locale).help.done.declined };
  },

  done: async ({ request, locals }) => {
    const typed = await typedIn(request);
    const outcome = HelpOutcome.safeParse(typed('outcome'));
    if (!outcome.success) return fail(422, { refused: '' });
    const told = await locals.ask('help:done', {
      request: typed('request'),
      outcome: outcome.data,
      again: typed('apart') === '',
    });
    return told.ok ? { said: words(locals.locale).help.done.told } : formFailure(told, {});
  },

  withdraw: async ({ request, locals }) => {
    const typed = await typedIn(request);
    const withdrawn = await locals.ask('help:withdraw', { request: typed('request') });
    return withdrawn.ok ? { said: words(locals.locale).help.done.withdrawn } : formFailure(withdrawn, {});
  },
};
