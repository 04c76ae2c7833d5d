import { ownConfig } from '#config';
import { rates } from '#config/limits.ts';
import { botKey } from '#config/secret.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from '../test/support/agenda.ts';
import { ordinary } from '../test/support/database.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../test/support/neighbourhood.ts';
import type { Talk } from '../test/support/talk.ts';
import { createHub, type Hub } from './hub.ts';

let place: Neighbourhood;
let other: Hub;
let anja: Neighbour;
let wim: Talk;

const street = 'street-maaskade';

/** Two hubs in one process: of another installation, with a secret and a place of its own. Wim is at the other one. */
beforeAll(async () => {
  place = await openNeighbourhood();
  other = await openOther();
  anja = await place.arrive('Anja', 'maaskade');
  wim = place.line((await place.arrive('Wim', 'maaskade')).cookie, urlOf(other));
});
afterAll(async () => {
  await other.close();
  await place.close();
});

async function openOther(): Promise<Hub> {
  const settings = { ...ordinary, MONGODB_URI: '', SECRET: 'another secret, of another installation' };
  const elsewhere = { ...place.place, id: 'elders', name: 'Elders' };
  const log = pino({ level: 'silent' });
  const hub = await createHub({ config: ownConfig(settings), place: elsewhere, log });
  await hub.listen();
  return hub;
}
const urlOf = (hub: Hub) => `http://127.0.0.1:${hub.port()}`;

async function ask(hub: Hub, command: string, asks: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${urlOf(hub)}/api/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(asks),
  });
  return (await answer.json()) as Record<string, unknown>;
}

test('each stands for its own place', async () => {
  const names = await Promise.all([place.hub, other].map((hub) => ask(hub, 'place:get', {})));
  expect(names).toMatchObject([
    { value: { place: { id: 'mook-en-middelaar', name: 'Mook en Middelaar' } } },
    { value: { place: { id: 'elders', name: 'Elders' } } },
  ]);
});

test('the key of a bot opens its own door and not the other', async () => {
  const { secret } = place.hub.config;
  const authorization = `Bearer agenda:${botKey(secret, 'agenda')}`;
  const answers = [place.hub, other].map((hub) =>
    ask(hub, 'due:claim', { kind: 'agenda-day' }, { authorization }),
  );
  expect(await Promise.all(answers)).toMatchObject([{ ok: true }, { ok: false, code: 'REAUTHENTICATE' }]);
});

test('who asked too much of one is answered by the other', async () => {
  const start = (hub: Hub) => ask(hub, 'session:start', { token: 'x', proof: 'y' });
  const { points } = rates['session:start']!;
  for (let time = 0; time < points; time++) await start(place.hub);
  expect(await start(place.hub)).toMatchObject({ code: 'RATE_LIMITED' });
  expect(await start(other)).toMatchObject({ code: 'INVALID' });
});

test('who is in a channel at one is not seen at the other', async () => {
  expect((await anja.get('presence', { channel: street })).here).toMatchObject([{ name: 'Anja' }]);
  expect((await wim.get('presence', { channel: street })).here).toMatchObject([{ name: 'Wim' }]);
});

test('what is said at one is told on no line of the other', async () => {
  const told: string[] = [];
  await wim.get('log:sync', { cursors: {} });
  for (const name of ['entry', 'typing'] as const) wim.socket.on(name, () => void told.push(name));
  await anja.get('message:post', { channel: street, key: newKey(), text: 'Hoi' });
  await anja.get('typing', { channel: street });
  await wim.get('place:get', {});
  expect(told).toEqual([]);
});

test('each counts its own answers and its own lines', async () => {
  const counted = async (hub: Hub) => (await fetch(`${urlOf(hub)}/metrics`)).text();
  await ask(other, 'demo:mails', {});
  expect(await counted(other)).toContain('demo:mails');
  expect(await counted(place.hub)).not.toContain('demo:mails');
});

test('when one stops the other goes on, and its lines with it', async () => {
  const third = await openOther();
  const line = place.line(anja.cookie, urlOf(third));
  await line.get('place:get', {});
  const told = line.next('ended');
  let cut = 0;
  for (const one of [anja, wim]) one.socket.on('ended', () => void cut++);
  await third.close();
  expect(await told).toBe('restart');
  line.socket.disconnect();
  await anja.get('message:post', { channel: street, key: newKey(), text: 'Nog steeds' });
  await wim.get('place:get', {});
  expect(cut).toBe(0);
});

test('a port that is taken is refused with what to do', async () => {
  const config = { ...place.hub.config, port: place.hub.port() };
  const second = await createHub({ config, place: place.place, log: pino({ level: 'silent' }) });
  await expect(second.listen()).rejects.toThrow(`Port ${config.port} is in use`);
  await second.close();
});
