import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted, without anybody's name or words. */
export function createMetrics(connections: () => number) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'brink_answer_seconds',
    help: 'Time to answer a command, by command and code',
    labelNames: ['command', 'code'] as const,
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers: [registry],
  });
  const entries = new Counter({
    name: 'brink_entries_total',
    help: 'Entries told to the channels of this hub, by type',
    labelNames: ['type'] as const,
    registers: [registry],
  });
  new Gauge({
    name: 'brink_connections',
    help: 'Open connections of this hub',
    registers: [registry],
    collect() {
      this.set(connections());
    },
  });
  return {
    answered: (command: string, code: string, ms: number) => answers.observe({ command, code }, ms / 1000),
    told: (type: string) => entries.inc({ type }),
    text: () => registry.metrics(),
    type: registry.contentType,
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
