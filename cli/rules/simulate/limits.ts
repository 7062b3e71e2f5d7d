import * as z from 'zod';
import type { Simulation } from './simulate.ts';

const Percent = z.number().min(0).max(100);

/** How much a change of rules may change, as a file says it; what it does not name is not limited. */
export const Limits = z
  .strictObject({
    /** Leads in percent of all. */
    class: Percent,
    pool: Percent,
    owner: Percent,
    deadline: Percent,
    /** Won deals that sales would not have seen. */
    wonDropped: z.number().int().min(0),
    /** Leads that one owner would have had more, in percent of theirs. */
    load: z.number().min(0),
  })
  .partial();
export type Limits = z.infer<typeof Limits>;

/** Which limits a simulated change breaks, each in a sentence; none: it may be activated. */
export function broken(found: Simulation, limits: Limits): string[] {
  const aspects = (['class', 'pool', 'owner', 'deadline'] as const).flatMap((aspect) => {
    const percent = found.leads === 0 ? 0 : (100 * found.changes[aspect]) / found.leads;
    const most = limits[aspect];
    return most !== undefined && percent > most
      ? [`${aspect}: ${percent.toFixed(1)} % of the leads change, at most ${most} % may`]
      : [];
  });
  const dropped =
    limits.wonDropped !== undefined && found.wonDropped > limits.wonDropped
      ? [`${found.wonDropped} won deals would have been dropped, at most ${limits.wonDropped} may`]
      : [];
  const { load } = limits;
  const loaded = Object.entries(found.load).flatMap(([owner, { before, after }]) =>
    load !== undefined && after > before * (1 + load / 100)
      ? [`${owner} would have had ${after} leads instead of ${before}, more than ${load} % more`]
      : [],
  );
  return [...aspects, ...dropped, ...loaded];
}
