import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { CommandError } from '../errors.ts';

/** What a server must know to recognise a password without learning it: RFC 5802 and 7677, SCRAM-SHA-256. */
export interface Credential {
  user: string;
  salt: Buffer;
  rounds: number;
  storedKey: Buffer;
  serverKey: Buffer;
}

/** The least that drivers accept. Our passwords are 256 random bits: more rounds would slow down nobody but their owner. */
const rounds = 4096;

export function credentialOf(user: string, password: string): Credential {
  const salt = randomBytes(28);
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest();
  return { user, salt, rounds, storedKey, serverKey: hmac(salted, 'Server Key') };
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** One try to sign in, of two messages each way. Whatever is wrong is refused in the same words. */
export class Scram {
  readonly #credential: Credential;
  #greeting = '';
  #opening = '';
  #nonce = '';
  #isUser = false;

  constructor(credential: Credential) {
    this.#credential = credential;
  }

  /** Takes the client's first message, gives ours. Somebody unknown is only told so at the end. */
  open(first: string): string {
    const [, greeting, opening, user, nonce] = /^([ny],,)(n=([^,]*),r=([^,]+))$/.exec(first) ?? [];
    if (!greeting || !opening || user === undefined || !nonce) throw authenticationFailed();
    const { salt, rounds, user: expected } = this.#credential;
    this.#isUser = user.replaceAll('=2C', ',').replaceAll('=3D', '=') === expected;
    this.#greeting = Buffer.from(greeting).toString('base64');
    this.#nonce = nonce + randomBytes(24).toString('base64');
    const answer = `r=${this.#nonce},s=${salt.toString('base64')},i=${rounds}`;
    this.#opening = `${opening},${answer}`;
    return answer;
  }

  /** Takes the client's proof that he knows the password, gives ours that we know it too. */
  close(last: string): string {
    const [, spoken, proof] = /^(c=[^,]*,r=[^,]*),p=([^,]+)$/.exec(last) ?? [];
    if (spoken !== `c=${this.#greeting},r=${this.#nonce}` || !proof) throw authenticationFailed();
    const { storedKey, serverKey } = this.#credential;
    const said = `${this.#opening},${spoken}`;
    const clientKey = unmasked(Buffer.from(proof, 'base64'), hmac(storedKey, said));
    const isRight = timingSafeEqual(createHash('sha256').update(clientKey).digest(), storedKey);
    if (!isRight || !this.#isUser) throw authenticationFailed();
    return `v=${hmac(serverKey, said).toString('base64')}`;
  }
}

function unmasked(proof: Buffer, mask: Buffer): Buffer {
  if (proof.length !== mask.length) throw authenticationFailed();
  return Buffer.from(proof.map((byte, i) => byte ^ mask[i]!));
}

export const authenticationFailed = (): CommandError =>
  new CommandError('AuthenticationFailed', 'Authentication failed.');
