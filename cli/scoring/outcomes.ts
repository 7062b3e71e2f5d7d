import { CliFailure } from '../output.ts';

/** Fewest leads with an outcome, and fewest of either outcome: below that plain points rank as well (shared data notes). */
const ENOUGH = { leads: 100, ofEach: 20 };
/** Of these so many must be there to learn from: the rest judges. */
const ENOUGH_TO_LEARN = { leads: 70, ofEach: 10 };

/** Words for a win where the caller does not say which value it is. */
const WON =
  /^(won|win|gewonnen|closed won|converted|customer|kunde|sold|verkauft|yes|ja|y|j|true|wahr|1|1\.0)$/i;

/**
 * Reads what became of each lead.
 * @param cells of the outcome column; empty where it is not known yet
 * @param won the value that means a win
 * @returns won, lost, or null where it is open
 * @throws CliFailure where the values do not tell both outcomes apart
 */
export function readOutcomes(cells: readonly string[], column: string, won?: string): (boolean | null)[] {
  const values = [...new Set(cells.filter(Boolean))];
  const wanted =
    won === undefined
      ? values.filter((value) => WON.test(value))
      : values.filter((value) => same(value, won));
  const shown = values.slice(0, 10).join(', ');
  if (values.length < 2)
    throw new CliFailure(
      `Column "${column}" has ${values.length === 0 ? 'no outcome' : `one outcome only (${shown})`}: nothing can be learned.`,
    );
  if (won === undefined && (values.length > 2 || wanted.length !== 1))
    throw new CliFailure(`Say by --won which value of "${column}" means a win; it has ${shown}.`);
  if (wanted.length === 0) throw new CliFailure(`"${won}" is no value of "${column}"; it has ${shown}.`);
  return cells.map((cell) => (cell === '' ? null : wanted.includes(cell)));
}

const same = (left: string, right: string): boolean => left.toLowerCase() === right.trim().toLowerCase();

/**
 * Refuses to learn from too few leads.
 * @param all outcomes of the file, `learned` those of the training part
 * @throws CliFailure with the reason
 */
export function requireEnough(all: readonly boolean[], learned: readonly boolean[]): void {
  for (const [outcomes, { leads, ofEach }, where] of [
    [all, ENOUGH, 'in the file'],
    [learned, ENOUGH_TO_LEARN, 'in the part to learn from'],
  ] as const) {
    const won = outcomes.filter(Boolean).length;
    if (outcomes.length < leads)
      throw new CliFailure(
        `${outcomes.length} leads with an outcome ${where}; at least ${leads} are needed. With fewer, plain points rank as well as anything fitted.`,
      );
    if (Math.min(won, outcomes.length - won) < ofEach)
      throw new CliFailure(
        `${won} won and ${outcomes.length - won} lost leads ${where}; at least ${ofEach} of each are needed to tell them apart.`,
      );
  }
}
