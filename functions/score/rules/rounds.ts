import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import { type DefinitionDocument, profile } from '../../../shared/rules/definition.ts';
import { exitOf } from '../../../shared/rules/rounds.ts';

/**
 * What becomes of a lead that is not ripe when a round is over: another round, which asks for the next missing facts, or
 * rest with the reason (R104, R105). Nothing where the lead definition has no rules for rounds.
 */
export function endOfRound(
  lead: Lead,
  { document, hash }: ActiveDocument<DefinitionDocument>,
  now: string,
): Draft[] {
  const { rounds } = document;
  if (!rounds) return [];
  const exit = exitOf(lead, rounds, now);
  if (exit) {
    const { reason, because } = exit;
    return [
      {
        type: 'LeadRested',
        rule: `rounds/${reason}`,
        rulesHash: hash,
        because,
        to: 'dormant',
        data: { reason },
      },
    ];
  }
  const round = lead.round + 1;
  const ask = openQuestions(lead, document).slice(0, rounds.ask);
  return [{ type: 'RoundBegun', rule: 'rounds/next', rulesHash: hash, data: { round, ask } }];
}

/** Ids of the missing facts that are asked before sales has the lead, in their order. */
function openQuestions(lead: Lead, document: DefinitionDocument): string[] {
  const { facts } = profile(lead, document);
  return facts.filter(({ known, asked }) => !known && asked !== 'sales').map(({ fact }) => fact);
}
