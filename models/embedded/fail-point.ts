import { badValue, CommandError } from './errors.ts';
import { isDocument, isList, truthy, wholeNumber, type Document } from './value/values.ts';

/** What a test wants to happen instead of a command, or beside it. */
export interface Failure {
  closeConnection: boolean;
  /** How long the command is held up first, in ms. */
  blockMs: number;
  error: CommandError | undefined;
  /** Added to the answer of a command that is done all the same. */
  more: Document;
}

/** MongoDB's `failCommand`: lets tests see how a client copes when a command fails. */
export class FailPoints {
  #commands: ReadonlySet<string> = new Set();
  #left = 0;
  #skip = 0;
  #failure: Failure | undefined;

  /** Reads `{ configureFailPoint: 'failCommand', mode, data }`. */
  configure(body: Document): void {
    if (body['configureFailPoint'] !== 'failCommand') throw badValue('the only fail point is failCommand');
    const { mode } = body;
    this.#failure = undefined;
    if (mode === 'off') return;
    const data = isDocument(body['data']) ? body['data'] : {};
    this.#skip = isDocument(mode) ? (wholeNumber(mode['skip']) ?? 0) : 0;
    this.#left = isDocument(mode) ? (wholeNumber(mode['times']) ?? Infinity) : Infinity;
    this.#commands = new Set(isList(data['failCommands']) ? data['failCommands'].map(String) : []);
    const { errorLabels, writeConcernError } = data;
    const labels = errorLabels === undefined ? {} : { errorLabels };
    const code = wholeNumber(data['errorCode']);
    this.#failure = {
      closeConnection: truthy(data['closeConnection']),
      blockMs: truthy(data['blockConnection']) ? (wholeNumber(data['blockTimeMS']) ?? 0) : 0,
      error:
        code === undefined
          ? undefined
          : new CommandError(code, "Failing command via 'failCommand' failpoint", labels),
      more: writeConcernError === undefined ? {} : { writeConcernError, ...labels },
    };
  }

  /** What shall happen to this command, if anything; counts it. */
  take(command: string): Failure | undefined {
    if (!this.#failure || !this.#commands.has(command)) return undefined;
    if (this.#skip > 0) {
      this.#skip--;
      return undefined;
    }
    if (this.#left <= 0) return undefined;
    this.#left--;
    return this.#failure;
  }
}
