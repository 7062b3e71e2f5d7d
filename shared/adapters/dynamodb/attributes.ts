import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unreadable } from './codec.ts';

export type Item = Record<string, AttributeValue>;

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });
export const bytes = (value: Uint8Array): AttributeValue => ({ B: value });

/** A record of texts as attributes; what is undefined is left out, which keeps sparse indexes sparse. */
export function texts(values: Readonly<Record<string, string | undefined>>): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) item[name] = text(value);
  return item;
}

export function readText(item: Item, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw unreadable(`text ${name}`);
  return value;
}

export function readNumber(item: Item, name: string): number {
  const value = Number(item[name]?.N);
  if (!Number.isFinite(value)) throw unreadable(`number ${name}`);
  return value;
}

export function readBytes(item: Item, name: string): Uint8Array {
  const value = item[name]?.B;
  if (value === undefined) throw unreadable(`bytes ${name}`);
  return value;
}
