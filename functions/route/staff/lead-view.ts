import type { LeadEvent } from '../../../shared/domain/events.ts';
import { type Lead, nextAction } from '../../../shared/domain/lead.ts';
import type { ActiveDocument, ActiveRules } from '../../../shared/ports/active-rules.ts';
import { shownActs } from '../../../shared/rules/behaviour-points.ts';
import type { DefinitionDocument } from '../../../shared/rules/definition.ts';
import { decidingOn } from '../../../shared/rules/pilot.ts';
import { profileMatrix } from '../../../shared/rules/profile-matrix.ts';
import type { ScoringDocument } from '../../../shared/rules/scoring.ts';
import { validationOf } from '../../../shared/rules/validation.ts';
import type { Colleague } from './colleagues.ts';

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

/** What a lead is held against when it is shown. */
interface ViewedBy {
  definition: ActiveDocument<DefinitionDocument>;
  scoring: ActiveDocument<ScoringDocument>;
  now: string;
}

/** The rules that a lead is shown by at an instant. */
export async function viewedBy(rules: ActiveRules, now: string): Promise<ViewedBy> {
  const [definition, scoring] = await Promise.all([rules.get('definition'), rules.get('scoring')]);
  return { definition, scoring, now };
}

/** The whole lead, as the contract shows it. @param colleagues the others of its organisation */
export function leadView(
  lead: Lead,
  { events, colleagues }: { events: readonly LeadEvent[]; colleagues: readonly Colleague[] },
  { definition, scoring, now }: ViewedBy,
): object {
  const { clocks, seq: _seq, passedOver: _passedOver, behaviour = [], ...shown } = lead;
  return {
    ...shown,
    organisation: shown.organisation || colleagues.length > 0 ? { ...shown.organisation, colleagues } : null,
    profile: profileMatrix(lead, definition.document, { events, now }),
    validation: validationOf(lead, events),
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
    behaviour: shownActs(behaviour, decidingOn(scoring.document, lead, now).document.behaviour, now),
    events,
    nextAction: nextAction(lead),
  };
}
