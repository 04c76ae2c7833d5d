import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChannelKind } from './channel-kinds.ts';
import {
  channelOf,
  directChannel,
  exerciseChannel,
  inboxOf,
  kindOf,
  ownerOfInbox,
  streetChannel,
  themeChannel,
  villageChannel,
} from './ids.ts';
import { ChannelId } from './shapes.ts';

const kind = fc.constantFrom(...ChannelKind.options);
const name = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,3}$/);

test('a channel’s name tells its kind, whatever it is the channel of', () => {
  fc.assert(
    fc.property(kind, name, (kind, name) => {
      expect(kindOf(channelOf(kind, name))).toBe(kind);
      expect(ChannelId.safeParse(channelOf(kind, name)).success).toBe(true);
    }),
  );
});

test('no two channels bear the same name', () => {
  fc.assert(
    fc.property(kind, name, kind, name, (kind, name, other, another) => {
      const same = kind === other && name === another;
      expect(channelOf(kind, name) === channelOf(other, another)).toBe(same);
    }),
  );
});

test('an inbox names its owner', () => {
  fc.assert(
    fc.property(fc.uuid(), (person) => {
      expect(ownerOfInbox(inboxOf(person))).toBe(person);
    }),
  );
});

test.each([
  [streetChannel('maaskade'), 'street'],
  [villageChannel('mook'), 'village'],
  [themeChannel('help'), 'theme'],
  [inboxOf('anja'), 'inbox'],
  [directChannel('anja-and-wim'), 'direct'],
  [exerciseChannel, 'crisis'],
])('%s is a %s', (channel, kind) => expect(kindOf(channel)).toBe(kind));

test.each(['', 'street', 'streets-maaskade', 'Street-maaskade', 'a-street-maaskade', 'constructor-x'])(
  '"%s" is no channel of ours',
  (name) => expect(kindOf(name)).toBeUndefined(),
);
