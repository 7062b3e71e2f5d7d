/** What a dry run knows of the rows before: kept beside the list when a run of the function ends, so that the next one knows it too. */
import * as z from 'zod';
import type { ListImport } from '../../shared/domain/list.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { prefixes } from '../../shared/wiring.ts';
import { SeenNames } from './rules/list/seen-names.ts';

/** Bytes of the list that are in it. */
export interface DryRunMemory {
  seen: SeenNames;
  upTo: number;
}

const partKey = ({ id }: Pick<ListImport, 'id'>, part: number): string =>
  `${prefixes.imports}${id}/seen-${part}.bin`;
/** Says how far the parts reach, and is put behind them: one that is newer than it knows more, which does no harm. */
const headKey = ({ id }: Pick<ListImport, 'id'>): string => `${prefixes.imports}${id}/seen.json`;
const Head = z.object({ upTo: z.number() });

/** @returns what was put away last; nothing where nothing was */
export async function recall(
  objects: Pick<Objects, 'get'>,
  list: Pick<ListImport, 'id' | 'done'>,
): Promise<DryRunMemory> {
  const head = list.done.parts > 0 ? await objects.get(headKey(list)) : null;
  const seen = new SeenNames();
  if (!head) return { seen, upTo: 0 };
  for (const part of seen.parts.keys()) {
    const kept = await objects.get(partKey(list, part));
    if (!kept || !seen.restore(part, kept)) return { seen: new SeenNames(), upTo: 0 };
  }
  return { seen, ...Head.parse(JSON.parse(Buffer.from(head).toString('utf8'))) };
}

/** Puts it away for the next run of the function. */
export async function putAway(
  objects: Pick<Objects, 'put'>,
  list: Pick<ListImport, 'id'>,
  { seen, upTo }: DryRunMemory,
): Promise<void> {
  for (const [part, bytes] of seen.parts.entries())
    await objects.put(partKey(list, part), bytes, 'application/octet-stream');
  await objects.put(
    headKey(list),
    JSON.stringify({ upTo } satisfies z.infer<typeof Head>),
    'application/json',
  );
}
