import { withAreas } from '../../../shared/area-tables.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import type { Objects } from '../../../shared/ports/objects.ts';
import { activeDocument, type RuleSet } from '../../../shared/rules/active.ts';
import type { ActiveScoring } from '../../../shared/rules/areas.ts';
import { type Documents, documents, type Subject } from '../../../shared/rules/documents.ts';
import { CliFailure } from '../../output.ts';

/** The documents that a simulation asks for. */
export type SimulatedRules = { [S in Simulated]: ActiveDocument<Documents[S]> } & { scoring: ActiveScoring };
type Simulated =
  | 'definition'
  | 'exclusion'
  | 'nurture'
  | 'routing'
  | 'deadlines'
  | 'calendars'
  | 'retention'
  | 'pools'
  | 'agents';

/** Adds to documents what lies beside them in the archive: the area table that scoring names. */
export type Complete = (rules: SimulatedRules) => Promise<SimulatedRules>;

/** @param archive the rules bucket, or an export of it */
export function completeFrom(archive: Pick<Objects, 'get'>): Complete {
  const add = withAreas(archive);
  return async (rules) => ({ ...rules, scoring: await add(rules.scoring) });
}

/**
 * The documents of a set that a simulation asks for.
 * @throws CliFailure where one is not in the set
 */
export function simulatedRules(set: RuleSet): SimulatedRules {
  const one = <S extends Subject>(subject: S) => {
    const entry = set[subject];
    if (!entry) throw new CliFailure(`${subject} is not in force: there is nothing to simulate against.`);
    return activeDocument(subject, entry, documents);
  };
  return {
    scoring: one('scoring'),
    definition: one('definition'),
    exclusion: one('exclusion'),
    nurture: one('nurture'),
    routing: one('routing'),
    deadlines: one('deadlines'),
    calendars: one('calendars'),
    retention: one('retention'),
    pools: one('pools'),
    agents: one('agents'),
  };
}
