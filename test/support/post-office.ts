import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/**
 * What is wrong with a post office: it is silent, cuts the line when it hears whom a mail is for, or answers that with a number
 * (550: no such mailbox; 451: not now).
 */
type Fault = 'silent' | 'cuts' | 550 | 451;

/** A real SMTP server on a free port that keeps what it is given. */
export async function openPostOffice() {
  const mails: { to: string; text: string }[] = [];
  const waiting: (() => void)[] = [];
  const callers = new Set<Socket>();
  let fault: Fault | undefined;
  let most = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onConnect(_session, greet) {
      if (fault !== 'silent') greet();
    },
    onRcptTo(_address, _session, done) {
      if (fault === 'cuts') hangUp();
      else if (typeof fault === 'number') done(Object.assign(new Error('no'), { responseCode: fault }));
      else done();
    },
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
  server.server.on('connection', (socket: Socket) => {
    callers.add(socket);
    most = Math.max(most, callers.size);
    socket.on('close', () => callers.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    /** From now on this is wrong with it, or nothing any more. Whoever is on the line is cut off. */
    fails(how?: Fault) {
      fault = how;
      hangUp();
    },
    /** How many were on the line at once, at most. */
    most: () => most,
    /** The newest mail of all. */
    newest: (): string => mails.at(-1)!.text,
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

  function hangUp(): void {
    for (const socket of callers) socket.destroy();
  }
}

/** Quoted-printable (RFC 2045 §6.7) read back, as a mail program does. */
const plain = (mail: string) =>
  mail
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** The part of a mailed link that lets somebody in. */
export const tokenIn = (mail: string): string => /\/sign-in\/([\w-]+)/.exec(mail)![1]!;
