/**
 * The clock of the place. Everything that people see and everything that falls due follows it; a demo sets it to July
 * 2021, a test moves it. Leases between processes follow the database's clock instead.
 */
let ahead = 0;

export const clock = {
  now: (): Date => new Date(Date.now() + ahead),
  /** The same moment as the database will live it: what it deletes by itself, it deletes by real time. */
  inRealTime: (instant: Date): Date => new Date(instant.getTime() - ahead),
  /** From here on the clock runs from this instant. */
  set(instant: Date): void {
    ahead = instant.getTime() - Date.now();
  },
};
