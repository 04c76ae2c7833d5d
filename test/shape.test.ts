import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readHouse } from './architecture.ts';
import { importCircles, kindTests, largeFunctions, sameNames, unnamedModels } from './shape.ts';

const root = new URL('..', import.meta.url).pathname;
const house = readHouse(root);
const { imports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  imports: Record<string, string>;
};

describe('the house', () => {
  test('no files need each other', () => {
    expect(importCircles(house, imports)).toEqual([]);
  });

  test('every function fits on a screen and takes no more than one remembers', () => {
    expect(largeFunctions(house)).toEqual([]);
  });

  test('a name stands for one thing in a room', () => {
    expect(sameNames(house)).toEqual([]);
  });

  test('models are called by name', () => {
    expect(unnamedModels(house, imports)).toEqual([]);
  });

  test('nobody tests the kind of a channel but the table of kinds', () => {
    expect(kindTests(house)).toEqual([]);
  });
});

describe('the checker sees', () => {
  const file = (path: string, text: string) => ({ path, text });
  const statements = (count: number) => 'work();\n'.repeat(count);

  test('two files that import each other, directly or by a third, also as types', () => {
    const found = importCircles(
      [
        file('hub/a.ts', `import { b } from './b.ts'`),
        file('hub/b.ts', `import type { C } from './c.ts'`),
        file('hub/c.ts', `import { a } from './a.ts'`),
        file('hub/d.ts', `import { a } from './a.ts'`),
      ],
      imports,
    );
    expect(found).toEqual(['hub/a.ts, hub/b.ts, hub/c.ts import each other']);
  });

  test('a function of more than forty lines, wherever it stands', () => {
    for (const [name, text] of [
      ['long', `function long() {\n${statements(39)}}`],
      ['long', `const long = () => {\n${statements(39)}}`],
      ['long', `class A { long() {\n${statements(39)}} }`],
    ] as const)
      expect(largeFunctions([file('hub/a.ts', text)])).toEqual([`hub/a.ts: ${name} has 41 lines`]);
    const fits = `function short() {\n${statements(38)}}`;
    expect(largeFunctions([file('hub/a.ts', fits)])).toEqual([]);
  });

  test('a function of five parameters, but not in the store', () => {
    const text = 'const five = (a, b, c, d, e) => a';
    expect(largeFunctions([file('hub/a.ts', text)])).toEqual(['hub/a.ts: five takes 5 parameters']);
    expect(largeFunctions([file('models/embedded/a.ts', text)])).toEqual([]);
  });

  test('a name that two files of a room export', () => {
    const text = 'export const wanted = 1';
    expect(sameNames([file('hub/a.ts', text), file('hub/b.ts', text)])).toEqual([
      'hub wanted stands in hub/a.ts and hub/b.ts',
    ]);
    expect(sameNames([file('hub/a.ts', text), file('bots/b.ts', text)])).toEqual([]);
  });

  test('a model whose functions are called by their own names', () => {
    const of = (text: string) => unnamedModels([file('hub/a.ts', text)], imports);
    expect(of(`import { add } from '#models/channel/membership.ts'`)).toHaveLength(1);
    expect(of(`import * as memberships from '#models/channel/membership.ts'`)).toEqual([]);
    expect(of(`import type { Membership } from '#models/channel/membership.ts'`)).toEqual([]);
    expect(of(`import { connect } from '#models/database/connect.ts'`)).toEqual([]);
  });

  test.each([
    `if (channel.kind === 'inbox') return;`,
    `const may = ['interest', 'theme'].includes(channel.kind);`,
    'const id = `inbox-${person}`;',
    `const isDirect = /^(direct|inbox)-/.test(channel);`,
  ])('a test on a kind: %s', (text) => {
    expect(kindTests([file('hub/a.ts', text)])).toHaveLength(1);
    expect(kindTests([file('hub/contract/ids.ts', text)])).toEqual([]);
  });
});
