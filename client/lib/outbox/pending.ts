import type { Asks } from '#contract';

/** The wishes that wait in the outbox until the hub has them. Each has a channel and a key. */
export type Sendable = 'message:post' | 'message:edit' | 'message:remove' | 'message:react';

/** What is wished, without the key: the outbox makes one per intent. */
export type PendingCommand = {
  [Name in Sendable]: { command: Name; asks: Omit<Asks<Name>, 'key'> };
}[Sendable];

/**
 * A wish the log does not hold yet. `waiting`: it will be sent, and again, until it is answered; `sent`: the hub has it and
 * its entry is on the way; `failed`: the hub said no; `old`: it lay here so long that the person decides.
 */
export type Pending = {
  [Name in Sendable]: {
    command: Name;
    asks: Asks<Name>;
    key: string;
    channel: string;
    /** Whose wish it is: a browser may know several people. */
    person: string;
    /** When it was wished, as an instant of the place. */
    at: string;
    /** The same on the clock of this device, in ms since 1970. */
    since: number;
    state: 'waiting' | 'sent' | 'failed' | 'old';
    /** Its number, once the hub told it. */
    seq?: number;
    /** Why not, in words for the person. */
    refusal?: string;
  };
}[Sendable];

/** Where wishes lie until the hub has them, in the order in which they were first kept. */
export type PendingStorage = {
  keep(unsent: Pending): Promise<void>;
  remove(key: string): Promise<void>;
  of(person: string): Promise<Pending[]>;
};
