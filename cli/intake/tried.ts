import type { Understood } from '../../functions/ingest/understand.ts';
import type { Facts, Finding } from '../../shared/domain/facts.ts';

/** How one item of a file would be understood. */
export interface Tried {
  /** Which of several in the file, counted from 1. */
  item?: number;
  outcome: 'lead' | 'reply' | 'quarantined' | 'ignored';
  reason: string | null;
  /** Canonical facts, with what the lead would keep besides. */
  lead: Facts & Record<string, unknown>;
  subject: string | null;
  from: string | null;
  text: string | null;
  findings: readonly Finding[];
  [more: string]: unknown;
}

/** An item of which nothing is known but why. */
export function unread(outcome: 'quarantined' | 'ignored', reason: string): Tried {
  return { outcome, reason, lead: {}, subject: null, from: null, text: null, findings: [] };
}

/** What was understood, as a lead or, where a person must look first, in quarantine. */
export function understoodAs(understood: Understood): Tried {
  const { facts, findings, subject, text, email, consents, utm, extra, organisation } = understood;
  const doubt = findings.find(({ severity }) => severity !== 'note');
  return {
    outcome: doubt ? 'quarantined' : 'lead',
    reason: doubt?.code ?? null,
    lead: {
      ...facts,
      ...(text ? { message: text } : {}),
      ...(subject ? { subject } : {}),
      capturedAt: understood.capturedAt,
      source: understood.source,
      ...(Object.keys(consents).length > 0 ? { consent: consents } : {}),
      ...(Object.keys(utm).length > 0 ? { utm } : {}),
      ...(Object.keys(extra).length > 0 ? { extra } : {}),
      ...(organisation ? { organisation } : {}),
    },
    subject: subject ?? null,
    from: email?.address ?? null,
    text: text ?? null,
    findings,
  };
}
