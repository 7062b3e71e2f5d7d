import { type LeadEvent, takenBackIn } from '../domain/events.ts';
import { Facts, type Finding } from '../domain/facts.ts';

/** Where a value of a fact came from, and when. */
export interface FactOrigin {
  /** Channel of the inquiry that told it, or what else did: `questionnaire`, `call`, `review`, `colleagues`, `merged` … */
  source: string;
  kind: 'inquiry' | 'told' | 'looked-up' | 'merged';
  /** Form, mailbox or list of the inquiry; what a look-up goes by. */
  detail?: string;
  /** ISO instant: for an inquiry when the person spoke, which can be days before it was typed in. */
  at: string;
}

/** The present origin of a fact, what the checks of the inquiry found about it, and the last other value before. */
export interface FactHistory {
  origin: FactOrigin;
  findings: readonly Finding[];
  before?: { value: unknown; origin: FactOrigin };
}

export type FactName = keyof Facts;
type Told = { facts: Facts; origin: FactOrigin; findings: readonly Finding[]; fillsOnly?: true };

/**
 * Where each fact of a lead came from, out of its history alone: who told it last, and whether somebody told it otherwise
 * before. What was taken back or parted from the lead counts no more; what was looked up counts where nobody had told it.
 */
export function factHistories(events: readonly LeadEvent[]): Map<FactName, FactHistory> {
  const found = new Map<FactName, FactHistory & { value: unknown }>();
  const takenBack = takenBackIn(events);
  const parted = partedIn(events);
  for (const event of events) {
    if (takenBack.has(event.id) || parted.has(event.id)) continue;
    const told = toldBy(event, events);
    if (!told) continue;
    for (const [name, value] of Object.entries(told.facts)) {
      if (!isFact(name) || value === undefined) continue;
      const known = found.get(name);
      const renewed = known?.origin.kind === 'looked-up' && known.origin.source === told.origin.source;
      if (known && told.fillsOnly && !renewed) continue;
      const differs = known !== undefined && JSON.stringify(known.value) !== JSON.stringify(value);
      const before = differs ? { value: known.value, origin: known.origin } : known?.before;
      const findings = told.findings.filter(({ field }) => field === name);
      found.set(name, { value, origin: told.origin, findings, ...(before ? { before } : {}) });
    }
  }
  return new Map([...found].map(([name, { value: _, ...history }]) => [name, history]));
}

function toldBy(event: LeadEvent, events: readonly LeadEvent[]): Told | null {
  switch (event.type) {
    case 'InquiryReceived': {
      const { inquiry, facts, findings } = event.data;
      return inquiry.setAside ? null : { facts, findings, origin: ofInquiry(inquiry) };
    }
    case 'InquiryReviewed': {
      const { inquiryId, decision, facts } = event.data;
      const received = events.find(
        (one) => one.type === 'InquiryReceived' && one.data.inquiry.id === inquiryId,
      );
      if (decision !== 'approve' || received?.type !== 'InquiryReceived') return null;
      return { facts, findings: received.data.findings, origin: ofInquiry(received.data.inquiry) };
    }
    case 'FactsChanged':
    case 'CustomerKnown':
      return {
        facts: event.data.facts,
        findings: [],
        origin: { source: event.data.source, kind: 'told', at: event.at },
      };
    case 'FactsLookedUp': {
      const detail = event.because === undefined ? {} : { detail: event.because };
      const origin = { source: event.data.source, kind: 'looked-up' as const, ...detail, at: event.at };
      return { facts: event.data.facts, findings: [], origin, fillsOnly: true };
    }
    case 'DuplicateMerged':
      return {
        facts: event.data.facts,
        findings: [],
        origin: { source: 'merged', kind: 'merged', detail: event.data.lead, at: event.at },
      };
    default:
      return null;
  }
}

function ofInquiry({
  channel,
  source,
  capturedAt,
}: {
  channel: string;
  source: string;
  capturedAt: string;
}): FactOrigin {
  return { source: channel, kind: 'inquiry', detail: source, at: capturedAt };
}

/** Ids of the events that joined a lead which is on its own again. */
function partedIn(events: readonly LeadEvent[]): Set<string> {
  const joined = new Map<string, string>();
  const parted = new Set<string>();
  for (const event of events) {
    if (event.type === 'DuplicateMerged') joined.set(event.data.lead, event.id);
    const id = event.type === 'MergeUndone' ? joined.get(event.data.lead) : undefined;
    if (id !== undefined) parted.add(id);
  }
  return parted;
}

function isFact(name: string): name is FactName {
  return Object.hasOwn(Facts.shape, name);
}
