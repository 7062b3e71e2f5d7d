/** What a dry run knows of the rows before: kept beside the list when a run of the function ends, so that the next one knows it too. */
import type { ListImport } from '../../shared/domain/list.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { prefixes } from '../../shared/wiring.ts';
import { SeenNames } from './rules/list/seen-names.ts';

/** Bytes of the list that are in it. */
export interface DryRunMemory {
  seen: SeenNames;
  upTo: number;
}

/** In front of the table: how far it reaches. */
const HEAD = 8;

const keyOf = ({ id }: Pick<ListImport, 'id'>): string => `${prefixes.imports}${id}/seen.bin`;

/** @returns what was put away last; nothing where nothing was */
export async function recall(
  objects: Pick<Objects, 'get'>,
  list: Pick<ListImport, 'id' | 'done'>,
): Promise<DryRunMemory> {
  const kept = list.done.parts > 0 ? await objects.get(keyOf(list)) : null;
  if (!kept || kept.length < HEAD) return { seen: new SeenNames(), upTo: 0 };
  const bytes = Buffer.from(kept.buffer, kept.byteOffset, kept.length);
  return { seen: SeenNames.from(bytes.subarray(HEAD)), upTo: bytes.readDoubleLE(0) };
}

/** Puts it away for the next run of the function. */
export async function putAway(
  objects: Pick<Objects, 'put'>,
  list: Pick<ListImport, 'id'>,
  { seen, upTo }: DryRunMemory,
): Promise<void> {
  const head = Buffer.alloc(HEAD);
  head.writeDoubleLE(upTo);
  await objects.put(keyOf(list), Buffer.concat([head, seen.bytes]), 'application/octet-stream');
}
