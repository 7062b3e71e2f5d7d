import * as z from 'zod';
import { Fault } from '../../domain/faults.ts';
import { type Item, texts } from './attributes.ts';
import type { IndexPartition } from './keys.ts';

const Cursor = z.record(z.string(), z.string());

/** Where a list goes on, as text for the caller: the keys of the last item, nothing about a person. */
export function cursorOf(last: Item): string {
  const keys = Object.entries(last).map(([name, value]) => [name, value.S]);
  return Buffer.from(JSON.stringify(Object.fromEntries(keys))).toString('base64url');
}

/**
 * The keys that a cursor stands for.
 * @throws Fault `bad-cursor` (not retryable) for one that is not ours or belongs to another list
 */
export function readCursor(cursor: string, { partitionKey, sortKey, partition }: IndexPartition): Item {
  const keys = Cursor.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  const expected = ['pk', 'sk', partitionKey, sortKey].sort().join();
  if (
    !keys.success ||
    Object.keys(keys.data).sort().join() !== expected ||
    keys.data[partitionKey] !== partition
  ) {
    throw new Fault('bad-cursor', { retryable: false });
  }
  return texts(keys.data);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
