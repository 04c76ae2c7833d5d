import type { Answer, Asks, CommandName, Gets } from '#contract';

declare global {
  namespace App {
    interface Locals {
      /** Asks the hub on behalf of the visitor; the same commands as over the socket. */
      ask<Name extends CommandName>(command: Name, asks: Asks<Name>): Promise<Answer<Gets<Name>>>;
      /** Keeps the session in the browser, or takes it away. */
      keepSession(session: { session: string; expires: string } | null): void;
      locale: 'nl' | 'en';
    }
  }
}

export {};
