import { median, shown, table, timed } from './figures.ts';

/** One thing to measure: what is done, how often in a round, and with how many at a time. */
export interface Measure<Side> {
  name: string;
  goes: number;
  atOnce?: number;
  work: (side: Side) => Promise<unknown>;
}

/** Measures the store, a ping to it, and raw SQLite in turns, in the other order every second round; gives a table. */
export async function compare<Side>(
  measures: Measure<Side>[],
  store: Side & { ping(times: number): Promise<unknown> },
  raw: Side,
  rounds: number,
): Promise<string> {
  const rows = [['in µs', 'raw sqlite', 'store', 'ping', 'above a ping, × raw', 'best round']];
  for (const { name, goes, atOnce = 1, work } of measures) {
    const [stores, pings, raws, ratios]: number[][] = [[], [], [], []];
    const turns = [
      async () => stores!.push(await timed(goes, () => work(store))),
      async () => pings!.push(await timed(Math.max(goes, 20), () => store.ping(atOnce))),
      async () => raws!.push(await timed(goes, () => work(raw))),
    ];
    for (const side of [store, raw]) await timed(goes, () => work(side));
    for (let round = 0; round < rounds; round++) {
      for (const turn of turns.reverse()) await turn();
      ratios!.push((stores!.at(-1)! - pings!.at(-1)!) / raws!.at(-1)!);
    }
    const middles = [raws!, stores!, pings!, ratios!].map((list) => shown(median(list)));
    rows.push([name, ...middles, shown(Math.min(...ratios!))]);
  }
  return table(rows);
}
