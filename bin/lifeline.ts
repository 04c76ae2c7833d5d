/**
 * Loaded into the hub and the bots by hub-and-bots.ts. When the process that keeps them is gone, killed without a
 * chance to stop them, they stop by themselves: an orphan would hold the port and the data folder.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
