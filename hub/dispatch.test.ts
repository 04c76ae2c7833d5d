import { createHub, type Hub } from './hub.ts';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rates } from '#config/limits.ts';
import { newKey } from '../test/support/agenda.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../test/support/neighbourhood.ts';

let place: Neighbourhood;
let hub: Hub;
let anja: Neighbour;
const logged: string[] = [];

const street = 'street-maaskade';

/** A hub of the same place of which we read the log. */
beforeAll(async () => {
  place = await openNeighbourhood();
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  hub = await createHub({ config: { ...place.hub.config, port: 0 }, place: place.place, log });
  await hub.listen();
  anja = await place.arrive('Anja', 'maaskade');
});
afterAll(async () => {
  await hub.close();
  await place.close();
});
beforeEach(() => void (logged.length = 0));

/** Asks whatever it is, also what no program of ours would. */
async function ask(command: string, asks: unknown, cookie = ''): Promise<Record<string, unknown>> {
  const answer = await fetch(`http://127.0.0.1:${hub.port()}/api/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(asks),
  });
  return (await answer.json()) as Record<string, unknown>;
}

describe('a command', () => {
  test('that is known, allowed and well formed is answered', async () => {
    expect(await ask('person:me', {}, anja.cookie)).toMatchObject({
      ok: true,
      value: { me: { name: 'Anja' } },
    });
  });

  test.each(['message:sing', 'constructor', '__proto__', 'toString', 'MESSAGE:POST'])(
    'that nobody knows, as %s, is not here',
    async (name) => {
      expect(await ask(name, {}, anja.cookie)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    },
  );

  test('for which one needs an account sends a guest to sign in', async () => {
    expect(await ask('message:post', { channel: street, key: newKey(), text: 'Hoi' })).toEqual({
      ok: false,
      code: 'REAUTHENTICATE',
      message: 'Meld je eerst aan.',
    });
  });

  test('of another role is refused, in the asker’s language', async () => {
    const refused = { ok: false, code: 'FORBIDDEN' };
    expect(await ask('crisis:incidents', {}, anja.cookie)).toMatchObject(refused);
    const truus = await place.arrive('Trudy', 'maaskade', { locale: 'en' });
    expect(await ask('crisis:incidents', {}, truus.cookie)).toMatchObject({
      ...refused,
      message: 'You may not do this.',
    });
    expect(await ask('session:list', {}, 'locale=en')).toMatchObject({ message: 'Sign in first.' });
  });

  test('that one may not give is refused before anybody looks at what is asked', async () => {
    expect(await ask('crisis:open', { nonsense: true }, anja.cookie)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ask('session:end', { nonsense: true })).toMatchObject({ code: 'REAUTHENTICATE' });
  });

  test.each([
    ['no word of it', {}],
    ['half of it', { channel: street }],
    ['something else', { channel: street, key: 'a long enough key', text: 12 }],
    ['more than is asked', { channel: street, key: 'a long enough key', text: 'Hoi', pin: true }],
    ['an operator of the database', { channel: { $ne: null }, key: 'a long enough key', text: 'Hoi' }],
    ['a list', []],
  ])('with %s is not carried out', async (_, asks) => {
    const { head } = await anja.get('log:page', { channel: street });
    const answer = await ask('message:post', asks, anja.cookie);
    expect(answer).toMatchObject({ ok: false, code: 'INVALID' });
    expect(answer['message']).toMatch(/\S\.$/);
    expect((await anja.get('log:page', { channel: street })).head).toBe(head);
  });

  test('that comes too often is refused with when it may come again, well formed or not', async () => {
    const { cookie } = await place.arrive('Henk', 'maaskade');
    const post = (text: unknown) => ask('message:post', { channel: street, key: newKey(), text }, cookie);
    const { points } = rates['message:post']!;
    for (let time = 0; time < points; time++) expect(await post(time)).toMatchObject({ code: 'INVALID' });
    const answer = await post('Hoi');
    expect(answer).toMatchObject({ ok: false, code: 'RATE_LIMITED', retry: true });
    expect(answer['afterMs']).toBeGreaterThan(0);
    expect(await ask('person:me', {}, cookie)).toMatchObject({ ok: true });
  });

  test('that was refused for its role or its name counts for nothing', async () => {
    const { points } = rates['session:start']!;
    for (let time = 0; time <= points; time++) await ask('session:list', {});
    expect(await ask('session:start', { token: 'x', proof: 'y' })).toMatchObject({ code: 'INVALID' });
  });
});

describe('a refusal of the log', () => {
  test('a key that was used for other words is a conflict', async () => {
    const key = newKey();
    expect(await ask('message:post', { channel: street, key, text: 'Hoi' }, anja.cookie)).toMatchObject({
      ok: true,
    });
    const answer = await ask('message:post', { channel: street, key, text: 'Doei' }, anja.cookie);
    expect(answer).toMatchObject({
      ok: false,
      code: 'CONFLICT',
      message: expect.stringContaining('eerder') as string,
    });
  });

  test('what was taken back is not there to be answered', async () => {
    const { seq } = await anja.get('message:post', { channel: street, key: newKey(), text: 'Hoi' });
    await anja.get('message:remove', { channel: street, key: newKey(), seq });
    const answer = await ask(
      'message:react',
      { channel: street, key: newKey(), seq, reaction: '👍', on: true },
      anja.cookie,
    );
    expect(answer).toMatchObject({ ok: false, code: 'NOT_FOUND', message: 'Dit bericht is verwijderd.' });
  });
});

describe('what nobody foresaw', () => {
  const failed = () => logged.map((line) => JSON.parse(line) as Record<string, unknown>);

  /** What is kept of Bas can be read by nobody, so that whoever shows it fails. */
  let bas: Neighbour;
  beforeAll(async () => {
    bas = await place.arrive('Bas', 'maaskade');
    await mongoose.model('Person').updateOne({ _id: bas.me.id }, { $set: { emailSealed: 'no seal' } });
  });

  test('is answered as "not now", and written down with the command and without the words', async () => {
    expect(await ask('person:change', { name: 'Een geheime naam' }, bas.cookie)).toEqual({
      ok: false,
      code: 'UNAVAILABLE',
      retry: true,
      message: 'Het lukt nu even niet. We proberen het opnieuw.',
    });
    expect(failed()).toMatchObject([{ level: 50, command: 'person:change', msg: 'a command failed' }]);
    expect(logged.join()).not.toMatch(/geheime/);
  });

  test('harms nobody else', async () => {
    const answers = await Promise.all([bas, anja].map(({ cookie }) => ask('person:me', {}, cookie)));
    expect(answers).toMatchObject([{ code: 'UNAVAILABLE' }, { ok: true, value: { me: { name: 'Anja' } } }]);
  });

  test('is not written down when it was foreseen', async () => {
    await ask('message:sing', {}, anja.cookie);
    await ask('crisis:incidents', {}, anja.cookie);
    await ask('message:post', {}, anja.cookie);
    expect(logged).toEqual([]);
  });
});

test('what is counted has the names of commands and not what visitors make up', async () => {
  await ask('message:sung', {});
  await ask('place:get', {});
  const counted = await (await fetch(`http://127.0.0.1:${hub.port()}/metrics`)).text();
  expect(counted).toContain('unknown');
  expect(counted).not.toContain('sung');
  expect(counted).toContain('place:get');
});

test('a hub that stops lets what is under way finish: its words stand, and who said them hears so', async () => {
  const log = pino({ level: 'silent' });
  const stopping = await createHub({ config: { ...place.hub.config, port: 0 }, place: place.place, log });
  const line = place.line(anja.cookie, `http://127.0.0.1:${await stopping.listen()}`);
  await line.get('person:me', {});
  await holdUpWriting(300);
  const key = newKey();
  const answered = new Promise((resolve) =>
    line.socket.emit('message:post', { channel: street, key, text: 'Nog net' }, resolve),
  );
  // What comes after it on the same line is answered, so it has arrived.
  await line.get('place:get', {});
  await stopping.close();
  expect(await answered).toMatchObject({ ok: true });
  const { entries } = await anja.get('log:page', { channel: street });
  expect(entries.filter((entry) => entry.key === key)).toMatchObject([{ body: { text: 'Nog net' } }]);
  line.socket.disconnect();
});

/** The next thing that is written waits so long. */
function holdUpWriting(blockTimeMS: number) {
  const data = { failCommands: ['insert'], blockConnection: true, blockTimeMS };
  const point = { configureFailPoint: 'failCommand', mode: { times: 1 }, data };
  return mongoose.connection.db!.admin().command(point);
}
