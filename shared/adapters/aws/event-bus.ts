import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { Fault } from '../../domain/faults.ts';
import type { EventBus } from '../../ports/event-bus.ts';

/** EventBridge takes at most 10 entries a call (PutEvents quota). */
const ENTRIES_PER_CALL = 10;

/**
 * An EventBridge bus as source `leitwerk`.
 * @throws Fault `bus-refused` (retryable) when entries are still refused after a second try
 */
export function eventBus(bus: string, client = new EventBridgeClient({})): EventBus {
  async function put(
    entries: readonly { type: string; detail: unknown }[],
  ): Promise<{ type: string; detail: unknown }[]> {
    const answer = await client.send(
      new PutEventsCommand({
        Entries: entries.map((entry) => ({
          EventBusName: bus,
          Source: 'leitwerk',
          DetailType: entry.type,
          Detail: JSON.stringify(entry.detail),
        })),
      }),
    );
    if (!answer.FailedEntryCount) return [];
    return entries.filter((_, index) => answer.Entries?.[index]?.ErrorCode !== undefined);
  }

  return {
    async publish(entries) {
      for (let i = 0; i < entries.length; i += ENTRIES_PER_CALL) {
        const refused = await put(entries.slice(i, i + ENTRIES_PER_CALL));
        if (refused.length === 0) continue;
        const again = await put(refused);
        if (again.length > 0)
          throw new Fault('bus-refused', { retryable: true, detail: `${again.length} entries` });
      }
    },
  };
}
