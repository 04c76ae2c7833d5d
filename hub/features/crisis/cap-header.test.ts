import { CapTime } from '#contract/crisis/cap.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capHeader, capTime } from './cap-header.ts';

const zone = 'Europe/Amsterdam';

describe('a time in CAP', () => {
  test('has the offset of the place, in summer and in winter', () => {
    expect(capTime(new Date('2021-07-18T10:10:00.900Z'), zone)).toBe('2021-07-18T12:10:00+02:00');
    expect(capTime(new Date('2021-01-05T23:30:00Z'), zone)).toBe('2021-01-06T00:30:00+01:00');
  });

  test('is the same instant to the second, and well formed, whenever it is', () => {
    const instants = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2090-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (at) => {
        const written = capTime(at, zone);
        expect(CapTime.safeParse(written).success).toBe(true);
        expect(Date.parse(written)).toBe(Math.floor(at.getTime() / 1000) * 1000);
      }),
    );
  });
});

describe('the header of a version that was typed', () => {
  const first = {
    place: 'mook',
    zone,
    sender: 'gemeente.example.nl',
    incident: 'hoog-water-1a2b3c',
    n: 1,
    exercise: false,
    kind: 'update' as const,
    sent: new Date('2021-07-18T10:10:00Z'),
    expires: new Date('2021-07-18T18:00:00Z'),
    earlier: [],
  };

  test('the first is an Alert that refers to nothing', () => {
    expect(capHeader(first)).toEqual({
      identifier: 'nl-mook-hoog-water-1a2b3c-1',
      sender: 'gemeente.example.nl',
      sent: '2021-07-18T12:10:00+02:00',
      status: 'Actual',
      msgType: 'Alert',
      references: '',
      expires: '2021-07-18T20:00:00+02:00',
    });
  });

  test('the next is an Update that refers to all that still hold', () => {
    const past = { cap: capHeader({ ...first, n: 8 }), expires: new Date('2021-07-18T09:00:00Z') };
    const holds = { cap: capHeader(first), expires: first.expires };
    const header = capHeader({ ...first, n: 2, earlier: [past, holds] });
    expect(header).toMatchObject({
      msgType: 'Update',
      references: 'gemeente.example.nl,nl-mook-hoog-water-1a2b3c-1,2021-07-18T12:10:00+02:00',
    });
  });

  test('a withdrawal is a Cancel, an all-clear an Update, and an exercise says so', () => {
    const earlier = [{ cap: capHeader(first), expires: first.expires }];
    expect(capHeader({ ...first, n: 2, kind: 'cancel', earlier }).msgType).toBe('Cancel');
    expect(capHeader({ ...first, n: 2, kind: 'end', earlier }).msgType).toBe('Update');
    expect(capHeader({ ...first, exercise: true }).status).toBe('Exercise');
  });
});
