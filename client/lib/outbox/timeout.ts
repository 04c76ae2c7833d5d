/** What is awaited, or undefined when that takes longer than so many ms. What comes too late is let go. */
export const within = <Result>(ms: number, work: Promise<Result>): Promise<Result | undefined> =>
  Promise.race([work, new Promise<undefined>((resolve) => setTimeout(resolve, ms, undefined))]);
