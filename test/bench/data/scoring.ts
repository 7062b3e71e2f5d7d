import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readTable } from '../../../cli/read-table.ts';
import { fitAndJudge } from '../../../cli/scoring/fit-and-judge.ts';
import { type LeadOptions, readLeads } from '../../../cli/scoring/read-leads.ts';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Figure } from './figure.ts';

interface DataSet {
  name: string;
  file: string;
  options: Partial<LeadOptions> & Pick<LeadOptions, 'outcome' | 'won'>;
  /** Cross-validated where there are few leads, else split by their order. */
  folds: number | null;
  least?: number;
  brier?: number;
  ece?: number;
  /** How far the AUC may lie below that of plain points. */
  belowPlain?: number;
}

/** What sales fill in, and two columns that leak by being empty (README of the data). */
const laterInXeducation = [
  'Tags',
  'Lead Quality',
  'Lead Profile',
  'Last Activity',
  'Last Notable Activity',
  'Asymmetrique Activity Index',
  'Asymmetrique Profile Index',
  'Asymmetrique Activity Score',
  'Asymmetrique Profile Score',
  'What is your current occupation',
  'What matters most to you in choosing a course',
];

const sets: readonly DataSet[] = [
  {
    name: 'xeducation',
    file: 'xeducation/Leads.give.csv',
    options: { outcome: 'Converted', won: '1', knownLater: laterInXeducation },
    folds: null,
    least: 0.82,
    brier: 0.165,
    ece: 0.03,
  },
  {
    name: 'salvirt',
    file: 'salvirt-b2b/Salvirt_B2B_ML_dataset.csv',
    options: { outcome: 'Status', won: 'Won', dropDuplicates: true },
    folds: 10,
    belowPlain: 0.02,
  },
];

/** Learned scorecards: the figures of the document that is proposed, on leads that it was not fitted to. */
export function scoringFigures(folder: string): Figure[] {
  return sets.filter(({ file }) => existsSync(join(folder, file))).flatMap((set) => figuresOf(set, folder));
}

function figuresOf({ name, file, options, folds, ...limits }: DataSet, folder: string): Figure[] {
  const { document: base } = defaultDocument('scoring');
  const defaults = { knownLater: [], knownAtArrival: [], map: [], dropDuplicates: false };
  const started = performance.now();
  const leads = readLeads(readTable(join(folder, file)), file, { ...defaults, ...options }, base);
  const { report } = fitAndJudge(leads, base, folds);
  const seconds = (performance.now() - started) / 1000;
  const { auc, aucInterval, lift10, brier, ece, compared } = report;
  const gate = true;
  const how = folds
    ? `${folds} folds of ${report.test} leads`
    : `first ${report.train} leads, judged by ${report.test}`;
  return [
    {
      what: `${name}: AUC`,
      value: auc,
      ...atLeast(limits.least),
      gate,
      note: `${aucInterval.join('–')}; ${how}`,
    },
    { what: `${name}: AUC before rounding to a card`, value: compared.regression, gate },
    {
      what: `${name}: AUC above plain points`,
      value: auc - compared.plainPoints,
      ...atLeast(limits.belowPlain === undefined ? undefined : -limits.belowPlain),
      gate,
      note: `plain points ${compared.plainPoints}`,
    },
    { what: `${name}: Brier`, value: brier, ...atMost(limits.brier), gate },
    { what: `${name}: calibration error, 10 bins`, value: ece, ...atMost(limits.ece), gate },
    { what: `${name}: lift of the top tenth`, value: lift10, gate },
    { what: `${name}: seconds to fit and judge`, value: seconds, most: 60, gate: false },
  ];
}

const atLeast = (least: number | undefined) => (least === undefined ? {} : { least });
const atMost = (most: number | undefined) => (most === undefined ? {} : { most });
