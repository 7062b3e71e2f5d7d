import type { Origin } from '../../shared/domain/evolve.ts';
import { newId } from '../../shared/domain/ids.ts';
import { systemClock } from '../../shared/ports/clock.ts';

/** A decision as it was typed. */
export interface Decided {
  decision: string;
  reason?: string | undefined;
  facts: Record<string, string>;
}

/** Who decides at the command line, and when. */
export function fromCommandLine(): Origin {
  const now = systemClock();
  return { now, by: 'staff:command-line', correlationId: newId('cor', now) };
}
