/**
 * The embedded store, killed a thousand times in the middle of writing, and asked a million questions of which each is
 * answered by its indexes and again by trying every document. The same seed asks the same questions; crashes happen when
 * they happen. Ends with 1 when anything was wrong.
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
console.log(`seed ${seed}: ${rounds} crashes, ${cases} questions`);
const wrong = (await crash(randomFrom(seed))) + compare();
console.log(wrong === 0 ? 'nothing was wrong' : `${wrong} faults`);
process.exitCode = wrong === 0 ? 0 : 1;

/** Every so often begins with an empty store, so that looking through all of it stays quick. */
async function crash(random: Random): Promise<number> {
  let faults = 0;
  let acknowledged = 0;
  for (let done = 0; done < rounds;) {
    const crashes = new CrashRounds(random);
    for (const last = Math.min(done + 20, rounds); done < last; done++) {
      const wrong = await oneRound(crashes, done);
      faults += wrong.length;
      for (const line of wrong) console.log(`crash ${done}: ${line}`);
    }
    acknowledged += crashes.acknowledged;
    crashes.end();
    console.log(`${done} of ${rounds} crashes, ${acknowledged} writes acknowledged, ${faults} faults`);
  }
  return faults;
}

function oneRound(crashes: CrashRounds, round: number): Promise<string[]> {
  if (round % 20 === 0) return crashes.tear();
  return round % 8 === 7 ? crashes.killAtStart() : crashes.kill();
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
