import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { readAdf } from '../../functions/ingest/rules/adf.ts';
import { nothingRejected } from '../../functions/ingest/rules/findings.ts';
import type { ReadingContext } from '../../functions/ingest/rules/reading.ts';
import { understand } from '../../functions/ingest/understand.ts';
import { CliFailure } from '../output.ts';
import { type Tried, understoodAs, unread } from './tried.ts';
import { tryBody } from './try-body.ts';
import { tryList } from './try-list.ts';
import { tryMail } from './try-mail.ts';

/** Larger is refused by the intake as well. */
const MAX_BYTES = 10 * 1024 * 1024;
const LISTS = ['.csv', '.tsv'];
const BODIES = ['.json', '.urlencoded', '.form', '.multipart'];

/**
 * How each item of a file would be understood. Whatever the file holds, there is at least one answer.
 * @throws CliFailure where the source asked for does not exist
 */
export async function tryFile(file: string, context: ReadingContext, source?: string): Promise<Tried[]> {
  try {
    if (statSync(file).size > MAX_BYTES) return [unread('quarantined', 'too-large')];
    return await tryBytes(readFileSync(file), extname(file).toLowerCase(), context, source);
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    return [unread('quarantined', 'unreadable')];
  }
}

async function tryBytes(
  raw: Buffer,
  ending: string,
  context: ReadingContext,
  source?: string,
): Promise<Tried[]> {
  if (raw.length === 0) return [unread('ignored', 'empty')];
  if (ending === '.eml') return tryMail(raw, context);
  if (source !== undefined || BODIES.includes(ending)) return tryBody(raw, context, source);
  if (LISTS.includes(ending)) return tryList(raw, context);
  const start = raw.subarray(0, 2000).toString('latin1');
  if (ending === '.xml' || ending === '.adf' || /^\s*<\?|^\s*<adf/i.test(start)) return tryAdf(raw, context);
  if (
    /^(?:From |Return-Path:|Received:|From:|Delivered-To:|MIME-Version:|Subject:|Date:|To:|Message-ID:)/im.test(
      start,
    ) &&
    /^[\w-]+:|^From /.test(start)
  )
    return tryMail(raw, context);
  if (/^\s*[[{]/.test(start) || /^[^\s=&]{1,100}=[^\n]*$/.test(start.trim())) return tryBody(raw, context);
  return tryMail(
    Buffer.concat([Buffer.from('Content-Type: text/plain; charset=utf-8\r\n\r\n'), raw]),
    context,
  );
}

function tryAdf(raw: Buffer, context: ReadingContext): Tried[] {
  const prospects = readAdf(raw.toString('utf8'));
  if (prospects.length === 0) return [unread('quarantined', 'not-understood')];
  return prospects.map((fields, i) => {
    const said = understand(fields, { ...context, channel: 'email', source: 'adf' });
    return {
      ...(prospects.length > 1 ? { item: i + 1 } : {}),
      ...understoodAs({ ...said, findings: nothingRejected(said.findings) }),
    };
  });
}
