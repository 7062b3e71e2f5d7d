import type { RuleSet } from '../../shared/rules/active.ts';
import { crossCheck } from '../../shared/rules/cross-checks.ts';
import { placedIn } from '../../shared/rules/document-parts.ts';
import { type Documents, documents, type Subject, subjects } from '../../shared/rules/documents.ts';
import { withPilot } from '../../shared/rules/pilot.ts';
import { proveExclusion } from '../../shared/rules/proof/prove-exclusion.ts';
import { proveRouting, type RoutingFinding } from '../../shared/rules/proof/prove-routing.ts';
import { readDocument } from '../../shared/rules/read-document.ts';
import type { RuleError } from '../../shared/rules/rule-errors.ts';
import { askedTooMuch } from './asked-at-once.ts';
import type { WrittenDocuments } from './document-files.ts';

/** What is to be said of one document. */
export interface CheckedDocument {
  subject: Subject;
  /** Of the content; null where it is refused. */
  hash: string | null;
  errors: RuleError[];
}

/** What the proof of a list of rules says; where it is `wrong`, the document does not do what it says. */
export type RuleNote = {
  subject: Subject;
  kind: RoutingFinding['kind'] | 'not-proven' | 'many-fields';
  text: string;
  wrong: boolean;
  part?: string;
  line?: number;
  example?: Readonly<Record<string, unknown>>;
};

/** A rule that never decides and a pool that reaches nobody are mistakes; overlaps and gaps are there in good documents too. */
const WRONG: readonly RuleNote['kind'][] = ['contradiction', 'unreachable', 'missing-owner'];

/**
 * Checks documents as the system does before it puts them in force, and proves the routing and the exclusion that come of them.
 * @param beside documents in force, with which the given ones must fit together; none where nothing is known of a system
 */
export function checkDocuments(
  given: WrittenDocuments,
  beside: RuleSet,
): { documents: CheckedDocument[]; notes: RuleNote[]; set: RuleSet } {
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

function notesOn(
  { routing, exclusion, definition, ...directory }: Partial<Documents>,
  given: WrittenDocuments,
): RuleNote[] {
  const asked: readonly Subject[] = ['routing', 'pools', 'agents'];
  const routed = routing && asked.some((subject) => given.has(subject));
  return [
    ...(routed ? told('routing', proveRouting(routing, directory), routing.rules, given) : []),
    ...(routed && routing.pilot ? pilotNotes(routing, directory, given) : []),
    ...(exclusion && given.has('exclusion')
      ? told('exclusion', proveExclusion(exclusion), exclusion.rules, given)
      : []),
    ...(definition && given.has('definition') ? fieldNotes(definition, given) : []),
  ];
}

/** Where a form or a mail asks more than a moderate amount: a hint, since there may be a reason. */
function fieldNotes(definition: Documents['definition'], given: WrittenDocuments): RuleNote[] {
  return askedTooMuch(definition).map(({ text, path }) => {
    const { part, line } = placedIn({ path, reason: '' }, given.get('definition') ?? []);
    const place = { ...(part ? { part } : {}), ...(line ? { line } : {}) };
    return { subject: 'definition', kind: 'many-fields', text, wrong: false, ...place };
  });
}

/** What the routing does with the leads of its pilot, where that is not what it does with all. */
function pilotNotes(
  routing: Documents['routing'],
  directory: Parameters<typeof proveRouting>[1],
  given: WrittenDocuments,
): RuleNote[] {
  const usual = told('routing', proveRouting(routing, directory), routing.rules, given);
  const tried = withPilot(routing);
  return told('routing', proveRouting(tried, directory), tried.rules, given, ['pilot', 'instead'])
    .filter(({ text }) => !usual.some((note) => note.text === text))
    .map((note) => ({ ...note, text: `in the pilot: ${note.text}` }));
}

function told(
  subject: Subject,
  { findings, notProven }: ReturnType<typeof proveRouting>,
  rules: readonly { id: string }[],
  given: WrittenDocuments,
  at: readonly string[] = [],
): RuleNote[] {
  const place = (id: string) => {
    const path = [...at, 'rules', rules.findIndex((rule) => rule.id === id), 'when'];
    const { part, line } = placedIn({ path, reason: '' }, given.get(subject) ?? []);
    return { ...(part ? { part } : {}), ...(line ? { line } : {}) };
  };
  return [
    ...findings.map((finding) => ({
      subject,
      kind: finding.kind,
      text: sentence(finding, subject),
      wrong: WRONG.includes(finding.kind),
      ...('rule' in finding ? place(finding.rule) : {}),
      ...('example' in finding ? { example: finding.example } : {}),
    })),
    ...notProven.map(({ rule, why }) => {
      const kind = 'not-proven' as const;
      return { subject, kind, text: `${subject} rule ${rule}: ${why}`, wrong: false, ...place(rule) };
    }),
  ];
}

function sentence(finding: RoutingFinding, subject: Subject): string {
  switch (finding.kind) {
    case 'contradiction':
      return `${subject} rule ${finding.rule} contradicts itself: no lead can be so`;
    case 'unreachable':
      return `${subject} rule ${finding.rule} never decides: ${finding.by.join(', ')} catch its leads before it`;
    case 'overlap':
      return `${subject} rules ${finding.rule} and ${finding.with} both hold for some leads: ${finding.rule} decides, because it stands first`;
    case 'gap':
      return 'no rule holds for some leads: the fallback decides';
    case 'missing-owner':
      return `leads of pool ${finding.pool} reach nobody: ${finding.why}`;
  }
}
