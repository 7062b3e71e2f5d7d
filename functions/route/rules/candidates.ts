import { type Circumstances, hindranceOf, speaks } from './availability.ts';
import type { Candidate } from './fair-turn.ts';

/**
 * The members of a pool as candidates for a lead, with the reason where one cannot take it now. Who does not speak the
 * lead's language is passed over as long as somebody who does can take it.
 * @param now the instant as ISO text
 */
export function candidates(of: Circumstances, now: string): Candidate[] {
  const members = of.pool.members.map((member) => {
    const agent = of.agents.agents.find(({ id }) => id === member.agent);
    const why = hindranceOf(member, of, now)?.why;
    return {
      id: member.agent,
      weight: member.weight,
      why,
      fluent: agent !== undefined && speaks(agent, of.lead),
    };
  });
  const understood = members.some(({ why, fluent }) => !why && fluent);
  return members.map(({ id, weight, why, fluent }) => {
    const unavailable = why ?? (understood && !fluent ? 'language' : undefined);
    return unavailable ? { id, weight, unavailable } : { id, weight };
  });
}
