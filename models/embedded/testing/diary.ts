/** What a writer does at a time. Each act concerns a few documents and is one command. */
export interface Act {
  kind: 'insert' | 'update' | 'upsert' | 'delete';
  ids: string[];
  version: number;
}

/** A document as the writers keep it: everything in it follows from its id and version. Some take several pages. */
export interface Kept {
  _id: string;
  writer: string;
  nth: number;
  version: number;
  tags: string[];
  text: string;
}

export function keptAs(_id: string, version: number): Kept {
  const [writer, nth] = _id.split('#') as [string, string];
  const tags = Array.from({ length: version % 4 }, (_, i) => `tag-${version}-${i}`);
  const text = `${_id} is now ${version} `.repeat(Number(nth) % 8 === 7 ? 600 : 20);
  return { _id, writer, nth: Number(nth), version, tags, text };
}

/** Numbers from 0 up to, not including, `below`, the same ones for the same seed. */
export type Random = (below: number) => number;

/** The generator known as mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/**
 * What one writer has begun since all was last looked through, in order, and how much of it was acknowledged. It does
 * one thing after the other, also with what it wrote before.
 */
export class Diary {
  readonly writer: string;
  readonly #acts: Act[] = [];
  /** What was there when the diary was last settled. */
  #before: ReadonlyMap<string, number> = new Map();
  #alive = new Map<string, number>();
  #acknowledged = 0;
  #named = 0;

  constructor(writer: string) {
    this.writer = writer;
  }

  /** Chooses the next act and notes that it has begun. */
  begin(random: Random): Act {
    const act = this.#choose(random);
    this.#acts.push(act);
    applyTo(this.#alive, act);
    return act;
  }

  acknowledge(): void {
    this.#acknowledged++;
  }

  /**
   * Holds what is there now, versions by id, against the diary: what was there before, with some of the acts done, from
   * the first on, and no acknowledged one may be missing unless `mayLose`. Gives what is wrong; the diary goes on from
   * what is there.
   */
  settle(found: ReadonlyMap<string, number>, mayLose: boolean): string | undefined {
    const acts = this.#acts.splice(0);
    const [least, began] = [mayLose ? 0 : this.#acknowledged, this.#before];
    this.#acknowledged = 0;
    this.#before = new Map(found);
    this.#alive = new Map(found);
    const state = new Map(began);
    for (let done = 0; done <= acts.length; done++) {
      if (done >= least && isSame(state, found)) return undefined;
      if (done < acts.length) applyTo(state, acts[done]!);
    }
    return `${this.writer}: ${show(found)} is there; ${show(state)} was begun, ${least} of ${acts.length} acts acknowledged`;
  }

  #choose(random: Random): Act {
    const alive = [...this.#alive.keys()];
    const one = alive[random(alive.length)];
    switch (one === undefined ? 0 : random(8)) {
      case 0:
      case 1:
        return { kind: 'insert', ids: [this.#name()], version: 0 };
      case 2:
        return { kind: 'insert', ids: Array.from({ length: 2 + random(4) }, () => this.#name()), version: 0 };
      case 3:
        return { kind: 'upsert', ids: [this.#name()], version: 3 };
      case 4:
        return { kind: 'delete', ids: [one!], version: 0 };
      default:
        return { kind: 'update', ids: [one!], version: this.#alive.get(one!)! + 1 };
    }
  }

  #name(): string {
    return `${this.writer}#${this.#named++}`;
  }
}

function applyTo(state: Map<string, number>, { kind, ids, version }: Act): void {
  for (const id of ids)
    if (kind === 'delete') state.delete(id);
    else state.set(id, version);
}

const isSame = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  a.size === b.size && [...a].every(([id, version]) => b.get(id) === version);

const show = (state: ReadonlyMap<string, number>): string =>
  `{${[...state].map(([id, version]) => `${id}=${version}`).join(' ')}}`;
