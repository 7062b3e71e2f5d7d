import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { Objects } from '../../shared/ports/objects.ts';
import { prefixes } from '../../shared/wiring.ts';
import { CliFailure } from '../output.ts';

const Latest = z.object({ day: z.iso.date() });
const Manifest = z.object({
  day: z.iso.date(),
  files: z.array(z.object({ key: z.string(), rows: z.number(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

/** The newest day whose reports are complete, or null before the first. */
export async function latestDay(reports: Pick<Objects, 'get'>): Promise<string | null> {
  const body = await reports.get(prefixes.latestReport);
  return body ? Latest.parse(JSON.parse(Buffer.from(body).toString())).day : null;
}

/** What a day's manifest lists; null where the day was not written to its end. */
export async function manifestOf(reports: Pick<Objects, 'get'>, day: string): Promise<Manifest | null> {
  const body = await reports.get(`${prefixes.reports}${day}/manifest.json`);
  return body ? Manifest.parse(JSON.parse(Buffer.from(body).toString())) : null;
}

/**
 * One file of a day, as its manifest says that it is.
 * @throws CliFailure where it is gone or another one
 */
export async function fileOf(
  reports: Pick<Objects, 'get'>,
  { key, sha256 }: Manifest['files'][number],
): Promise<Uint8Array> {
  const body = await reports.get(key);
  if (!body || createHash('sha256').update(body).digest('hex') !== sha256)
    throw new CliFailure(`${key} is not the file that its manifest lists: write the day again with --again.`);
  return body;
}

/** The rows of a CSV file of ours, by the names of the columns. */
export const rowsOf = (body: Uint8Array): Record<string, string>[] =>
  parse(Buffer.from(body), { bom: true, delimiter: ';', columns: true });
