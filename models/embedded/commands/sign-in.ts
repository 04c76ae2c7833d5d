import { CommandError } from '../errors.ts';
import type { SignIn } from '../wire/sign-in.ts';
import type { Call, Commands } from './call.ts';

/** Signing in, where a connection asks for it. */
export const signingIn: Commands = {
  saslStart: {
    fields: 'mechanism payload options autoAuthorize',
    stranger: true,
    run: (call) => signInOf(call).start(call.body, call.db),
  },
  saslContinue: {
    fields: 'conversationId payload',
    stranger: true,
    run: (call) => signInOf(call).goOn(call.body),
  },
};

/** On the private socket nobody signs in: who may enter the directory is who may read the data. */
function signInOf({ signIn, name }: Call): SignIn {
  if (signIn) return signIn;
  throw new CommandError('CommandNotFound', `no such command: '${name}'; on this address nobody signs in`);
}
