import type { RuleSets } from '../../ports/rule-sets.ts';
import { type RuleSet, setHash } from '../../rules/active.ts';

/** Rule sets in memory, for tests. */
export function memoryRuleSets(): RuleSets {
  let inForce: { hash: string; set: RuleSet } | null = null;
  return {
    async current() {
      return structuredClone(inForce);
    },
    async activate(set, before) {
      if ((inForce?.hash ?? null) !== before) return false;
      inForce = { hash: setHash(set), set: structuredClone(set) };
      return true;
    },
  };
}
