import { createHash } from 'node:crypto';
import * as z from 'zod';
import { addCalendarDays, type Calendar, localDate } from '../../shared/domain/business-time.ts';
import type { Analysis } from '../../shared/ports/analysis.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { prefixes } from '../../shared/wiring.ts';
import type { Audit } from './audit/compare-records.ts';
import { reportPage } from './page/report-page.ts';
import { type Answers, auditSheet, type Report, type Rows, reports, type Sheet } from './reports.ts';
import { auditRows } from './rules/audit-rows.ts';
import { csv } from './rules/csv.ts';
import { fewAnswersTogether } from './rules/few-answers.ts';
import { smallPoolsTogether, withoutSmallGroups } from './rules/small-groups.ts';
import { type Span, spanOf } from './span.ts';

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

interface ReportPorts {
  analysis: Analysis;
  objects: Objects;
  calendar: Calendar;
  /** Members that a group must have for its figures to be shown. */
  smallestGroup: number;
}

/**
 * Writes the reports of a day: a file for each, the audit, the page, then the manifest, which makes the day complete, then the pointer
 * to the newest day. The same data give the same bytes.
 * @param day local date `yyyy-mm-dd`
 * @param audited what the audit of the day finds, which may go on while the reports are asked for
 */
export async function writeReport(
  { analysis, objects, calendar, smallestGroup }: ReportPorts,
  day: string,
  audited: Audit | Promise<Audit>,
): Promise<{ day: string; files: WrittenFile[] }> {
  const folder = `${prefixes.reports}${day}/`;
  const put = async (name: string, rows: number, body: string, type: string): Promise<WrittenFile> => {
    await objects.put(folder + name, body, type);
    return { key: folder + name, rows, sha256: createHash('sha256').update(body).digest('hex') };
  };
  const [asked, audit] = await Promise.all([ask(analysis, spanOf(day, calendar)), audited]);
  const answers = {
    ...asked,
    tracking: smallPoolsTogether(asked.tracking, asked.fairness, smallestGroup),
    losses: fewAnswersTogether(asked.losses, smallestGroup),
    fairness: withoutSmallGroups(asked.fairness, smallestGroup),
  };
  const sheet = (report: Sheet, rows: Rows) =>
    put(`${report.name}.csv`, rows.length, csv(report, rows), 'text/csv; charset=utf-8');
  const page = reportPage(day, answers, { audit, smallestGroup });
  const files = await Promise.all([
    ...Object.values(reports).map((report) => sheet(report, answers[report.name])),
    sheet(auditSheet, auditRows(audit)),
    put('audit.json', audit.findings.length, json(audit), 'application/json'),
    put('index.html', 0, page, 'text/html; charset=utf-8'),
  ]);
  const manifest = { day, files };
  await objects.put(`${folder}manifest.json`, json(manifest), 'application/json');
  await pointTo(day, `${folder}manifest.json`, objects);
  return manifest;
}

async function ask(analysis: Analysis, span: Span): Promise<Answers> {
  const answer = ({ sql }: Report) => analysis.query(sql(span));
  const [tracking, sources, deadlines, funnel, losses, daily, fairness] = await Promise.all([
    answer(reports.tracking),
    answer(reports.sources),
    answer(reports.deadlines),
    answer(reports.funnel),
    answer(reports.losses),
    answer(reports.daily),
    answer(reports.fairness),
  ]);
  return { tracking, sources, deadlines, funnel, losses, daily, fairness };
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
