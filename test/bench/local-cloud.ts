import { hotInquiry, startLocalCloud } from '../journeys/local-cloud.ts';

/** What the whole system on this machine does with a burst of leads. */
export interface Throughput {
  /** Acknowledged inquiries a second. */
  acknowledgedPerSecond: number;
  /** Leads a second until the last one is answered, scored, assigned and told. */
  finishedPerSecond: number;
  errors: number;
}

/**
 * Posts leads with several clients and waits until everything is worked off.
 * @param leads how many, by `clients` at the same time
 */
export async function measureThroughput(leads: number, clients: number): Promise<Throughput> {
  const cloud = await startLocalCloud();
  try {
    await cloud.call('POST', '/v1/leads', hotInquiry());
    await cloud.settle();
    const began = performance.now();
    let next = 0;
    let refused = 0;
    const client = async () => {
      while (next < leads) {
        const address = `10.${next >> 8}.${next++ & 255}.1`;
        const answer = await cloud.call('POST', '/v1/leads', hotInquiry(), { 'x-forwarded-for': address });
        if (answer.status !== 202) refused++;
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    const acknowledged = performance.now();
    await cloud.settle();
    const finished = performance.now();
    const { functions } = (await cloud.call('GET', '/_local/stats')).json;
    const errors = Object.values<{ errors: number }>(functions).reduce((sum, one) => sum + one.errors, 0);
    return {
      acknowledgedPerSecond: (leads / (acknowledged - began)) * 1000,
      finishedPerSecond: (leads / (finished - began)) * 1000,
      errors: errors + refused,
    };
  } finally {
    await cloud.stop();
  }
}
