/** What DynamoDB charges for, worked out from the items; emulators count differently. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { table } from '../../shared/wiring.ts';

export type Item = Record<string, AttributeValue>;

const utf8 = (text: string): number => Buffer.byteLength(text);

/** Bytes of a number: one per two significant digits, one for the exponent, one more where it is negative. */
function numberSize(text: string): number {
  const digits = text
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '').length;
  return Math.ceil(digits / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.L !== undefined) return value.L.reduce((sum, entry) => sum + 1 + valueSize(entry), 3);
  if (value.M !== undefined) return Object.values(value.M).length + 3 + itemSize(value.M);
  if (value.SS !== undefined) return value.SS.reduce((sum, entry) => sum + utf8(entry), 0);
  return 1;
}

/** Bytes of an item as they are charged: names and values. */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueSize(value), 0);
}

/** Write units of one item in the table: a unit per started KB of the larger of before and after. */
export function writeUnits(before: Item | undefined, after: Item | undefined): number {
  const bytes = Math.max(itemSize(before ?? {}), itemSize(after ?? {}));
  return Math.max(1, Math.ceil(bytes / 1024));
}

/**
 * Write units of the indexes, which hold keys only: an entry that comes or goes is 1, one that moves 2, one that stays 0.
 * Not doubled in a transaction, since the indexes follow the table afterwards.
 */
export function indexUnits(before: Item | undefined, after: Item | undefined): number {
  return Object.values(table.indexes).reduce((sum, { partitionKey, sortKey }) => {
    const place = (item: Item | undefined) =>
      item?.[partitionKey]?.S === undefined || item[sortKey]?.S === undefined
        ? null
        : JSON.stringify([item[partitionKey].S, item[sortKey].S]);
    const [old, fresh] = [place(before), place(after)];
    return old === fresh ? sum : sum + (old === null ? 0 : 1) + (fresh === null ? 0 : 1);
  }, 0);
}

/** Read units of items that are read together: one per started 4 KB, half when a moment's delay is allowed. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}
