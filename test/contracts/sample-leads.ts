import type { Clock } from '../../shared/domain/clock.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { record } from '../../shared/domain/evolve.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { State } from '../../shared/domain/lifecycle.ts';
import type { Identity, LeadChange } from '../../shared/ports/lead-store.ts';

export const NOON = '2026-11-24T11:00:00.000Z';
export const later = (ms: number, from = NOON): string => new Date(Date.parse(from) + ms).toISOString();
export const emailOf = (value: string): Identity => ({ kind: 'email', value });

export function sampleInquiry(over: Partial<Inquiry> = {}): Inquiry {
  return {
    id: newId('inq', NOON),
    outcome: 'created',
    reason: null,
    leadId: null,
    channel: 'web_form',
    source: 'website',
    capturedAt: NOON,
    receivedAt: NOON,
    text: 'Bitte senden Sie mir ein Angebot über 20 Lizenzen.',
    facts: { firstName: 'Jürgen', lastName: 'Özdemir', company: 'Alpen-Bau Köln GmbH', country: 'DE' },
    extra: {},
    consents: {},
    utm: {},
    findings: [],
    attachments: [],
    raw: { in: 'item', contentType: 'application/json', body: '{"firstName":"Jürgen"}' },
    ...over,
  };
}

function received(inquiry: Inquiry): Draft {
  const { id, channel, source, capturedAt, receivedAt, facts, extra, consents, findings } = inquiry;
  return {
    type: 'InquiryReceived',
    data: {
      inquiry: { id, channel, source, capturedAt, receivedAt },
      outcome: 'created',
      facts,
      extra,
      consents,
      findings,
      organisation: null,
    },
  };
}

/** The first change of a new lead: the inquiry, its identities, and clocks or a state where a test wants them. */
export function firstChange(
  over: { email?: string; at?: string; clocks?: Clock[]; to?: State } = {},
): LeadChange & {
  inquiry: Inquiry;
} {
  const { at = NOON, email, clocks = [], to } = over;
  const leadId = newId('lead', at);
  const inquiry = sampleInquiry({ id: newId('inq', at), leadId, capturedAt: at, receivedAt: at });
  const start = clocks.map((clock) => ({ op: 'start' as const, clock }));
  const draft: Draft = { ...received(inquiry), clocks: start, ...(to ? { to } : {}) };
  const change = record(leadId, null, [draft], { now: at, by: 'person', correlationId: 'cor_1' });
  return { ...change, expectedVersion: null, inquiry, ...(email ? { identities: [emailOf(email)] } : {}) };
}

/** A further change of a lead, one second after the last. */
export function nextChange(
  before: Lead,
  drafts: readonly Draft[],
  over: Partial<LeadChange> = {},
): LeadChange {
  const origin = { now: later(1_000, before.updatedAt), by: 'system', correlationId: 'cor_2' };
  return { ...record(before.id, before, drafts, origin), expectedVersion: before.version, ...over };
}

export const note = (text: string): Draft => ({ type: 'NoteAdded', data: { text } });

export const assigned = (owner: string, pool = 'north'): Draft => ({
  type: 'LeadAssigned',
  to: 'assigned',
  data: {
    pool,
    owner: { id: owner, name: `Name of ${owner}` },
    assignment: {
      rule: 'route/fair-turn',
      because: 'region',
      rulesHash: 'hash',
      at: NOON,
      turn: 1,
      candidates: [{ id: owner, standing: 0 }],
    },
  },
});

/** A running clock with one step at each given instant. */
export function clockDue(...steps: string[]): Clock {
  const last = steps.at(-1) ?? NOON;
  return {
    name: 'requalification',
    run: 'requalification:1',
    startedAt: NOON,
    target: last,
    limit: last,
    state: 'running',
    rulesHash: 'hash',
    steps: steps.map((at, index) => ({ id: `step-${index + 1}`, at, do: 'remind', tell: 'owner' })),
  };
}
