/**
 * Whether a text is one XML element with everything in it opened and closed in turn. The parser itself is forgiving, and what
 * was cut off halfway could pass for something shorter.
 */
export function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  for (;;) {
    const start = xml.indexOf('<', at);
    if (open.length === 0 && xml.slice(at, start < 0 ? undefined : start).trim() !== '') return false;
    if (start < 0) return open.length === 0 && roots === 1;
    const passed = afterAside(xml, start);
    if (passed === -1) return false;
    if (passed !== undefined) {
      at = passed;
      continue;
    }
    tag.lastIndex = start;
    const [whole, closing, name = '', empty] = tag.exec(xml) ?? [];
    if (whole === undefined) return false;
    if (closing && open.pop() !== name) return false;
    if (!closing && open.length === 0) roots += 1;
    if (!closing && !empty) open.push(name);
    at = start + whole.length;
  }
}

/** Where it goes on after a comment, a CDATA section or an instruction; -1 when that never ends, undefined when it is a tag. */
function afterAside(xml: string, start: number): number | undefined {
  const aside = asides.find(([begin]) => xml.startsWith(begin, start));
  if (!aside) return undefined;
  const [begin, finish] = aside;
  const end = xml.indexOf(finish, start + begin.length);
  return end < 0 ? -1 : end + finish.length;
}

const asides = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

const tag =
  /<(\/?)([\p{L}_][\p{L}\p{N}:._-]*)(?:\s+[\p{L}_][\p{L}\p{N}:._-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/uy;
