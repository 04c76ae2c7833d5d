/** What is said aloud of something new: who, and the words if it has any. */
type News = { name: string; text: string };

/** So many messages in so much time are read one by one; what comes on top of them is counted. */
const rule = { most: 3, withinMs: 5_000 };

/**
 * Reads new messages to whoever listens to the page, each once, without flooding him when many speak.
 * @param words how one is read, and how many at once
 */
export class Herald {
  readonly #say: (text: string) => void;
  readonly #words: { one: (news: News) => string; many: (count: number) => string };
  #recent = 0;
  #held: News[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    say: (text: string) => void,
    words: { one: (news: News) => string; many: (count: number) => string },
  ) {
    this.#say = say;
    this.#words = words;
  }

  hear(news: News[]): void {
    this.#timer ??= setTimeout(() => this.#release(), rule.withinMs);
    for (const one of news) {
      this.#recent += 1;
      if (this.#recent <= rule.most) this.#say(this.#words.one(one));
      else this.#held.push(one);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #release(): void {
    const held = this.#held;
    this.#timer = undefined;
    this.#recent = 0;
    this.#held = [];
    const [only] = held;
    if (only && held.length === 1) this.#say(this.#words.one(only));
    else if (only) this.#say(this.#words.many(held.length));
  }
}
