import { readDay } from '../../functions/ingest/rules/day.ts';
import { Facts } from '../../shared/domain/facts.ts';
import { CliFailure } from '../output.ts';
import type { Table } from '../read-table.ts';
import type { Role } from './columns.ts';
import { isRatedFact, type RatedFact, ratedFacts, readFact } from './facts.ts';
import type { Example } from './levels.ts';

/**
 * Reads which columns hold which canonical facts.
 * @param entries `canonical=COLUMN`
 * @param find gives the column of that name
 * @throws CliFailure where a score cannot ask for the fact
 */
export function readMap(
  entries: readonly string[],
  find: (column: string) => string,
): Map<string, RatedFact> {
  return new Map(
    entries.map((entry) => {
      const [fact = '', column = ''] = entry.split('=').map((part) => part.trim());
      if (!isRatedFact(fact))
        throw new CliFailure(
          `--map cannot give the fact "${fact}" to a score; one of ${ratedFacts.join(', ')}.`,
        );
      return [find(column), fact];
    }),
  );
}

/** Day from which words such as "in three months" count where no arrival is known; all leads have the same. */
const SOME_DAY = '2026-01-01';

/**
 * Makes a lead of a row: its facts as the intake would read them.
 * @param roles which columns hold what
 * @param received the column with the day of arrival
 */
export function exampleOf(
  { columns }: Table,
  { roles, received }: { roles: readonly Role[]; received?: string },
  { row, won }: { row: readonly string[]; won: boolean },
): Example {
  const cell = (column: string) => row[columns.indexOf(column)] ?? '';
  const arrival = received ? readDay(cell(received), `${SOME_DAY}T00:00:00.000Z`) : null;
  const now = `${arrival ?? SOME_DAY}T00:00:00.000Z`;
  const facts: Record<string, unknown> = {};
  const extra: Record<string, unknown> = {};
  for (const { column, asked } of roles) {
    if (asked.fact === 'extra') extra[column] = cell(column);
    else facts[asked.fact] = readFact(asked.fact, cell(column), now) ?? undefined;
  }
  return { known: { facts: Facts.parse(facts), extra }, now, won };
}
