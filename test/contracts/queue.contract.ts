import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Queue } from '../../shared/ports/queue.ts';

interface Sent {
  body: unknown;
  group?: string;
}

export interface TestedQueue {
  queue: Queue;
  /** What is in the queue now, in the order in which it came in, or within each group for a FIFO queue. */
  content(): Promise<Sent[]>;
}

/** What sending to a queue does, whatever stands behind it. */
export function queueContract(
  name: string,
  start: () => Promise<{
    plain(): Promise<TestedQueue>;
    fifo(): Promise<TestedQueue>;
    stop(): Promise<void>;
  }>,
): void {
  describe(`queue ${name}`, () => {
    let tested: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      tested = await start();
    });
    afterAll(() => tested?.stop());

    it('takes any number of messages, each as JSON would bring it', async () => {
      const { queue, content } = await tested.plain();
      await queue.send([]);
      expect(await content()).toEqual([]);
      const bodies = Array.from({ length: 25 }, (_, i) => ({
        leadId: `lead_${i}`,
        note: 'ä€',
        gone: undefined,
      }));
      await queue.send(bodies.map((body) => ({ body })));
      expect(await content()).toEqual(bodies.map(({ leadId, note }) => ({ body: { leadId, note } })));
    });

    it('takes messages that together are larger than one call may be', async () => {
      const { queue, content } = await tested.plain();
      const bodies = Array.from({ length: 7 }, (_, i) => ({ i, text: 'x'.repeat(100_000) }));
      await queue.send(bodies.map((body) => ({ body })));
      expect(await content()).toEqual(bodies.map((body) => ({ body })));
    });

    it('drops repeats in a line, and keeps groups apart', async () => {
      const { queue, content } = await tested.fifo();
      const turn = (lead: string, group: string) => ({
        body: { lead },
        group,
        deduplicationId: `event-${lead}`,
      });
      await queue.send([turn('1', 'north'), turn('2', 'south'), turn('1', 'north')]);
      await queue.send([turn('2', 'south'), turn('3', 'north')]);
      const of = async (group: string) =>
        (await content()).filter((message) => message.group === group).map(({ body }) => body);
      expect(await of('north')).toEqual([{ lead: '1' }, { lead: '3' }]);
      expect(await of('south')).toEqual([{ lead: '2' }]);
    });
  });
}
