import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { compiled } from '../test/support/compiled.ts';
import { Tally } from '../test/support/tally.ts';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['{bin,config,models,hub,bots,client,test,bench}/**/*.test.ts'],
    reporters: ['default', new Tally(process.env['TALLY'])],
    // Where the specification tests of the MongoDB drivers lie, and a MongoDB whose answers the store's are compared with;
    // models/embedded says what it does without.
    provide: { specTests: process.env['SPEC_TESTS'] ?? '', mongodbUri: process.env['MONGODB_URI'] ?? '' },
    env: compiled,
    allowOnly: false,
    // Files wait for sockets, browsers and disks more than they compute: two at a time pay even on two cores, and with
    // more than four the browsers begin to starve each other.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
    testTimeout: 40_000,
    hookTimeout: 60_000,
  },
});
