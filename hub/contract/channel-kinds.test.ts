import { expect, test } from 'vitest';
import { ChannelKind, channelKinds, kindsWith } from './channel-kinds.ts';

const traits = Object.keys(channelKinds.street) as (keyof typeof channelKinds.street)[];

test('every kind of channel says yes or no to every question', () => {
  expect(Object.keys(channelKinds)).toEqual(ChannelKind.options);
  for (const kind of ChannelKind.options) {
    expect(Object.keys(channelKinds[kind]).sort(), kind).toEqual([...traits].sort());
    for (const answer of Object.values(channelKinds[kind])) expect(answer, kind).toBeTypeOf('boolean');
  }
});

test('the kinds with a trait are exactly those that say so', () => {
  for (const trait of traits) {
    const without = ChannelKind.options.filter((kind) => !kindsWith(trait).includes(kind));
    expect(kindsWith(trait).map((kind) => channelKinds[kind][trait])).not.toContain(false);
    expect(without.map((kind) => channelKinds[kind][trait])).not.toContain(true);
  }
});

test('whoever may walk in may walk out', () => {
  expect(kindsWith('leavable')).toEqual(expect.arrayContaining(kindsWith('joinable')));
});

test('nobody walks into where others live, talk by themselves or are written to', () => {
  for (const closed of ['street', 'village', 'group', 'direct', 'inbox'] as const)
    expect(kindsWith('joinable')).not.toContain(closed);
});

test('where one lives cannot be left, and is left by moving', () => {
  expect(kindsWith('followsAddress')).toEqual(['street', 'village']);
  for (const kind of kindsWith('followsAddress')) expect(channelKinds[kind].leavable, kind).toBe(false);
});

test('neighbours speak everywhere but in an inbox, which is one person’s', () => {
  expect(ChannelKind.options.filter((kind) => !channelKinds[kind].speak)).toEqual(['inbox']);
  expect(kindsWith('personal')).toEqual(['inbox']);
});

test('what people say to each other stands in no directory', () => {
  for (const kind of ['direct', 'inbox'] as const) expect(kindsWith('listed')).not.toContain(kind);
});
