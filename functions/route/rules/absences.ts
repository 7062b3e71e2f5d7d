import type { Absence } from '../../../shared/domain/absence.ts';
import type { AgentsDocument } from '../../../shared/rules/agents.ts';

/** Absences of one owner at a time: more is a mistake. */
const MOST = 20;

/** The directory with what owners entered themselves beside what it says. */
export function withAbsences(
  agents: AgentsDocument,
  entered: Readonly<Record<string, readonly Absence[]>>,
): AgentsDocument {
  return {
    ...agents,
    agents: agents.agents.map((agent) => {
      const own = entered[agent.id];
      return own ? { ...agent, absences: [...(agent.absences ?? []), ...own] } : agent;
    }),
  };
}

/**
 * Of the absences that owners entered, those of certain agents that are not over: the others decide nothing.
 * @param today local date
 */
export function relevantAbsences(
  entered: Readonly<Record<string, readonly Absence[]>>,
  agents: readonly string[],
  today: string,
): Record<string, Absence[]> {
  const own = agents.map((agent) => [agent, (entered[agent] ?? []).filter(({ to }) => to >= today)] as const);
  return Object.fromEntries(own.filter(([, absences]) => absences.length > 0));
}

/**
 * The absences of an owner with one more, in order, without those that are over.
 * @param today local date
 * @returns null where the new one ends before it begins or is over, or there are too many
 */
export function addAbsence(before: readonly Absence[], added: Absence, today: string): Absence[] | null {
  if (added.to < added.from || added.to < today) return null;
  const kept = removeAbsence(before, added, today);
  return kept.length < MOST ? [...kept, added].sort((one, other) => (one.from < other.from ? -1 : 1)) : null;
}

/** The absences of an owner without one, and without those that are over. */
export function removeAbsence(before: readonly Absence[], gone: Absence, today: string): Absence[] {
  return before.filter(({ from, to }) => to >= today && !(from === gone.from && to === gone.to));
}
