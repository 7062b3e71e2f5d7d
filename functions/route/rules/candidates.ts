import type { Lead } from '../../../shared/domain/lead.ts';
import type { AgentsDocument } from '../../../shared/rules/agents.ts';
import type { Pool } from '../../../shared/rules/pools.ts';
import type { Candidate } from './fair-turn.ts';

/**
 * The members of a pool as candidates for a lead, with the reason where one cannot take it now: unknown in the
 * directory, absent today (local date), or had this lead already and declined or did not answer (R128).
 * @param now the instant as ISO text
 */
export function candidates(pool: Pool, agents: AgentsDocument, lead: Lead, now: string): Candidate[] {
  const today = localDate(now, agents.timeZone);
  return pool.members.map(({ agent: id, weight }) => {
    const agent = agents.agents.find((candidate) => candidate.id === id);
    const unavailable = !agent
      ? 'unknown'
      : agent.absences?.some(({ from, to }) => from <= today && today <= to)
        ? 'absent'
        : lead.passedOver.includes(id)
          ? 'had-it'
          : undefined;
    return unavailable ? { id, weight, unavailable } : { id, weight };
  });
}

function localDate(now: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(now));
}
