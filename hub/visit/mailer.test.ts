import { ownConfig } from '#config';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ordinary } from '../../test/support/database.ts';
import { openNeighbourhood, type Neighbourhood } from '../../test/support/neighbourhood.ts';
import { openPostOffice, tokenIn } from '../../test/support/post-office.ts';
import type { Talk } from '../../test/support/talk.ts';
import { Mailer } from './mailer.ts';

let place: Neighbourhood;
let office: Awaited<ReturnType<typeof openPostOffice>>;

beforeAll(async () => {
  office = await openPostOffice();
  place = await openNeighbourhood({ env: { SMTP_URL: office.url, LOG_LEVEL: 'silent' } });
});
afterEach(() => office.fails());
afterAll(async () => {
  await place.close();
  await office.close();
});

/** A line of its own for each test: whoever asks for links is held to a rate. */
const somebody = (): Promise<Talk> => place.arrive('Sien');
const ask = (who: Talk, email: string) =>
  who.get('session:ask', { email, join: { name: 'Teun', street: 'maaskade' } });
const mailOf = async (who: Talk, proof: string) => (await who.get('session:mail', { proof })).mail;
const becomes = (who: Talk, proof: string, what: string) =>
  expect.poll(() => mailOf(who, proof), { timeout: 15_000 }).toBe(what);

test('whoever asks while the mail server is silent is answered, and gets the mail when it speaks again', async () => {
  const who = await somebody();
  office.fails('silent');
  const emails = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `stil-${n}@example.org`);
  const asked = await Promise.all(emails.map((email) => ask(who, email)));
  expect(await mailOf(who, asked[0]!.proof)).toBe('waiting');
  expect(office.most()).toBeLessThanOrEqual(5);
  office.fails();
  for (const [n, email] of emails.entries()) {
    const token = tokenIn(await office.mailTo(email));
    await who.get('session:start', { token, proof: asked[n]!.proof });
  }
});

test.each<[string, 'cuts' | 451]>([
  ['says "not now"', 451],
  ['cuts the line', 'cuts'],
])('a mail is tried again when the mail server %s', async (_, fault) => {
  const who = await somebody();
  office.fails(fault);
  const email = `later-${fault}@example.org`;
  const { proof } = await ask(who, email);
  expect(await mailOf(who, proof)).toBe('waiting');
  office.fails();
  const token = tokenIn(await office.mailTo(email));
  await becomes(who, proof, 'sent');
  await who.get('session:start', { token, proof });
});

test('an address that takes no mail is said to at once, whether it is known here or not', async () => {
  const who = await somebody();
  const known = 'bekend@example.org';
  const { proof } = await ask(who, known);
  await who.get('session:start', { token: tokenIn(await office.mailTo(known)), proof });
  office.fails(550);
  const answers = await Promise.all(
    [known, 'onbekend@example.org'].map((email) => who.ask('session:ask', { email })),
  );
  expect(answers[0]).toMatchObject({
    ok: false,
    code: 'INVALID',
    message: expect.stringContaining('geen mail aan') as string,
  });
  expect(answers[1]).toEqual(answers[0]);
});

test('an address that turns out to take no mail is told to who asks what became of it, known or not', async () => {
  const who = await somebody();
  const known = 'vast@example.org';
  const { proof } = await ask(who, known);
  await who.get('session:start', { token: tokenIn(await office.mailTo(known)), proof });
  office.fails('silent');
  const proofs = await Promise.all(
    [known, 'los@example.org'].map(async (email) => (await who.get('session:ask', { email })).proof),
  );
  expect(await Promise.all(proofs.map((one) => mailOf(who, one)))).toEqual(['waiting', 'waiting']);
  office.fails(550);
  for (const one of proofs) await becomes(who, one, 'refused');
});

test('what became of a mail is told to who asked for it alone', async () => {
  const who = await somebody();
  await ask(who, 'eigen@example.org');
  expect(await who.ask('session:mail', { proof: 'guessed' })).toMatchObject({ code: 'NOT_FOUND' });
});

test('stopping does not wait for a silent mail server, and says what was not delivered', async () => {
  const said: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) });
  const post = new Mailer(ownConfig({ ...ordinary, MONGODB_URI: '', SMTP_URL: office.url }), log);
  office.fails('silent');
  const became: string[] = [];
  const mail = { to: 'nooit@example.org', subject: 'Hallo', text: 'Hallo' };
  const until = new Date(Date.now() + 900_000);
  const note = (what: string) => Promise.resolve(became.push(what));
  expect(await post.send(mail, { until, became: note })).toBe('waiting');
  await post.close();
  expect(became).toEqual(['lost']);
  expect(said.map((line) => JSON.parse(line) as object)).toMatchObject([{ mails: 1 }]);
  expect(said.join()).not.toContain('nooit@');
});

test('a mail that is of no use any more is given up', async () => {
  const post = new Mailer(
    ownConfig({ ...ordinary, MONGODB_URI: '', SMTP_URL: office.url }),
    pino({ level: 'silent' }),
  );
  office.fails(451);
  const mail = { to: 'telaat@example.org', subject: 'Hallo', text: 'Hallo' };
  expect(await post.send(mail, { until: new Date(), became: () => Promise.resolve() })).toBe('lost');
  await post.close();
});
