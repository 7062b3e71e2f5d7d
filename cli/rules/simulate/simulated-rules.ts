import { activeDocument, type RuleSet } from '../../../shared/rules/active.ts';
import { documents, type Subject } from '../../../shared/rules/documents.ts';
import { CliFailure } from '../../output.ts';
import type { SimulatedRules } from './simulate-lead.ts';

/**
 * The documents of a set that a simulation asks for.
 * @throws CliFailure where one is not in force
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
    pools: one('pools'),
    agents: one('agents'),
  };
}
