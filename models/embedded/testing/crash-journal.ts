import { readFileSync } from 'node:fs';

/** What a writer does at a time. */
export interface Act {
  kind: 'insert' | 'update' | 'delete';
  writer: string;
  ids: string[];
  version?: number;
}

/** A document as the writers keep it: everything in it follows from its id and version. */
export interface Kept {
  _id: string;
  writer: string;
  nth: number;
  version: number;
  tags: string[];
  text: string;
}

export function document(_id: string, version: number): Kept {
  const [round, writer, nth] = _id.split('-') as [string, string, string];
  const tags = Array.from({ length: version % 4 }, (_, i) => `tag-${version}-${i}`);
  return {
    _id,
    writer: `${round}-${writer}`,
    nth: Number(nth),
    version,
    tags,
    text: `${_id} is now ${version} `.repeat(20),
  };
}

/** What must be there after the crash, by id: one version, or one of two when the last act was not acknowledged. */
export function expectedOf(journal: string): Map<string, (number | undefined)[]> {
  const lines = readFileSync(journal, 'utf8').split('\n').filter(Boolean);
  const expected = new Map<string, (number | undefined)[]>();
  const begun = new Map<string, Act>();
  for (const line of lines) {
    // The last line of a round may have been cut off in the middle.
    const { begun: act, done } = parsed(line);
    if (act) begun.set(act.writer, act);
    if (done === undefined) continue;
    for (const id of begun.get(done)!.ids) expected.set(id, [after(begun.get(done)!)]);
    begun.delete(done);
  }
  for (const act of begun.values())
    for (const id of act.ids) expected.set(id, [...(expected.get(id) ?? [undefined]), after(act)]);
  return expected;
}

const after = ({ kind, version }: Act): number | undefined =>
  kind === 'delete' ? undefined : kind === 'insert' ? 0 : version;

function parsed(line: string): { begun?: Act; done?: string } {
  return line.endsWith('}') ? (JSON.parse(line) as { begun?: Act; done?: string }) : {};
}
