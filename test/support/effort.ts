/** What some work takes of the processor, in ms: where other programs want it too, work lasts longer and takes no more. */
export function effort(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
