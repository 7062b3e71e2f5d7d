import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { readDocument } from '../../shared/rules/read-document.ts';
import { ScoringDocument } from '../../shared/rules/scoring.ts';
import { CliFailure, printRows } from '../output.ts';
import { readTable } from '../read-table.ts';
import { calibrationPlot } from '../scoring/calibration-plot.ts';
import { type DriftOptions, driftOf } from '../scoring/drift.ts';
import { type FitReport, fitAndJudge } from '../scoring/fit-and-judge.ts';
import { written } from '../scoring/proposal.ts';
import { readLeads } from '../scoring/read-leads.ts';

interface FitOptions {
  leads: string;
  outcome: string;
  won?: string;
  received?: string;
  knownLater: string[];
  knownAtArrival: string[];
  map: string[];
  train?: number;
  folds?: number;
  dropDuplicates?: boolean;
  document?: string;
  out: string;
  plot?: string;
  json?: boolean;
}

/** `leitwerk score …`: scorecards learned from results. */
export function scoreCommand(): Command {
  const score = new Command('score').description(
    'Scorecards learned from leads whose outcome is known (offline)',
  );
  score
    .command('fit')
    .description('propose a scoring document from results; it changes nothing by itself')
    .requiredOption('--leads <file>', 'CSV, one lead a row in the order of time, as known at arrival')
    .requiredOption('--outcome <column>', 'column with what became of the lead; empty where it is open')
    .option('--won <value>', 'the value of that column that means a win')
    .option('--known-later <columns>', 'columns that were filled in after the arrival: never asked', list, [])
    .option('--known-at-arrival <columns>', 'columns that look as if known later, and are not', list, [])
    .option('--map <canonical=column,…>', 'columns that hold canonical facts under another name', list, [])
    .option('--received <column>', 'column with the day of arrival, from which times to a decision count')
    .option('--train <rows>', 'learn from the first rows, judge by the rest (default: 70 %)', count)
    .option('--folds <number>', 'judge by cross-validation over all rows instead, for small files', count)
    .option('--drop-duplicates', 'leave out rows that repeat an earlier one exactly')
    .option(
      '--document <file>',
      'scoring document in force, to compare with and to keep fast lane and lifts of',
    )
    .requiredOption('--out <file>', 'where the proposed document is written')
    .option('--plot <file.svg>', 'where the calibration plot is written')
    .option('--json', 'for machines')
    .action(fit);
  score
    .command('drift')
    .description('how far the newest leads differ from those before, criterion by criterion')
    .requiredOption('--leads <file>', 'CSV, one lead a row in the order of time')
    .requiredOption('--document <file>', 'the scoring document that looks at them')
    .option('--newest <rows>', 'how many of the last rows are compared with the rest (default: 30 %)', count)
    .option('--map <canonical=column,…>', 'columns that hold canonical facts under another name', list, [])
    .option('--received <column>', 'column with the day of arrival')
    .option('--json', 'for machines')
    .action(drift);
  return score;
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new CliFailure(`"${text}" is not a whole number above 0.`);
  return Number(text);
}

function fit({ leads: file, out, plot, json, folds, ...options }: FitOptions): void {
  if (folds === 1) throw new CliFailure('--folds needs 2 or more.');
  const base = options.document
    ? documentIn(options.document)
    : ScoringDocument.parse(defaultSource('scoring'));
  const leads = readLeads(
    readTable(file),
    file,
    { ...options, dropDuplicates: options.dropDuplicates ?? false },
    base,
  );
  const { report, document } = fitAndJudge(leads, base, folds ?? null);
  writeFileSync(out, written(document));
  if (plot) writeFileSync(plot, calibrationPlot(report.calibration));
  if (json) printRows([{ ...report, document: out }], true);
  else tell(report, out);
}

type DriftCommand = DriftOptions & { leads: string; document: string; json?: boolean };

function drift({ leads, document, json, ...options }: DriftCommand): void {
  const found = driftOf(documentIn(document), readTable(leads), leads, options);
  printRows(found, json ?? false);
  if (!json && found.some(({ verdict }) => verdict === 'changed'))
    console.log('What the score sees has changed since: fit it anew, or find out why.');
}

function documentIn(file: string): ScoringDocument {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CliFailure(`${file} cannot be read.`, { cause });
  }
  const read = readDocument('scoring', [{ name: file, text }]);
  if (!read.ok)
    throw new CliFailure(read.errors.map(({ path, reason }) => `${file}: ${path} ${reason}`).join('\n'));
  return ScoringDocument.parse(read.source);
}

function tell(report: FitReport, out: string): void {
  const { train, test, auc, aucInterval, lift10, brier, ece, compared } = report;
  printRows(report.criteria, false);
  printRows(report.dropped, false);
  for (const warning of report.warnings) console.log(`Note: ${warning}`);
  console.log(
    `Learned from ${train} leads, judged by ${test}: AUC ${auc} (${aucInterval.join('–')}), lift of the top tenth ${lift10}, Brier ${brier}, calibration error ${ece}.`,
  );
  console.log(
    `AUC beside it: plain points ${compared.plainPoints}, document in force ${compared.inForce ?? 'knows none of these facts'}.`,
  );
  console.log(`${out} is a proposal: check, simulate and activate it with leitwerk rules.`);
}
