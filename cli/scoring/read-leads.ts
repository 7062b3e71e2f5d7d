import type { ScoringDocument } from '../../shared/rules/scoring.ts';
import { CliFailure } from '../output.ts';
import { findColumn, type Table } from '../read-table.ts';
import { castColumns, type Dropped, type Role } from './columns.ts';
import { exampleOf, readMap } from './examples.ts';
import { suspicionOf } from './leaks.ts';
import type { Example, Question } from './levels.ts';
import { readOutcomes, requireEnough } from './outcomes.ts';

export interface LeadOptions {
  outcome: string;
  won?: string;
  /** Column with the day on which the lead arrived. */
  received?: string;
  knownLater: readonly string[];
  /** Columns that look as if they were known later, and are not. */
  knownAtArrival: readonly string[];
  /** `canonical=COLUMN` */
  map: readonly string[];
  /** Rows to learn from; a share of 0.7 where it is not said. */
  train?: number;
  dropDuplicates: boolean;
}

export interface Leads {
  train: Example[];
  test: Example[];
  questions: Question[];
  dropped: Dropped[];
  warnings: string[];
}

const TRAINED = 0.7;
/** What a single column can tell at most at the arrival: from there on it is refused. */
const HONEST = { auc: 0.95, settled: 0.4 };
/** From there on somebody should look: odds of a win between filled and empty, and AUC. */
const STRANGE = { odds: 4, auc: 0.85 };

/**
 * Reads leads with their outcome, splits them by their order and says which columns may be asked.
 * @throws CliFailure where there is too little to learn from, a column is missing or one gives the outcome away
 */
export function readLeads(table: Table, file: string, options: LeadOptions, base: ScoringDocument): Leads {
  const find = (name: string) => findColumn(table, name, file);
  const declared = {
    outcome: find(options.outcome),
    ...(options.received ? { received: find(options.received) } : {}),
    knownLater: options.knownLater.map(find),
    map: readMap(options.map, find),
  };
  if (!declared.received && [...declared.map.values()].includes('timeframe'))
    throw new CliFailure('A time to a decision counts from the arrival: name its column by --received.');
  const warnings: string[] = [];
  const outcomes = readOutcomes(cellsOf(table, declared.outcome), declared.outcome, options.won);
  const trained = options.train ?? Math.floor(TRAINED * table.rows.length);
  const used = table.rows.flatMap((row, i) => {
    const won = outcomes[i];
    return won === null || won === undefined ? [] : [{ row, won, learned: i < trained }];
  });
  const kept = withoutRepeats(used, options.dropDuplicates, warnings);
  const learned = kept.filter((lead) => lead.learned);
  requireEnough(
    kept.map(({ won }) => won),
    learned.map(({ won }) => won),
  );
  const cells = new Map(table.columns.map((column, i) => [column, learned.map(({ row }) => row[i] ?? '')]));
  const { roles, dropped } = castColumns(cells, declared, base);
  const columns = { roles, ...(declared.received ? { received: declared.received } : {}) };
  const example = (lead: Used) => exampleOf(table, columns, lead);
  const train = learned.map(example);
  const questions = roles.map(({ id, asked }) => ({ id, asked }));
  watchForLeaks(roles, train, options.knownAtArrival.map(find), warnings);
  return { train, test: kept.filter((lead) => !lead.learned).map(example), questions, dropped, warnings };
}

function cellsOf({ columns, rows }: Table, column: string): string[] {
  const at = columns.indexOf(column);
  return rows.map((row) => row[at] ?? '');
}

interface Used {
  row: string[];
  won: boolean;
  learned: boolean;
}

function withoutRepeats(leads: readonly Used[], drop: boolean, warnings: string[]): readonly Used[] {
  const seen = new Set<string>();
  const first = leads.filter(({ row }) => {
    const key = JSON.stringify(row);
    return !seen.has(key) && seen.add(key);
  });
  const repeats = leads.length - first.length;
  if (repeats === 0) return leads;
  warnings.push(
    drop
      ? `${repeats} rows repeat an earlier one exactly and were left out.`
      : `${repeats} rows repeat an earlier one exactly: --drop-duplicates leaves them out, or the figures flatter.`,
  );
  return drop ? first : leads;
}

function watchForLeaks(
  roles: readonly Role[],
  train: readonly Example[],
  trusted: readonly string[],
  warnings: string[],
): void {
  const leaks: string[] = [];
  const declare = 'If it is known only later, declare it by --known-later; if not, by --known-at-arrival.';
  for (const role of roles.filter(({ column }) => !trusted.includes(column))) {
    const { auc, settled, whenEmpty } = suspicionOf(role, train);
    const alone = `"${role.column}" (alone AUC ${auc.toFixed(2)}, settles ${percent(settled)})`;
    if (auc > HONEST.auc || settled > HONEST.settled) leaks.push(alone);
    else if (auc > STRANGE.auc) warnings.push(`${alone} tells much for a single column. ${declare}`);
    else if (whenEmpty && oddsRatio(whenEmpty) > STRANGE.odds)
      warnings.push(
        `"${role.column}": ${percent(whenEmpty.filled)} won where it is filled, ${percent(whenEmpty.empty)} where it is empty. ${declare}`,
      );
  }
  if (leaks.length > 0)
    throw new CliFailure(
      `${leaks.join(', ')} nearly ${leaks.length === 1 ? 'gives' : 'give'} the outcome away. Declare by --known-later what is known only afterwards, or by --known-at-arrival what truly came with the lead.`,
    );
}

function oddsRatio({ empty, filled }: { empty: number; filled: number }): number {
  const odds = (share: number) => (share + 1e-6) / (1 - share + 1e-6);
  const ratio = odds(filled) / odds(empty);
  return Math.max(ratio, 1 / ratio);
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
