import { Command } from 'commander';
import { type Connection, connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import { type Audited, auditOf } from '../reports/ask-reporter.ts';

interface Options {
  local?: boolean;
  stage: string;
  from?: string;
  to?: string;
  json?: boolean;
}

/** What is done about an inquiry that one of the records lacks. */
const MEND = {
  table:
    'it may be lost: bring INQUIRY#… and its lead back from point-in-time recovery, or take it in again from the raw bucket (mail/…, inquiries/…)',
  lead: 'its lead may be lost: bring LEAD#… back from point-in-time recovery',
  analysis: 'nothing is lost but figures: leitwerk redrive Analysis, then leitwerk report --again of the day',
  acknowledgement: 'nothing is lost: it is stored, but nobody noted that its sender was told so',
} as const satisfies Record<Audited['findings'][number]['missing'], string>;

/** `leitwerk audit`: whatever a sender was told of is in exactly one place, or is named. */
export function auditCommand(): Command {
  return withConnection(new Command('audit'))
    .description(
      'holds what senders were told against the table and the analysis data; fails if anything is missing',
    )
    .option('--from <day>', 'first day, such as 2026-11-24; yesterday unless told')
    .option('--to <day>', 'last day; the first unless told')
    .option('--json', 'for machines, one line per day')
    .action(async (options: Options) => {
      const days = daysOf(options);
      const audits = await auditAll(await connect(options), days);
      if (options.json)
        printRows(
          audits.map((audit) => ({
            ...audit,
            findings: audit.findings.map((finding) => ({ ...finding, mend: MEND[finding.missing] })),
          })),
          true,
        );
      else console.log(page(audits));
      if (audits.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
    });
}

async function auditAll(connection: Connection, days: readonly (string | true)[]): Promise<Audited[]> {
  const bar = progressBar();
  const audits: Audited[] = [];
  try {
    for (const day of days) {
      bar.at(audits.length / days.length, day === true ? 'yesterday' : day);
      audits.push(await auditOf(connection, day));
    }
  } finally {
    bar.end();
  }
  return audits;
}

/** @throws CliFailure for what are no days, or end before they begin */
export function daysOf({ from, to }: Pick<Options, 'from' | 'to'>): (string | true)[] {
  if (from === undefined && to === undefined) return [true];
  const [first, last] = [from ?? to ?? '', to ?? from ?? ''].map(startOf);
  if (first === undefined || last === undefined || last < first)
    throw new CliFailure('The last day lies before the first.');
  const days: string[] = [];
  for (let at = first; at <= last; at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

function startOf(day: string): number {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(at))
    throw new CliFailure(`${day} is no day: write 2026-11-24.`);
  return at;
}

function page(audits: readonly Audited[]): string {
  return audits
    .flatMap(({ day, acknowledged, listed, places, findings }) => {
      const where = Object.entries(places).map(([place, count]) => `${count} ${place}`);
      const told = `${acknowledged} acknowledged${listed > 0 ? `, ${listed} from lists` : ''}`;
      return [
        `${findings.length === 0 ? '✓' : '✗'} ${day}  ${told} = ${where.join(' + ') || 0}${findings.length > 0 ? `; ${findings.length} missing` : ''}`,
        ...findings.map(
          ({ missing, inquiryId, leadId }) =>
            `  ${inquiryId}${leadId ? ` (${leadId})` : ''} not in the record "${missing}"\n    → ${MEND[missing]}`,
        ),
      ];
    })
    .join('\n');
}
