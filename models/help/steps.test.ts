import { clock } from '#config/clock.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../test/support/database.ts';
import { add, byId, byProposal, isSame, type HelpRequest } from './request.ts';
import {
  accept,
  close,
  finish,
  promoteReserve,
  propose,
  refuse,
  answerNo,
  answerYes,
  withdraw,
} from './steps.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let count = 0;
let request: HelpRequest;

const now = new Date('2021-07-16T10:00:00+02:00');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const errand = (_id: string) => ({
  _id,
  requester: `asker of ${_id}`,
  kind: 'transport' as const,
  text: 'naar de voedselbank',
  whom: 'self' as const,
  street: 'maaskade',
  from: later(300),
  to: later(420),
  minutes: 60,
  asked: now,
});

beforeAll(async () => {
  clock.set(now);
  database = await openDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  count += 1;
  request = await add(errand(`request ${count}`));
});

const idOf = (helper: string) => `${request._id} to ${helper}`;
const proposeTo = (helper: string, wave = 1) =>
  propose(request._id, {
    id: idOf(helper),
    helper,
    wave,
    at: now,
    connector: false,
    metres: 400,
    state: 'asked',
  });
const yes = (helper: string, minutes = 1) => answerYes(idOf(helper), helper, later(minutes));
const no = (helper: string) => answerNo(idOf(helper), helper, later(2));
const saidBy = (helper: string, { proposals }: HelpRequest) =>
  proposals.find((proposal) => proposal.helper === helper)?.state;

describe('a request', () => {
  test('is kept once, however often it is sent', async () => {
    const again = await add({ ...errand(request._id), text: 'iets anders' });
    expect(again.text).toBe('naar de voedselbank');
  });

  test('is kept for a month after its time, also where the clock of the place stands in another year', () => {
    const days = (request.forget.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(30);
    expect(days).toBeLessThan(31);
  });

  test('is the same as another of that person, kind and time, and no other', async () => {
    const wish = { ...errand('a new id'), requester: request.requester };
    expect(await isSame(wish)).toMatchObject({ _id: request._id });
    expect(await isSame({ ...wish, from: later(419), to: later(500) })).not.toBeNull();
    expect(await isSame({ ...wish, from: later(420), to: later(500) })).toBeNull();
    expect(await isSame({ ...wish, kind: 'pet' })).toBeNull();
    expect(await isSame({ ...wish, requester: 'somebody else' })).toBeNull();
    await withdraw(request._id, request.requester);
    expect(await isSame(wish)).toBeNull();
  });

  test('cannot be taken back, accepted or refused by anybody else', async () => {
    await proposeTo('Wim');
    await yes('Wim');
    expect(await withdraw(request._id, 'Wim')).toBeNull();
    expect(await accept(request._id, 'Wim', undefined, now)).toBeNull();
    expect(await refuse(request._id, 'Wim', undefined)).toBeNull();
    expect(await finish(request._id, 'requester', request.requester, 'worked')).toBeNull();
  });
});

describe('asking a neighbour', () => {
  test('happens once per request', async () => {
    expect(await proposeTo('Wim')).not.toBeNull();
    expect(await proposeTo('Wim', 2)).toBeNull();
  });

  test('of fifty at once, three are asked in the first wave and eight up to the second', async () => {
    const helpers = Array.from({ length: 50 }, (_, index) => `helper ${index}`);
    const first = await Promise.all(helpers.map((helper) => proposeTo(helper)));
    expect(first.filter((asked) => asked !== null)).toHaveLength(3);
    const second = await Promise.all(helpers.map((helper) => proposeTo(helper, 2)));
    expect(second.filter((asked) => asked !== null)).toHaveLength(5);
  });

  test('stops once somebody was found', async () => {
    await proposeTo('Wim');
    await yes('Wim');
    expect(await proposeTo('Els')).toBeNull();
  });
});

describe('the first yes', () => {
  test('is the one, out of fifty at once; the others stand in reserve', async () => {
    const helpers = Array.from({ length: 50 }, (_, index) => `helper ${index}`);
    for (const [index, helper] of helpers.entries()) await proposeTo(helper, 1 + Math.ceil(index / 3));
    const answers = await Promise.all(helpers.map((helper) => yes(helper)));
    const states = answers.map((after, index) => after && saidBy(helpers[index] ?? '', after));
    expect(states.filter((state) => state === 'yes')).toHaveLength(1);
    expect(states.filter((state) => state === 'reserve')).toHaveLength(49);
    const stands = await byId(request._id);
    expect(stands?.helper).toBe(helpers[states.indexOf('yes')]);
  });

  test('said twice changes nothing', async () => {
    await proposeTo('Wim');
    await proposeTo('Els');
    const first = await yes('Wim');
    await yes('Els');
    const again = await yes('Wim', 30);
    expect(again).toMatchObject({ state: 'found', helper: 'Wim' });
    expect(again?.proposals[0]).toEqual(first?.proposals[0]);
  });

  test('cannot be said by who was not asked, nor to what was asked of another', async () => {
    await proposeTo('Wim');
    expect(await yes('Els')).toBeNull();
    expect(await answerYes(idOf('Wim'), 'Els', now)).toBeNull();
    expect(await byProposal(idOf('Wim'), 'Els')).toBeNull();
  });

  test('after a no counts as well', async () => {
    await proposeTo('Wim');
    expect(saidBy('Wim', (await no('Wim')) ?? request)).toBe('no');
    expect(await yes('Wim')).toMatchObject({ state: 'found', helper: 'Wim' });
  });

  test('changes nothing when the request is over', async () => {
    await proposeTo('Wim');
    await close(request._id);
    expect(await yes('Wim')).toMatchObject({ state: 'closed', proposals: [{ state: 'asked' }] });
  });
});

describe('who cannot after all', () => {
  test('lets go, also after the match, and one more wave is planned', async () => {
    await proposeTo('Wim');
    await yes('Wim');
    await accept(request._id, request.requester, idOf('Wim'), now);
    const open = await no('Wim');
    expect(open).toMatchObject({ state: 'open', waves: 4, proposals: [{ state: 'released' }] });
    expect(open).not.toHaveProperty('helper');
  });

  test('makes room for who stood in reserve longest, for a day', async () => {
    for (const helper of ['Wim', 'Els', 'Joep']) await proposeTo(helper);
    await yes('Wim', 1);
    await yes('Joep', 2);
    await yes('Els', 3);
    await no('Wim');
    expect(await promoteReserve(request._id, later(60))).toMatchObject({ state: 'found', helper: 'Joep' });
    await no('Joep');
    expect(await promoteReserve(request._id, later(25 * 60))).toBeNull();
    expect(await promoteReserve(request._id, later(60))).toMatchObject({ helper: 'Els' });
  });
});

describe('the asker', () => {
  test('says yes to the neighbour he saw, and to no other', async () => {
    await proposeTo('Wim');
    await yes('Wim');
    expect(await accept(request._id, request.requester, idOf('Els'), now)).toBeNull();
    expect(await accept(request._id, request.requester, idOf('Wim'), now)).toMatchObject({
      state: 'matched',
    });
  });

  test('would rather have somebody else, who is not asked again', async () => {
    await proposeTo('Wim');
    await yes('Wim');
    const open = await refuse(request._id, request.requester, idOf('Wim'));
    expect(open).toMatchObject({ state: 'open', waves: 4, proposals: [{ state: 'declined' }] });
    expect(await yes('Wim')).toMatchObject({ state: 'open' });
    expect(await proposeTo('Wim', 4)).toBeNull();
  });

  test('and the helper each say how it went', async () => {
    await proposeTo('Wim');
    await yes('Wim');
    await accept(request._id, request.requester, undefined, now);
    await finish(request._id, 'helper', 'Wim', 'otherwise');
    const done = await finish(request._id, 'requester', request.requester, 'worked');
    expect(done).toMatchObject({ state: 'done', outcomes: { requester: 'worked', helper: 'otherwise' } });
    expect(await withdraw(request._id, request.requester)).toBeNull();
    expect(await close(request._id)).toBeNull();
  });
});
