import type { ExclusionDocument } from '../exclusion.ts';
import { type Proof, type ProofFinding, proveRules } from './prove-rules.ts';

/** What exclusion rules do to every lead there can be; that a lead fits none is the usual case and no finding. */
export function proveExclusion({ rules }: Pick<ExclusionDocument, 'rules'>): Omit<Proof, 'findings'> & {
  findings: Exclude<ProofFinding, { kind: 'gap' }>[];
} {
  const ordered = rules.map(({ id, when, reason, verdict, answer }) => ({
    id,
    when,
    outcome: JSON.stringify([reason, verdict, answer]),
  }));
  // A lead is looked at as it arrived.
  const { findings, notProven } = proveRules(ordered, { 'lead.state': ['received'] });
  return { findings: findings.filter((finding) => finding.kind !== 'gap'), notProven };
}
