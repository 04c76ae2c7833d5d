import { isNews } from '#contract/facts.ts';
import type { Entry, EntryOf } from '#contract';
import type { Reaction } from '#contract/chat/index.ts';
import type { Author } from '#contract/shapes.ts';
import type { Pending } from '../outbox/pending.ts';

/** What stands in a channel: what somebody said, or an entry of another feature, which has a card of its own. */
export type Line = ShownMessage | Other;

export type Other = {
  kind: 'other';
  entry: Entry;
  /** It does not hold what its name promises, and cannot be shown. */
  isBroken?: true;
};

export type ShownMessage = {
  kind: 'said';
  /** Its number; none as long as it is on its way. */
  seq?: number;
  /** Of one's own messages: what ties it to the wish. */
  key?: string;
  author: Author;
  at: string;
  /** As it reads now; null when it was taken back. */
  text: string | null;
  en?: string;
  subject?: Subject;
  replyTo?: Quoted;
  isEdited: boolean;
  removedBy?: Author;
  reactions: Reacted[];
  /** The wish about it that is on its way: the message itself, or a change of it. */
  sending?: Sending;
};

/** Where a wish stands, and why not, in words. */
export type Sending = { key: string; state: Pending['state']; refusal?: string | undefined };

export type Subject = NonNullable<NonNullable<EntryOf<'message:posted'>['body']>['subject']>;

/** The message that is answered; only its number when it stands before what we hold. */
export type Quoted = { seq: number; said?: Pick<ShownMessage, 'author' | 'text'> };

export type Reacted = { reaction: Reaction; by: Author[] };

/**
 * Makes messages of entries: edits, removals and reactions are folded into the message they are about. What somebody
 * wishes and the log does not hold yet is shown as if it had happened, and marked.
 * @param entries in order, without holes
 * @param unsent the wishes of `me` in this channel, in order
 */
export function fold(entries: readonly Entry[], unsent: readonly Pending[] = [], me?: Author): Line[] {
  const conversation = new Folded();
  for (const entry of entries) conversation.take(entry);
  if (me) for (const wish of unsent) if (!stands(wish, entries)) conversation.foresee(wish, me);
  return conversation.lines;
}

/** What was folded until now, and what still changes it. */
class Folded {
  readonly lines: Line[] = [];
  readonly #said = new Map<number, ShownMessage>();

  take(entry: Entry): void {
    if (!isSound(entry)) return this.#passOver(broken(entry, this.lines.at(-1)));
    switch (entry.type) {
      case 'message:posted':
        return this.#add(saidOf(entry, this.#said));
      case 'message:edited':
        return entry.body ? this.#edit(entry.body.of, entry.body.text) : undefined;
      case 'message:removed':
        return entry.body ? this.#remove(entry.body.of, entry.author) : undefined;
      case 'message:reacted':
        return entry.body ? this.#react(entry.body, entry.author) : undefined;
      default:
        this.lines.push({ kind: 'other', entry });
    }
  }

  /** Shows a wish as if it had happened, marked with where it stands. */
  foresee(wish: Pending, author: Author): void {
    const sending = { key: wish.key, state: wish.state, refusal: wish.refusal };
    if (wish.command === 'message:post') {
      const said = saidOf({ author, at: wish.at, key: wish.key, body: wish.asks }, this.#said);
      return this.#add({ ...said, sending });
    }
    if (wish.state === 'waiting' || wish.state === 'sent') this.#change(wish, author);
    const one = this.#said.get(wish.asks.seq);
    if (one) one.sending = sending;
  }

  /** Of what cannot be shown only news leaves a gap that people are told of. */
  #passOver(line: Other): void {
    if (isNews(line.entry.type)) this.lines.push(line);
  }

  #add(one: ShownMessage): void {
    this.lines.push(one);
    if (one.seq !== undefined) this.#said.set(one.seq, one);
  }

  #change({ command, asks }: Exclude<Pending, { command: 'message:post' }>, author: Author): void {
    if (command === 'message:edit') this.#edit(asks.seq, asks.text);
    if (command === 'message:remove') this.#remove(asks.seq, author);
    if (command === 'message:react')
      this.#react({ of: asks.seq, reaction: asks.reaction, on: asks.on }, author);
  }

  #edit(of: number, text: string): void {
    const one = this.#said.get(of);
    if (one && one.text !== null) Object.assign(one, { text, isEdited: true });
  }

  #remove(of: number, by: Author): void {
    const one = this.#said.get(of);
    if (one) Object.assign(one, { text: null, removedBy: by, reactions: [] });
  }

  #react({ of, reaction, on }: { of: number; reaction: Reaction; on: boolean }, by: Author): void {
    const one = this.#said.get(of);
    if (one && one.text !== null) one.reactions = reacted(one.reactions, reaction, by, on);
  }
}

/**
 * Whether an entry has what is read of it here. What stands in a log was checked when it was written, by whatever the
 * contract was then; one that does not fit must not take a page with it. A card looks at its own body.
 */
function isSound({ type, body, author, at }: Entry): boolean {
  if (typeof author?.name !== 'string' || Number.isNaN(Date.parse(at))) return false;
  if (body === null || !type.startsWith('message:')) return true;
  if (typeof body !== 'object') return false;
  if (type === 'message:reacted') return typeof body.reaction === 'string';
  if (type === 'message:posted') return typeof body.text === 'string' && typeof (body.en ?? '') === 'string';
  return type !== 'message:edited' || typeof body.text === 'string';
}

/** An entry that cannot be shown, in its place: when it does not say when it came, it came with the one before. */
function broken(entry: Entry, before: Line | undefined): Other {
  const at = Number.isNaN(Date.parse(entry.at)) ? before && atOf(before) : entry.at;
  const author = typeof entry.author?.name === 'string' ? entry.author : nobody;
  return { kind: 'other', entry: { ...entry, author, at: at ?? new Date(0).toISOString() }, isBroken: true };
}

const nobody: Author = { id: '', name: '…', role: 'resident' };

export const atOf = (line: Line): string => (line.kind === 'said' ? line.at : line.entry.at);

/** Whether the log holds what was wished: by its number once the hub told it, else by its key. */
function stands({ key, seq }: Pending, entries: readonly Entry[]): boolean {
  const last = entries.at(-1)?.seq ?? 0;
  return (seq !== undefined && seq <= last) || entries.some((entry) => entry.key === key);
}

function saidOf(
  {
    seq,
    key,
    author,
    at,
    body,
  }: Pick<EntryOf<'message:posted'>, 'author' | 'at' | 'body'> & { seq?: number; key?: string | undefined },
  before: Map<number, ShownMessage>,
): ShownMessage {
  return {
    kind: 'said',
    ...(seq !== undefined && { seq }),
    ...(key !== undefined && { key }),
    author,
    at,
    text: body?.text ?? null,
    ...(body?.en !== undefined && { en: body.en }),
    ...(body?.subject && { subject: body.subject }),
    ...(body?.replyTo !== undefined && { replyTo: quoted(body.replyTo, before) }),
    isEdited: false,
    reactions: [],
  };
}

/** The message itself, not a copy: what is taken back is taken back in the quotes too. */
function quoted(seq: number, before: Map<number, ShownMessage>): Quoted {
  const one = before.get(seq);
  return { seq, ...(one && { said: one }) };
}

function reacted(reactions: Reacted[], reaction: Reaction, by: Author, on: boolean): Reacted[] {
  const others = reactions.map((one) =>
    one.reaction === reaction ? { reaction, by: one.by.filter(({ id }) => id !== by.id) } : one,
  );
  const changed = others.some((one) => one.reaction === reaction)
    ? others
    : [...others, { reaction, by: [] }];
  if (on) changed.find((one) => one.reaction === reaction)?.by.push(by);
  return changed.filter((one) => one.by.length > 0);
}
