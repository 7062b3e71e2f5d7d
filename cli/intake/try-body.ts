import { readAny } from '../../functions/ingest/read-body.ts';
import { guessSource, toolOf } from '../../functions/ingest/rules/hooks/tools.ts';
import type { ReadingContext } from '../../functions/ingest/rules/reading.ts';
import { understandHook } from '../../functions/ingest/understand-hook.ts';
import { CliFailure } from '../output.ts';
import { type Tried, understoodAs, unread } from './tried.ts';

const LIMITS = { depth: 20, values: 20_000 };

/** How the body of a form or of a tool would be understood; without a source it is told by its shape. */
export async function tryBody(raw: Uint8Array, context: ReadingContext, source?: string): Promise<Tried[]> {
  const body = Buffer.from(raw);
  const read = await readAny(body, typeOf(body), LIMITS);
  if (!read.ok) return [unread('quarantined', 'not-understood')];
  const named = source ?? guessSource(read.value);
  const tool = toolOf(named, context.intake.hooks);
  if (!tool) throw new CliFailure(`There is no source ${named}.`);
  const items = understandHook(read.value, { tool, source: named }, context);
  if (items.length === 0) return [{ ...unread('quarantined', 'not-understood'), source: named }];
  return items.map((item, i) => {
    const tried = understoodAs(item.understood);
    const outcome =
      item.kind === 'ignored' ? 'ignored' : item.kind === 'nobody' ? 'quarantined' : tried.outcome;
    const test = item.kind === 'ignored' && item.reason === 'test-lead';
    return {
      ...(items.length > 1 ? { item: i + 1 } : {}),
      ...tried,
      outcome,
      reason: item.kind === 'inquiry' ? tried.reason : item.reason,
      source: named,
      ...(test ? { isTest: true } : {}),
    };
  });
}

function typeOf(body: Buffer): string {
  const start = body.subarray(0, 300).toString('latin1').trimStart();
  const boundary = /^--([\w'()+,./:=?-]{1,70})\r?\n/.exec(start)?.[1];
  if (boundary) return `multipart/form-data; boundary=${boundary}`;
  return /^(?:\xef\xbb\xbf)?[[{]/.test(start) ? 'application/json' : 'application/x-www-form-urlencoded';
}
