import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import { type ExclusionDocument, type ExclusionRule, excludedBy } from '../../../shared/rules/exclusion.ts';
import type { Occasion } from './decide.ts';

/**
 * Whether a lead is no sales case by written rule, or no longer.
 * @returns the events of it, none where it stays excluded, or null where scoring goes on: also for an excluded lead that
 * came with a new inquiry which no rule fits any more
 */
export function exclude(
  lead: Lead,
  { at, inquiry, isReply }: Occasion,
  { hash: rulesHash, document }: ActiveDocument<ExclusionDocument>,
): Draft[] | null {
  const isNew = inquiry !== null && !isReply && at > lead.stateSince;
  if (lead.state === 'excluded' && (lead.override || !isNew)) return [];
  const asked = lead.inquiries.find(({ id }) => id === inquiry?.id) ?? lead.inquiries.at(-1);
  const rule = excludedBy(
    lead,
    asked && { ...asked, ...(inquiry?.text ? { text: inquiry.text } : {}) },
    document,
  );
  if (!rule) return null;
  if (lead.state === 'excluded') return [];
  if (rule.verdict === 'exclude') return [draft('LeadExcluded', 'excluded', rule, rulesHash)];
  // Who is on the way already was looked at before.
  return lead.state === 'received' ? [draft('LeadQuarantined', 'quarantined', rule, rulesHash)] : null;
}

function draft(
  type: 'LeadExcluded' | 'LeadQuarantined',
  to: 'excluded' | 'quarantined',
  { id, reason, because }: ExclusionRule,
  rulesHash: string,
): Draft {
  return { type, to, rule: `exclusion/${id}`, rulesHash, because, data: { reason, rule: id } };
}
