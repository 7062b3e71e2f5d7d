import * as z from 'zod';
import { Facts } from '../domain/facts.ts';
import type { Lead } from '../domain/lead.ts';
import { CallRules } from './calls.ts';
import { Condition } from './conditions.ts';
import { DocumentHead } from './document.ts';
import { FirstResult } from './first-result.ts';
import { LookUpRules } from './look-up.ts';
import { RoundRules } from './rounds.ts';
import { TargetGroups } from './target-groups.ts';

const levels = ['must', 'should', 'may'] as const;
/** The themes that every definition covers (spec 3, R44), and the rest. */
const themes = ['interest', 'need', 'status', 'resources', 'timing', 'industry', 'contacts'] as const;
const always = ['interest', 'need', 'status', 'resources', 'timing'] as const;

const DefinedFact = z.strictObject({
  id: z.string().min(1),
  /** The fact; of several any one is enough. */
  facts: z.array(Facts.keyof()).min(1),
  level: z.enum(levels),
  theme: z.enum(themes),
  /** Where in the process it is asked. */
  asked: z.enum(['inquiry', 'qualification', 'sales']),
  /** The values that are possible, where they are a closed list. */
  values: z.array(z.string()).optional(),
  /** How it is asked: the person in the questionnaire, the call agent on the telephone. Without it nobody asks. */
  question: z.strictObject({ de: z.string().min(1).max(200), en: z.string().min(1).max(200) }).optional(),
  /** CEL condition over `lead`, `inquiry` and `organisation`: asked only where it holds. */
  when: Condition.optional(),
  /**
   * Purpose of a consent without which nobody is asked for it and it is shown to nobody, such as the birthday of a contact
   * (R87). What a birth date says about who somebody is, recognising them may use all the same.
   */
  purpose: z.string().min(1).max(50).optional(),
});

/** What marketing and sales agreed to know about a lead. Facts of a level are asked in the order in which they stand here. */
export const DefinitionDocument = DocumentHead.extend({
  facts: z.array(DefinedFact).min(1),
  /** So many fields one form, and questions one mail, should have at most; `leitwerk rules check` notes more (R44). */
  mostFields: z.int().min(1).max(50).optional(),
  /** Without them a lead that is not ripe is scored again and again. */
  rounds: RoundRules.optional(),
  /** How leads are called; five tries within some days in the company's hours, where nothing is said. */
  calls: CallRules.optional(),
  /** What is looked up before it is asked; nothing, where nothing is said. */
  lookUp: LookUpRules.optional(),
  /** What a person reads after answering questions; thanks alone, where nothing is said. */
  firstResult: FirstResult.optional(),
  /** Whom the company wants to reach; `lead.groups` in conditions of nurture, routing and fulfilment. */
  targetGroups: TargetGroups.optional(),
})
  .strict()
  .superRefine(({ facts }, context) => {
    for (const theme of always) {
      if (facts.some((fact) => fact.theme === theme)) continue;
      context.addIssue({ code: 'custom', path: ['facts'], message: `no fact covers the theme ${theme}` });
    }
    const ids = facts.map((fact) => fact.id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) < index)
        context.addIssue({ code: 'custom', path: ['facts', index, 'id'], message: `${id} is there twice` });
    }
  });
export type DefinitionDocument = z.infer<typeof DefinitionDocument>;

type FactValue = string | number | readonly string[];

interface ProfileFact {
  /** Id in the lead definition. */
  fact: string;
  level: (typeof levels)[number];
  theme: (typeof themes)[number];
  asked: 'inquiry' | 'qualification' | 'sales';
  value: FactValue | null;
  known: boolean;
}

/** The profile matrix: the facts of one lead held against the lead definition. */
export interface Profile {
  /** Ids of what is not known yet, in the order in which it should be asked. */
  missing: string[];
  /** Ids of must-facts that are not known: while there are any, the lead cannot be qualified. */
  missingMust: string[];
  /** Known must- and should-facts, in whole percent. */
  completeness: number;
  facts: ProfileFact[];
}

/** Holds the facts of a lead against the lead definition. "unknown" as a value counts as not known. */
export function profile(lead: Pick<Lead, 'facts' | 'consents'>, definition: DefinitionDocument): Profile {
  const facts = levels.flatMap((level) =>
    definition.facts
      .filter((fact) => fact.level === level && agreedTo(lead, fact))
      .map((fact) => profileFact(lead, fact)),
  );
  const missing = facts.filter((fact) => !fact.known);
  const needed = facts.filter((fact) => fact.level !== 'may');
  const known = needed.filter((fact) => fact.known).length;
  return {
    missing: missing.map((fact) => fact.fact),
    missingMust: missing.filter((fact) => fact.level === 'must').map((fact) => fact.fact),
    completeness: needed.length === 0 ? 100 : Math.round((100 * known) / needed.length),
    facts,
  };
}

/** A fact with a purpose is none of ours before the person agrees to it, and when they no longer do. */
function agreedTo({ consents }: Pick<Lead, 'consents'>, { purpose }: z.infer<typeof DefinedFact>): boolean {
  return purpose === undefined || consents[purpose]?.given === true;
}

function profileFact(lead: Pick<Lead, 'facts'>, defined: z.infer<typeof DefinedFact>): ProfileFact {
  const value = defined.facts.map((name) => lead.facts[name]).find(isKnown) ?? null;
  const { id, level, theme, asked } = defined;
  return { fact: id, level, theme, asked, value, known: value !== null };
}

function isKnown(value: FactValue | undefined): value is FactValue {
  if (value === undefined || value === 'unknown') return false;
  return typeof value === 'number' || value.length > 0;
}
