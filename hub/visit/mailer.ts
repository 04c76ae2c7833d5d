import { createTransport, type Transporter } from 'nodemailer';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '#config';
import { clock } from '#config/clock.ts';
import type { Delivery } from '#contract/person/index.ts';
import type { Logger } from 'pino';
import { unavailable } from './refusal.ts';

export type Mail = { to: string; subject: string; text: string };
export type KeptMail = Mail & { at: Date };

const longestMemory = 50;
const momentMs = 1_000;
const mostWaiting = 1_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** How long a mail server may be silent. Nobody waits for it, but a line that it holds is one of five. */
const silence = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Mail by SMTP, over at most five lines; without SMTP it is printed, and a demo keeps the last fifty to show them. */
export class Mailer {
  readonly #config: Config;
  readonly #log: Logger;
  readonly #transport: Transporter | undefined;
  readonly #kept: KeptMail[] = [];
  readonly #waiting = new Set<Promise<Delivery>>();
  readonly #stop = new AbortController();

  constructor(config: Config, log: Logger) {
    this.#config = config;
    this.#log = log;
    this.#transport = config.smtpUrl
      ? createTransport({ url: config.smtpUrl, pool: true, maxConnections: 5, ...silence })
      : undefined;
  }

  /**
   * Takes a mail, and tries until it is of no use any more. Gives within about a second what became of it by then.
   * @param options.until when it is of no use any more
   * @param options.became hears in the end what became of it
   * @throws {Refusal} UNAVAILABLE when too many wait already
   */
  async send(
    mail: Mail,
    { until, became }: { until: Date; became: (what: Delivery) => Promise<unknown> },
  ): Promise<Delivery> {
    if (this.#waiting.size >= mostWaiting) throw unavailable();
    const delivery = this.#deliver(mail, until).then(async (what) => {
      await became(what).catch((error: unknown) =>
        this.#log.error({ err: error }, 'what became of a mail is not noted'),
      );
      return what;
    });
    this.#waiting.add(delivery);
    void delivery.finally(() => this.#waiting.delete(delivery));
    return Promise.race([delivery, pause(momentMs, 'waiting' as const, { ref: false })]);
  }

  /** The mails of a demo, newest first. */
  kept(): KeptMail[] {
    return this.#kept;
  }

  /** Waits a moment for what is under way; the rest is given up, and said to be. */
  async close(): Promise<void> {
    await this.#moment();
    this.#stop.abort();
    // By force: a line that waits for a silent server would go on waiting.
    (this.#transport as { close?: (how: { force: boolean }) => void } | undefined)?.close?.({ force: true });
    const mails = this.#waiting.size;
    if (mails > 0) this.#log.warn({ mails }, 'stopped before these mails were delivered');
    await this.#moment();
  }

  async #deliver(mail: Mail, until: Date): Promise<Delivery> {
    if (!this.#transport) return this.#keep(mail);
    const { signal } = this.#stop;
    for (let ms = firstPauseMs; ; ms = Math.min(ms * 2, longestPauseMs)) {
      try {
        await this.#transport.sendMail({ from: this.#config.mailFrom, ...mail });
        return 'sent';
      } catch (error) {
        if (signal.aborted) return 'lost';
        if (isRefused(error)) return 'refused';
        this.#log.warn(reasonOf(error), 'a mail could not be delivered; it is tried again');
      }
      if (Date.now() + ms > until.getTime()) return 'lost';
      await pause(ms, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return 'lost';
    }
  }

  #keep(mail: Mail): Delivery {
    if (this.#config.demo) this.#kept.unshift({ ...mail, at: clock.now() });
    this.#kept.length = Math.min(this.#kept.length, longestMemory);
    this.#log.info(`Mail to ${mail.to}: ${mail.subject}\n${mail.text}`);
    return 'sent';
  }

  #moment(): Promise<unknown> {
    return Promise.race([Promise.allSettled(this.#waiting), pause(momentMs)]);
  }
}

type SmtpError = { code?: string; command?: string; permanent?: boolean; responseCode?: number };

/** The address, or the mail itself, was refused for good (RFC 5321 §4.2.1: 5yz). What is said about us as a sender is not. */
function isRefused(error: unknown): boolean {
  const { code, command = '', permanent } = error as SmtpError;
  return code === 'EENVELOPE' && command === 'API'
    ? true
    : !!permanent && ['RCPT TO', 'DATA'].includes(command);
}

/** What goes into the log: without the words of the server, which repeat the address. */
function reasonOf(error: unknown): SmtpError {
  const { code, command, responseCode } = error as SmtpError;
  return { code: code ?? 'unknown', command: command ?? '', responseCode: responseCode ?? 0 };
}
