import { Binary } from 'bson';
import { CommandError } from '../errors.ts';
import { isDocument, truthy, wholeNumber, type Document } from '../value/values.ts';
import { authenticationFailed, Scram, type Credential } from './scram.ts';

export const mechanism = 'SCRAM-SHA-256';

/** How long a stranger may say nothing, or hang in the middle of signing in, in ms; and how often he may be wrong. */
const timeoutMs = 10_000;
const mostFailures = 3;
/** The longest message of a stranger, in bytes: greetings and proofs are far shorter. */
export const strangersMessageBytes = 16 * 1024;

/** Where one connection stands in signing in. */
export class SignIn {
  readonly #credential: Credential;
  readonly #giveUp: () => void;
  #talk: { scram: Scram; short: boolean; proven: boolean } | undefined;
  #failures = 0;
  #patience: NodeJS.Timeout | undefined;
  #done = false;

  /** `giveUp` is called when the stranger takes too long. */
  constructor(credential: Credential, giveUp: () => void) {
    this.#credential = credential;
    this.#giveUp = giveUp;
    this.#wait();
  }

  /** The user, once he has proven who he is. */
  get user(): string | undefined {
    return this.#done ? this.#credential.user : undefined;
  }

  /** He has been wrong often enough: the connection has to end. */
  get isSpent(): boolean {
    return this.#failures >= mostFailures;
  }

  /** A greeting was heard. Drivers keep such connections to see whether the server lives, and never sign in on them. */
  greet({ speculativeAuthenticate: early }: Document): Document {
    this.end();
    if (!isDocument(early)) return {};
    try {
      const { ok: _, ...opened } = this.start(early, early['db']);
      return { speculativeAuthenticate: opened };
    } catch (error) {
      // What was tried ahead of time and cannot be is left out; the client then asks in the usual way.
      if (error instanceof CommandError) return {};
      throw error;
    }
  }

  /** `saslStart`. */
  start(body: Document, db: unknown): Document {
    if (body['mechanism'] !== mechanism)
      throw new CommandError(
        'MechanismUnavailable',
        `Received authentication for mechanism ${String(body['mechanism'])} which is unknown or not enabled`,
      );
    return this.#attempt(() => {
      if (this.#done || db !== 'admin') throw authenticationFailed();
      const options = isDocument(body['options']) ? body['options'] : {};
      const scram = new Scram(this.#credential);
      const payload = scram.open(textOf(body['payload']));
      this.#talk = { scram, short: truthy(options['skipEmptyExchange']), proven: false };
      this.#wait();
      return reply(payload, false);
    });
  }

  /** `saslContinue`. */
  goOn(body: Document): Document {
    const talk = this.#talk;
    if (!talk) throw new CommandError('ProtocolError', 'No SASL session state found');
    return this.#attempt(() => {
      if (wholeNumber(body['conversationId']) !== 1) throw authenticationFailed();
      const text = textOf(body['payload']);
      // Older clients close with an empty exchange, after both sides have given their proof.
      if (talk.proven && text !== '') throw authenticationFailed();
      const payload = talk.proven ? '' : talk.scram.close(text);
      const done = talk.proven || talk.short;
      talk.proven = true;
      if (done) this.#finish();
      return reply(payload, done);
    });
  }

  /** Nothing is waited for any longer. */
  end(): void {
    clearTimeout(this.#patience);
  }

  #attempt(act: () => Document): Document {
    try {
      return act();
    } catch (error) {
      this.#failures++;
      this.#talk = undefined;
      throw error;
    }
  }

  #finish(): void {
    this.#talk = undefined;
    this.#done = true;
    this.end();
  }

  #wait(): void {
    this.end();
    this.#patience = setTimeout(this.#giveUp, timeoutMs);
  }
}

function textOf(payload: unknown): string {
  if (!(payload instanceof Binary)) throw authenticationFailed();
  return Buffer.from(payload.value()).toString('utf8');
}

const reply = (payload: string, done: boolean): Document => ({
  conversationId: 1,
  done,
  payload: new Binary(Buffer.from(payload)),
  ok: 1,
});
