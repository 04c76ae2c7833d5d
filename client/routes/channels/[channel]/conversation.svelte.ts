import { channelKinds } from '#contract/channel-kinds.ts';
import { editMs } from '#contract/limits.ts';
import type { Channel } from '#contract/channel/index.ts';
import type { Reaction } from '#contract/chat/index.ts';
import type { Me } from '#contract/person/index.ts';
import type { Answer, Gets } from '#contract';
import { areasAround } from '#lib/place/areas.ts';
import { nameOf } from '#lib/chat/channel-face.ts';
import { ChannelLog } from '#lib/sync/channel-log.svelte.ts';
import { fold, type ShownMessage } from '#lib/chat/fold.ts';
import { hub } from '#lib/sync/hub.ts';
import { newKey } from '#lib/outbox/key.ts';
import { outbox } from '#lib/outbox/outbox.svelte.ts';
import { words, type Locale } from '#lib/text/index.ts';
import { createContext } from 'svelte';
import { isSilent } from './cards.ts';
import { Activities } from '../../agenda/activities.svelte.ts';
import { rowsOf } from './timeline.ts';
import type { Page } from '#lib/sync/cursor-log.ts';
import type { Place } from '#contract/place/index.ts';

/** Who looks at which channel, and when. */
export type View = { channel: Channel; page: Page; me: Me | null; place: Place; locale: Locale; now: string };

/** What is being written: something new, an answer, or other words for what was said. */
export type Mode =
  { kind: 'new' } | { kind: 'answer'; to: ShownMessage } | { kind: 'change'; of: ShownMessage };

/** A channel as somebody has it open: what is said in it, and what he is doing there. */
export class Conversation {
  readonly log: ChannelLog;
  /** What cards about the agenda show of today. */
  readonly activities = new Activities();
  /** The last number that was read before the page was opened: the unread line stays where it is while one reads. */
  readonly read: number | undefined;
  mode = $state.raw<Mode>({ kind: 'new' });
  /** The message that one is about to take away, or to report. */
  removing = $state.raw<ShownMessage>();
  reporting = $state.raw<ShownMessage>();
  /** The clock of the place, now and then. */
  now = $state('');
  /** One spoke here: what was unread is not news any more. */
  #spoke = $state(false);
  readonly #view: () => View;

  lines = $derived.by(() => {
    const { me } = this.#view();
    return fold(this.log.entries, outbox.in(this.log.channel), me ?? undefined);
  });
  rows = $derived.by(() => {
    const read = this.#spoke ? undefined : this.read;
    return rowsOf(this.lines, { me: this.me?.id, read, isSilent });
  });

  /** @param view what the page was given; read again whenever it changes */
  constructor(view: () => View) {
    const { channel, page, now } = view();
    this.#view = view;
    this.now = now;
    this.log = new ChannelLog(channel.id, page, (came) => this.activities.learn(came.activities ?? []));
    this.read = channel.member?.read;
  }

  get channel(): Channel {
    return this.#view().channel;
  }

  /** What it is called; one's own notices are called here as they are in the menu. */
  get name(): string {
    const { channel } = this;
    return channelKinds[channel.kind].personal
      ? words(this.locale).inbox.title
      : nameOf(channel, this.locale);
  }

  get me(): Me | null {
    return this.#view().me;
  }

  get locale(): Locale {
    return this.#view().locale;
  }

  isOwn({ author }: ShownMessage): boolean {
    return author.id === this.me?.id;
  }

  /** Whether one can do something with a message: it stands, and it was not taken back. */
  mayAct({ seq, text }: ShownMessage): boolean {
    return seq !== undefined && text !== null && this.me !== null;
  }

  mayChange(said: ShownMessage): boolean {
    return this.isOwn(said) && this.channel.speak && Date.parse(this.now) - Date.parse(said.at) < editMs;
  }

  /** One's own; a connector also what is said in the channels of his villages. */
  mayRemove(said: ShownMessage): boolean {
    const { me, place, channel } = this.#view();
    if (this.isOwn(said) || me?.role !== 'connector') return this.isOwn(said);
    return areasAround(place, channel.area).some((area) => me.areas.includes(area));
  }

  /** Goes on with an answer that was begun earlier; when what it answers is gone, it is something new. */
  async answerAgain(seq: number): Promise<void> {
    if (!(await this.log.back(seq))) return;
    const to = this.lines.find((line): line is ShownMessage => line.kind === 'said' && line.seq === seq);
    if (to && this.mayAct(to) && this.mode.kind === 'new') this.mode = { kind: 'answer', to };
  }

  /** Says it, or changes what was said; then one is writing something new. */
  say(text: string): void {
    const { channel } = this.log;
    const mode = this.mode;
    this.mode = { kind: 'new' };
    if (mode.kind === 'change' && mode.of.seq !== undefined) {
      outbox.send({ command: 'message:edit', asks: { channel, seq: mode.of.seq, text } });
      return;
    }
    const replyTo = mode.kind === 'answer' ? mode.to.seq : undefined;
    outbox.send({
      command: 'message:post',
      asks: { channel, text, ...(replyTo !== undefined && { replyTo }) },
    });
    this.#spoke = true;
  }

  /** Puts a reaction under a message, or takes one's own away. */
  react({ seq, reactions }: ShownMessage, reaction: Reaction): void {
    if (seq === undefined) return;
    const on = !reactions.find((one) => one.reaction === reaction)?.by.some(({ id }) => id === this.me?.id);
    outbox.send({ command: 'message:react', asks: { channel: this.log.channel, seq, reaction, on } });
  }

  remove({ seq }: ShownMessage): void {
    if (seq !== undefined)
      outbox.send({ command: 'message:remove', asks: { channel: this.log.channel, seq } });
  }

  report(seq: number, reason: string): Promise<Answer<Gets<'message:report'>>> {
    return hub.ask('message:report', { channel: this.log.channel, key: newKey(), seq, reason });
  }
}

export const [getConversation, setConversation] = createContext<Conversation>();
