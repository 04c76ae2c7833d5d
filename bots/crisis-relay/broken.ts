import type { RefusedFor } from '#contract/crisis/relay.ts';

/** What came breaks a rule: it is not taken over, and the rule is said. */
export class Broken extends Error {
  /** In what kind, for officers; undefined when it is nothing to them, like a test. */
  readonly reason: RefusedFor | undefined;
  /** The first words of the message, as far as they can be read. */
  about: string | undefined;

  constructor(rule: string, reason?: RefusedFor, options?: ErrorOptions) {
    super(rule, options);
    this.reason = reason;
  }
}
