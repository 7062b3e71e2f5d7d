import { createHash } from 'node:crypto';
import * as z from 'zod';
import { addCalendarDays, type Calendar, localDate } from '../../shared/domain/business-time.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { prefixes } from '../../shared/wiring.ts';
import { type AskPorts, askReports } from './ask-reports.ts';
import type { Audit } from './audit/compare-records.ts';
import { reportPage } from './page/report-page.ts';
import { auditSheet, reports } from './reports.ts';
import { auditRows } from './rules/audit-rows.ts';
import { csv } from './rules/csv.ts';
import type { Rows, Sheet } from './sheet.ts';

const Latest = z.object({ day: z.iso.date() });

/** The day before an instant, as the company counts days. */
export function dayBefore(at: string, calendar: Calendar): string {
  return localDate(addCalendarDays(at, -1, calendar), calendar);
}

interface WrittenFile {
  key: string;
  rows: number;
  sha256: string;
}

interface ReportPorts extends AskPorts {
  objects: Objects;
}

/**
 * Writes the reports of a day: a file for each, the audit, the page, then the manifest, which makes the day complete, then the pointer
 * to the newest day. The same data give the same bytes.
 * @param day local date `yyyy-mm-dd`
 * @param audited what the audit of the day finds, which may go on while the reports are asked for
 */
export async function writeReport(
  { objects, ...asking }: ReportPorts,
  day: string,
  audited: Audit | Promise<Audit>,
): Promise<{ day: string; files: WrittenFile[] }> {
  const folder = `${prefixes.reports}${day}/`;
  const put = async (name: string, rows: number, body: string, type: string): Promise<WrittenFile> => {
    await objects.put(folder + name, body, type);
    return { key: folder + name, rows, sha256: createHash('sha256').update(body).digest('hex') };
  };
  const [answers, audit] = await Promise.all([askReports(asking, day), audited]);
  const write = (report: Sheet, rows: Rows) =>
    put(`${report.name}.csv`, rows.length, csv(report, rows), 'text/csv; charset=utf-8');
  const page = reportPage(day, answers, { audit, smallestGroup: asking.smallestGroup });
  const files = await Promise.all([
    ...Object.values(reports).map((report) => write(report, answers[report.name])),
    write(auditSheet, auditRows(audit)),
    put('audit.json', audit.findings.length, json(audit), 'application/json'),
    put('index.html', 0, page, 'text/html; charset=utf-8'),
  ]);
  const manifest = { day, files };
  await objects.put(`${folder}manifest.json`, json(manifest), 'application/json');
  await pointTo(day, `${folder}manifest.json`, objects);
  return manifest;
}

/** A report of an older day, made again on demand, does not take the pointer back. */
async function pointTo(day: string, manifest: string, objects: Objects): Promise<void> {
  const body = await objects.get(prefixes.latestReport);
  const latest = body ? Latest.safeParse(JSON.parse(Buffer.from(body).toString('utf8'))) : null;
  if (latest?.success && latest.data.day > day) return;
  await objects.put(prefixes.latestReport, json({ day, manifest }), 'application/json');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
