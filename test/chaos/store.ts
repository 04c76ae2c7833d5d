/**
 * The embedded store, killed a thousand times in the middle of writing, its log torn every fifth time, and asked a
 * million questions of which each is answered by its indexes and again by trying every document. The same seed asks the
 * same questions; crashes happen when they happen. Ends with 1 when anything was wrong.
 *
 *   bin/chaos store [--rounds 1000] [--cases 1000000] [--seed N]
 */
import { parseArgs } from 'node:util';
import { EJSON } from 'bson';
import fc from 'fast-check';
import { CrashRounds } from '../../models/embedded/testing/crash-rounds.ts';
import { holdBeside } from '../../models/embedded/testing/differences.ts';
import { randomFrom, type Random } from '../../models/embedded/testing/diary.ts';
import { DirectStore } from '../../models/embedded/testing/direct-store.ts';
import { someScene } from '../../models/embedded/testing/questions.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    cases: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() & 0x7fffffff) },
  },
});
const [rounds, cases, seed] = [values.rounds, values.cases, values.seed].map(Number) as [
  number,
  number,
  number,
];
const roundsPerStore = 20;
console.log(`seed ${seed}: ${rounds} crashes, ${cases} questions`);
const wrong = (await crash(randomFrom(seed))) + compare();
console.log(wrong === 0 ? 'nothing was wrong' : `${wrong} faults`);
// A client whose server was killed may never close, and would keep this process.
process.exit(wrong === 0 ? 0 : 1);

/** Every so often begins with an empty store, so that looking through all of it stays quick. */
async function crash(random: Random): Promise<number> {
  const crashes = new CrashRounds(random);
  let faults = 0;
  for (let done = 0; done < rounds; done++) {
    if (done % roundsPerStore === 0) crashes.startAfresh();
    const wrong = await (isTorn(done) ? crashes.tear() : crashes.kill());
    faults += wrong.length;
    for (const line of wrong) console.log(`crash ${done}: ${line}`);
    if ((done + 1) % roundsPerStore === 0 || done + 1 === rounds) tell(done + 1, crashes, faults);
  }
  crashes.end();
  return faults;
}

/** Every fifth time the log is torn too: of every other store when it is new, and of each later on. */
function isTorn(round: number): boolean {
  return round % 5 === 4 || (round % roundsPerStore === 0 && (round / roundsPerStore) % 2 === 0);
}

function tell(done: number, { acknowledged, torn, hits }: CrashRounds, faults: number): void {
  const { beforeAnswer, inCommit, inIndex, inMove, inStart } = hits;
  console.log(`${done} of ${rounds} crashes, ${acknowledged} writes acknowledged, ${faults} faults`);
  console.log(
    `  ${torn} logs torn; killed before the first answer ${beforeAnswer}, in a commit ${inCommit}, in an index ${inIndex}, ` +
      `while the log was moved ${inMove}, in a start ${inStart} times`,
  );
}

/** In parts, each with a seed of its own that follows from the first. */
function compare(): number {
  const direct = new DirectStore();
  let asked = 0;
  for (let part = 0; asked < cases; part++) {
    const property = fc.property(someScene, (scene) => {
      asked += holdBeside(direct, scene);
    });
    const result = fc.check(property, { seed: seed + part, numRuns: 1000 });
    console.log(`${asked} of ${cases} questions (seed ${seed + part})`);
    if (!result.failed) continue;
    console.log(
      `a difference, reached by ${JSON.stringify({ seed: result.seed, path: result.counterexamplePath })}:`,
    );
    console.log(EJSON.stringify(result.counterexample, { relaxed: false }));
    console.log(String(result.errorInstance));
    direct.end();
    return 1;
  }
  direct.end();
  return 0;
}
