import type { BotName } from '#config/bots.ts';
import type { Place } from '#config/place.ts';
import type { BotConnection } from './connection.ts';

/** What a bot is given when it wakes. */
export type BotContext = { connection: BotConnection; place: Place; log: (text: string) => void };

/**
 * A bot is one function: it wakes, asks the hub what is to be done, and does it. It keeps nothing between two wakes that it
 * could not lose, so it may be killed at any moment and started twice.
 */
export type Bot = {
  name: BotName;
  /** What it does, in a sentence for people. */
  about: string;
  wake(context: BotContext): Promise<void>;
};
