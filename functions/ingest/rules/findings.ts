import type { Finding } from '../../../shared/domain/facts.ts';
import { findingMessages } from '../../../shared/rules/finding-messages.ts';
import { type FindingCode, type IntakeDocument, severity } from '../../../shared/rules/intake.ts';

const ORDER = ['reject', 'quarantine', 'note'] as const;

/** Makes a finding as the intake document weighs it. */
export function finding(
  field: string,
  code: FindingCode,
  { intake, language }: { intake: IntakeDocument; language: 'de' | 'en' },
): Finding {
  return { field, code, severity: severity(code, intake), message: findingMessages[code][language] };
}

/** Rejects first, then what a person must look at, then notes; else in the order in which they were found. */
export function sorted(findings: readonly Finding[]): Finding[] {
  return ORDER.flatMap((weight) => findings.filter((each) => each.severity === weight));
}

/** The same for a sender who cannot be told what to correct: what would be rejected is looked at by a person. */
export function nothingRejected(findings: readonly Finding[]): Finding[] {
  return sorted(
    findings.map(
      (each): Finding => (each.severity === 'reject' ? { ...each, severity: 'quarantine' } : each),
    ),
  );
}
