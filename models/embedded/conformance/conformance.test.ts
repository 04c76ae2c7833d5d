import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openStore, type OpenStore } from '../testing/open-store.ts';
import { excluded, exclusion } from './excluded.ts';
import { readSpec, unfit } from './format.ts';
import { runTest } from './runner.ts';

const suites = ['crud', 'index-management', 'collection-management', 'run-command', 'retryable-reads'];
const directory = inject('specTests');

if (!directory) {
  test('SPEC_TESTS names no directory: nothing was compared with the specification tests of MongoDB', () => {
    for (const { reason } of excluded) expect(reason).not.toBe('');
  });
} else {
  const tallies = new Map(suites.map((suite) => [suite, { run: 0, excluded: 0, unfit: 0 }]));
  let open: OpenStore;

  beforeAll(async () => {
    open = await openStore();
  });
  afterAll(async () => {
    await open.end();
    for (const [suite, { run, excluded, unfit }] of tallies)
      console.log(
        `${suite}: ${run} specification tests run, ${excluded} excluded by the table, ${unfit} for other servers`,
      );
  });

  for (const suite of suites)
    describe(suite, () => {
      for (const name of readdirSync(join(directory, suite)).filter((file) => file.endsWith('.json')))
        addFile(suite, name);
    });

  function addFile(suite: string, name: string): void {
    const file = readSpec(readFileSync(join(directory, suite, name), 'utf8'));
    const tally = tallies.get(suite)!;
    for (const spec of file.tests) {
      if (unfit(file, spec)) tally.unfit++;
      else if (exclusion(name, spec.description)) tally.excluded++;
      else {
        tally.run++;
        test(`${name}: ${spec.description}`, () => runTest(open.store.uri, open.client, file, spec));
      }
    }
  }
}
