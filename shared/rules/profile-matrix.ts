import type { LeadEvent } from '../domain/events.ts';
import type { Facts } from '../domain/facts.ts';
import type { Lead } from '../domain/lead.ts';
import { type DefinitionDocument, type Profile, profile } from './definition.ts';
import { type FactHistory, type FactName, type FactOrigin, factHistories } from './fact-origins.ts';
import { openQuestions } from './questions.ts';
import type { TargetGroups } from './target-groups.ts';

/** What speaks against a value: a code to count by, and what it stands against. */
export interface ValueCheck {
  /**
   * `not-in-list`, `passed` (a day that is over), `told-otherwise` (another value before), `contradicts` (another fact),
   * or the code of a check at intake, such as `place-not-of-postcode`.
   */
  code: string;
  /** Of a check at intake, as the sender read it. */
  message?: string;
  /** The fact that it contradicts. */
  fact?: FactName;
  /** What it was before, by whom and when. */
  value?: unknown;
  source?: string;
  at?: string;
}

type MatrixFact = Profile['facts'][number] & {
  /** The canonical fact that holds the value; the first one that is asked for where none is known. */
  name: FactName;
  origin?: FactOrigin;
  /** Whole days since it was told last. */
  ageDays?: number;
  checks: ValueCheck[];
};

/** The profile matrix with value, source and age per fact, what speaks against values, and what to ask next. */
export type ProfileMatrix = Omit<Profile, 'facts'> & {
  facts: MatrixFact[];
  /** Per theme how many facts are known of how many. */
  themes: { theme: MatrixFact['theme']; known: number; of: number }[];
  /** The target groups that the lead is in since it was scored last. */
  groups: Pick<TargetGroups[number], 'id' | 'name' | 'kind'>[];
  /** Id of the fact to ask for next; null where nothing is left to ask. */
  next: string | null;
};

const DAY_MS = 86_400_000;

/**
 * Holds a lead against the lead definition, with where its facts come from (R73, R76).
 * @param now ISO instant
 */
export function profileMatrix(
  lead: Lead,
  definition: DefinitionDocument,
  { events, now }: { events: readonly LeadEvent[]; now: string },
): ProfileMatrix {
  const plain = profile(lead, definition);
  const histories = factHistories(events);
  const facts = plain.facts.map((fact): MatrixFact => {
    const defined = definition.facts.find(({ id }) => id === fact.fact);
    const names = defined?.facts ?? [];
    const name = names.find((one) => lead.facts[one] === fact.value) ?? names[0] ?? 'externalId';
    if (!fact.known) return { ...fact, name, checks: [] };
    const history = histories.get(name);
    const age =
      history && Math.max(0, Math.floor((Date.parse(now) - Date.parse(history.origin.at)) / DAY_MS));
    return {
      ...fact,
      name,
      ...(history ? { origin: history.origin } : {}),
      ...(age === undefined ? {} : { ageDays: age }),
      checks: checksOf(name, { facts: lead.facts, values: defined?.values, history, now }),
    };
  });
  const themes = [...new Set(definition.facts.map(({ theme }) => theme))].map((theme) => {
    const of = facts.filter((fact) => fact.theme === theme);
    return { theme, known: of.filter(({ known }) => known).length, of: of.length };
  });
  return {
    ...plain,
    facts,
    themes,
    groups: (definition.targetGroups ?? [])
      .filter(({ id }) => lead.score?.groups?.includes(id))
      .map(({ id, name, kind }) => ({ id, name, kind })),
    next: openQuestions(lead, definition)[0]?.id ?? plain.missing[0] ?? null,
  };
}

interface Checked {
  facts: Facts;
  values: readonly string[] | undefined;
  history: FactHistory | undefined;
  now: string;
}

function checksOf(name: FactName, { facts, values, history, now }: Checked): ValueCheck[] {
  const value = facts[name];
  const checks: ValueCheck[] = [];
  if (values && typeof value === 'string' && !values.includes(value)) checks.push({ code: 'not-in-list' });
  if (name === 'timeframe' && typeof value === 'string' && value < now.slice(0, 10))
    checks.push({ code: 'passed' });
  const against = contradicted(name, facts);
  if (against) checks.push({ code: 'contradicts', fact: against });
  for (const { code, message } of history?.findings ?? []) checks.push({ code, message });
  const before = history?.before;
  // Interests add up: another one is no contradiction.
  if (before && name !== 'products' && name !== 'product' && name !== 'campaign')
    checks.push({
      code: 'told-otherwise',
      value: before.value,
      source: before.origin.source,
      at: before.origin.at,
    });
  return checks;
}

/** The other fact that cannot be so as well. */
function contradicted(name: FactName, { need, timeframe, budget, orderVolume }: Facts): FactName | null {
  if (name === 'need' && need === 'none')
    return timeframe !== undefined ? 'timeframe' : (orderVolume ?? 0) > 0 ? 'orderVolume' : null;
  if (name === 'budget' && budget !== undefined && orderVolume !== undefined && budget < orderVolume)
    return 'orderVolume';
  return null;
}
