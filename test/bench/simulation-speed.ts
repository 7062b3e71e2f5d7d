import { simulate } from '../../cli/rules/simulate/simulate.ts';
import type { SimulatedRules } from '../../cli/rules/simulate/simulated-rules.ts';
import { leadHistories } from '../fixtures/lead-histories.ts';
import { shippedRules } from '../fixtures/shipped-rules.ts';

export interface SimulationSpeed {
  /** CPU for the simulation of so many leads, without making them. */
  seconds: number;
  /**
   * Heap at the end less heap after a tenth, for each lead between. Turns can be taken in their order only when all are
   * known, so a few words of each are kept, and nothing of a history.
   */
  bytesPerLead: number;
}

/** Simulates another limit for hot leads on generated leads, which come as a stream and are forgotten. */
export async function measureSimulation(leads: number): Promise<SimulationSpeed> {
  const before = shippedRules();
  const { document } = before.scoring;
  const thresholds = { ...document.thresholds, hot: document.thresholds.hot + 4 };
  const after: SimulatedRules = {
    ...before,
    scoring: { hash: 'other', document: { ...document, thresholds } },
  };
  const making = cpuSeconds();
  for (const _lead of leadHistories(leads, before));
  const made = making();
  const heap = { early: 0, late: 0 };
  let count = 0;
  const onLead = () => {
    count += 1;
    if (count === leads / 10) heap.early = used();
    if (count === leads) heap.late = used();
  };
  const simulating = cpuSeconds();
  await simulate(leadHistories(leads, before), { before, after }, { onLead });
  return { seconds: simulating() - made, bytesPerLead: (heap.late - heap.early) / (0.9 * leads) };
}

function cpuSeconds(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
}

function used(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
