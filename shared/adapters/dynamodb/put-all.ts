import { setTimeout as wait } from 'node:timers/promises';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../domain/faults.ts';
import type { Item } from './attributes.ts';
import { fail } from './store-faults.ts';
import type { Table } from './table-access.ts';

/** Items of one call. */
const MOST_AT_ONCE = 25;
const MOST_TRIES = 5;

/**
 * Puts items in as few calls as can be, each by itself: some may stand there when it throws.
 * @param items no two of the same key
 * @param pause waits before what the table refused is sent again, in milliseconds
 */
export async function putAll(
  { table, client }: Table,
  items: readonly Item[],
  pause: (milliseconds: number) => Promise<unknown> = wait,
): Promise<void> {
  for (let done = 0; done < items.length; done += MOST_AT_ONCE) {
    let open = items.slice(done, done + MOST_AT_ONCE).map((Item) => ({ PutRequest: { Item } }));
    for (let tries = 0; open.length > 0; tries++) {
      if (tries === MOST_TRIES)
        throw new Fault('throttled', { retryable: true, detail: 'unprocessed items' });
      if (tries > 0) await pause(25 * 2 ** tries);
      const command = new BatchWriteItemCommand({ RequestItems: { [table]: open } });
      const { UnprocessedItems } = await client.send(command).catch(fail);
      open = (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
      );
    }
  }
}
