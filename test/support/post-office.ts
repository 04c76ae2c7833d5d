import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server on a free port that keeps what it is given. */
export async function openPostOffice() {
  const mails: { to: string; text: string }[] = [];
  const waiting: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), text: plain(text) });
        for (const resolve of waiting.splice(0)) resolve();
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    /** The newest mail to this address, once there is one. */
    async mailTo(address: string): Promise<string> {
      for (;;) {
        const mail = mails.findLast(({ to }) => to === address);
        if (mail) return mail.text;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** Quoted-printable (RFC 2045 §6.7) read back, as a mail program does. */
const plain = (mail: string) =>
  mail
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** The part of a mailed link that lets somebody in. */
export const tokenIn = (mail: string): string => /\/sign-in\/([\w-]+)/.exec(mail)![1]!;
