import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Writes "passed failed skipped" to a file, for the closing line of bin/test. Without a file it does nothing. */
export class Tally implements Reporter {
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    if (!this.#file) return;
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (wanted: string) => states.filter((state) => state === wanted).length;
    const failed = count('failed') + modules.filter(isBrokenOutsideTests).length + unhandled.length;
    writeFileSync(this.#file, `${count('passed')} ${failed} ${count('skipped')}\n`);
  }
}

/** A file that does not load, or whose preparations fail, has no failed test to be counted by. */
function isBrokenOutsideTests(module: TestModule): boolean {
  return !module.ok() && [...module.children.allTests('failed')].length === 0;
}
