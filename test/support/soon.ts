/**
 * How long a test waits for what must come: long enough for a machine that has other things to do. Vitest's own second is not.
 *
 *     await expect.poll(() => page.getByRole('alert').count(), soon).toBe(0);
 */
export const soon = { timeout: 15_000 };
