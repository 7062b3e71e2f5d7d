import { createHash } from 'node:crypto';

/** The same JSON text whatever the order of its keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** Names a document by what it says: the first 16 hexadecimal digits of the SHA-256 of its canonical JSON. */
export function contentHash(document: unknown): string {
  return createHash('sha256').update(canonical(document)).digest('hex').slice(0, 16);
}
