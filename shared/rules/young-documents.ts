import type { RuleSet } from './active.ts';
import { contentHash } from './content-hash.ts';

const nobody = { version: 1, note: 'none activated', rules: [] };
const least = { version: 1, note: 'none activated', smallestGroup: 2 };

/** Documents that a set of rules from before they existed does not hold: they rule nothing, or the least. */
export const youngDocuments: RuleSet = {
  exclusion: { hash: contentHash(nobody), source: nobody },
  retention: { hash: contentHash(nobody), source: nobody },
  reports: { hash: contentHash(least), source: least },
};
