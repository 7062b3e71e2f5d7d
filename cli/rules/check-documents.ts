import type { RuleSet } from '../../shared/rules/active.ts';
import { crossCheck } from '../../shared/rules/cross-checks.ts';
import { placedIn } from '../../shared/rules/document-parts.ts';
import { type Documents, documents, type Subject, subjects } from '../../shared/rules/documents.ts';
import { proveRouting, type RoutingFinding } from '../../shared/rules/proof/prove-routing.ts';
import { readDocument } from '../../shared/rules/read-document.ts';
import type { RuleError } from '../../shared/rules/rule-errors.ts';
import type { WrittenDocuments } from './document-files.ts';

/** What is to be said of one document. */
export interface CheckedDocument {
  subject: Subject;
  /** Of the content; null where it is refused. */
  hash: string | null;
  errors: RuleError[];
}

/** Something that works and may not be meant. */
export type RoutingNote = {
  kind: RoutingFinding['kind'] | 'not-proven';
  text: string;
  example?: Readonly<Record<string, unknown>>;
};

/**
 * Checks documents as the system does before it puts them in force, and proves the routing that comes of them.
 * @param beside documents in force, with which the given ones must fit together; none where nothing is known of a system
 */
export function checkDocuments(
  given: WrittenDocuments,
  beside: RuleSet,
): { documents: CheckedDocument[]; notes: RoutingNote[]; set: RuleSet } {
  const checked: CheckedDocument[] = [];
  const set: RuleSet = { ...beside };
  for (const [subject, parts] of given) {
    const read = readDocument(subject, parts);
    checked.push({ subject, hash: read.ok ? read.hash : null, errors: read.ok ? [] : read.errors });
    if (read.ok) set[subject] = { hash: read.hash, source: read.source };
  }
  const together = parsed(set);
  for (const { subject, asks, error } of crossCheck(together)) {
    const blamed = checked.find((one) => one.subject === (given.has(subject) ? subject : asks));
    if (!blamed) continue;
    const own = blamed.subject === subject;
    const told = own ? error : { path: [], reason: `${subject} asks for it: ${error.reason}` };
    blamed.errors.push(placedIn(told, given.get(blamed.subject) ?? []));
    blamed.hash = null;
  }
  return { documents: checked, notes: notesOn(together, given), set };
}

function parsed(set: RuleSet): Partial<Documents> {
  return Object.fromEntries(
    subjects.flatMap((subject) => {
      const { success, data } = documents[subject].safeParse(set[subject]?.source);
      return success ? [[subject, data]] : [];
    }),
  );
}

function notesOn({ routing, pools, agents }: Partial<Documents>, given: WrittenDocuments): RoutingNote[] {
  const asked: readonly Subject[] = ['routing', 'pools', 'agents'];
  if (!routing || !asked.some((subject) => given.has(subject))) return [];
  const { findings, notProven } = proveRouting(routing, { pools, agents });
  return [
    ...findings.map((finding) => ({
      kind: finding.kind,
      text: sentence(finding),
      ...('example' in finding ? { example: finding.example } : {}),
    })),
    ...notProven.map(({ rule, why }) => ({ kind: 'not-proven' as const, text: `rule ${rule}: ${why}` })),
  ];
}

function sentence(finding: RoutingFinding): string {
  switch (finding.kind) {
    case 'contradiction':
      return `rule ${finding.rule} contradicts itself: no lead can be so`;
    case 'unreachable':
      return `rule ${finding.rule} never decides: ${finding.by.join(', ')} catch its leads before it`;
    case 'overlap':
      return `rules ${finding.rule} and ${finding.with} both hold for some leads: ${finding.rule} decides, because it stands first`;
    case 'gap':
      return 'no rule holds for some leads: the fallback decides';
    case 'missing-owner':
      return `leads of pool ${finding.pool} reach nobody: ${finding.why}`;
  }
}
