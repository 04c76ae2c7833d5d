import { expect, test } from 'vitest';
import { piecesOf } from './pieces.ts';

const here = 'http://localhost:3000';

test('the link in a mail can be followed', () => {
  expect(piecesOf('Tik op deze link:\nhttp://localhost:3000/sign-in/abc\nTot zo', here)).toEqual([
    { text: 'Tik op deze link:\n' },
    { text: 'http://localhost:3000/sign-in/abc', href: '/sign-in/abc' },
    { text: '\nTot zo' },
  ]);
});

test('a link to elsewhere stays text', () => {
  expect(piecesOf('https://elsewhere.example/x', here)).toEqual([{ text: 'https://elsewhere.example/x' }]);
});

test('a mail without links is one piece', () => {
  expect(piecesOf('Dag Sanne', here)).toEqual([{ text: 'Dag Sanne' }]);
});

test('a demo opened under another name of the same machine follows its links too', () => {
  expect(piecesOf('http://localhost:3000/join', 'http://127.0.0.1:3000')).toEqual([
    { text: 'http://localhost:3000/join', href: '/join' },
  ]);
  expect(piecesOf('http://localhost:9999/join', here)).toEqual([{ text: 'http://localhost:9999/join' }]);
});
