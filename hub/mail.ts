import { createTransport } from 'nodemailer';
import type { Config } from '#config';
import { clock } from '#config/clock.ts';
import type { Logger } from 'pino';

export type Mail = { to: string; subject: string; text: string };
export type KeptMail = Mail & { at: Date };

export type Post = {
  send(mail: Mail): Promise<void>;
  /** The mails of a demo, newest first. */
  kept(): KeptMail[];
};

const longestMemory = 50;

/** Mail by SMTP; without SMTP it is printed, and a demo keeps the last fifty to show them. */
export function createPost(config: Config, log: Logger): Post {
  const transport = config.smtpUrl ? createTransport(config.smtpUrl) : undefined;
  const kept: KeptMail[] = [];
  return {
    async send(mail) {
      if (transport) {
        await transport.sendMail({ from: config.mailFrom, ...mail });
        return;
      }
      if (config.demo) kept.unshift({ ...mail, at: clock.now() });
      kept.length = Math.min(kept.length, longestMemory);
      log.info(`Mail to ${mail.to}: ${mail.subject}\n${mail.text}`);
    },
    kept: () => kept,
  };
}
