import { channelKinds } from '#contract/channel-kinds.ts';
import { unwrap, formFailure } from '#lib/form/answer.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import { typedIn } from '#lib/form/data.ts';
import { matching } from './matching.ts';
import type { Action, Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { channels } = await unwrap(locals.ask('channel:list', { all: true }));
  const wanted = url.searchParams.get('q')?.trim() ?? '';
  return {
    wanted,
    found: matching(
      channels.filter(({ kind }) => channelKinds[kind].listed),
      wanted,
    ),
  };
};

const act =
  (command: 'channel:join' | 'channel:leave'): Action =>
  async ({ request, locals, url }) => {
    const { me } = await unwrap(locals.ask('person:me', {}));
    signedIn({ me }, url);
    const channel = (await typedIn(request))('channel');
    const answer = await locals.ask(command, { channel });
    return answer.ok ? { command, channel, refused: '' } : formFailure(answer, { command, channel });
  };

export const actions: Actions = { join: act('channel:join'), leave: act('channel:leave') };
