import type { LeadEvent } from '../../../shared/domain/events.ts';
import { type Lead, nextAction } from '../../../shared/domain/lead.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import { type DefinitionDocument, profile } from '../../../shared/rules/definition.ts';

/** A lead in a list: enough to choose one. */
export function leadRow(lead: Lead): object {
  const { id, version, state, stateSince, stage, facts, score, pool, owner, round, createdAt } = lead;
  return {
    id,
    version,
    state,
    stateSince,
    class: lead.class,
    stage,
    facts,
    score: score && { value: score.value, scaled: score.scaled, code: score.code },
    pool,
    owner,
    round,
    createdAt,
    nextAction: nextAction(lead),
  };
}

/** The whole lead, as the contract shows it. */
export function leadView(
  lead: Lead,
  events: readonly LeadEvent[],
  definition: ActiveDocument<DefinitionDocument>,
): object {
  const { clocks, seq: _seq, passedOver: _passedOver, ...shown } = lead;
  return {
    ...shown,
    profile: profile(lead, definition.document),
    clocks: clocks
      .filter(({ state }) => state !== 'void')
      .map(({ name, run, startedAt, target, limit, state, stoppedAt }) => ({
        name,
        run,
        startedAt,
        target,
        limit,
        state,
        ...(stoppedAt ? { stoppedAt } : {}),
      })),
    events,
    nextAction: nextAction(lead),
  };
}
