/**
 * The clock of the place. Everything that people see and everything that falls due follows it; a demo sets it to July
 * 2021, a test moves it. Leases between processes follow the database's clock instead.
 */
let ahead = 0;

export const clock = {
  now: (): Date => new Date(Date.now() + ahead),
  /** From here on the clock runs from this instant. */
  set(instant: Date): void {
    ahead = instant.getTime() - Date.now();
  },
};
