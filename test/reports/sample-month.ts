import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type AnalysisRecord, analysisOf } from '../../shared/domain/analysis.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import type { Channel, Finding } from '../../shared/domain/facts.ts';
import type { Lead, LeadClass } from '../../shared/domain/lead.ts';
import { type ClockRules, clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { randomFrom } from '../fixtures/random.ts';

const HOUR = 3_600_000;
const BY_OWNER: readonly Draft['type'][] = ['ContactMade', 'LeadWon', 'ActionTakenBack', 'FactsChanged'];

/** One lead told step by step: each step some hours after the one before. */
export interface Story {
  id: string;
  start: string;
  steps: { hours: number; draft: Draft; by?: string }[];
}

/** What the dispatcher would have sent of these leads up to an instant. */
export function recordsOf(stories: readonly Story[], rules: ClockRules, until = '9999'): AnalysisRecord[] {
  return stories.flatMap(({ id, start, steps }) => {
    const records: AnalysisRecord[] = [];
    let lead: Lead | null = null;
    let at = Date.parse(start);
    for (const { hours, draft, by: told } of steps) {
      at += hours * HOUR;
      const now = new Date(at).toISOString();
      if (now >= until) break;
      const by = told ?? (BY_OWNER.includes(draft.type) ? 'owner:a1' : 'system');
      const change = recordWatched(id, lead, [draft], { now, by, correlationId: 'c' }, rules);
      for (const event of change.events) {
        const after: Lead = evolve(lead, event);
        records.push(analysisOf(event, lead, after));
        lead = after;
      }
    }
    return records;
  });
}

const scored = (to: LeadClass): Draft => ({
  type: 'LeadScored',
  data: {
    score: {
      value: 20,
      scaled: 50,
      code: '2B',
      bant: { budget: 1, authority: 1, need: 1, time: 1 },
      rulesHash: 'h',
      criteria: [],
    },
    class: to,
    stage: to === 'hot' ? 'SQL' : to === 'warm' ? 'MQL' : null,
  },
  to: 'qualifying',
});

/** The steps of a lead's life, for stories. */
export const step = {
  received: (over: {
    id: string;
    at: string;
    channel?: Channel;
    campaign?: string;
    product?: string;
    postcode?: string;
    capturedAt?: string;
    source?: string;
    findings?: Finding[];
    effort?: number;
  }): Draft => ({
    type: 'InquiryReceived',
    data: {
      inquiry: {
        id: over.id,
        channel: over.channel ?? 'web_form',
        source: over.source ?? 'website',
        capturedAt: over.capturedAt ?? over.at,
        receivedAt: over.at,
        ...(over.campaign ? { campaign: over.campaign } : {}),
        ...(over.product ? { product: over.product } : {}),
        ...(over.effort ? { effort: over.effort } : {}),
      },
      outcome: 'created',
      facts: { country: 'DE', ...(over.postcode ? { postcode: over.postcode } : {}) },
      extra: {},
      consents: {},
      findings: over.findings ?? [],
      organisation: null,
    },
  }),
  answered: (inquiryId: string): Draft => ({
    type: 'InquiryAnswered',
    data: { inquiryId, how: 'mail', package: 'info' },
  }),
  scored,
  qualified: { type: 'LeadQualified', data: {}, to: 'qualified' },
  assigned: (pool: string): Draft => ({
    type: 'LeadAssigned',
    data: {
      pool,
      owner: { id: 'a1', name: 'A' },
      assignment: {
        rule: 'r',
        because: '',
        rulesHash: 'h',
        at: '2026-11-01T00:00:00.000Z',
        turn: 1,
        candidates: [],
      },
    },
    to: 'assigned',
  }),
  accepted: { type: 'LeadAccepted', data: { owner: 'a1' }, to: 'accepted' },
  contacted: { type: 'ContactMade', data: { owner: 'a1' } },
  opportunity: { type: 'OpportunityOpened', data: {}, to: 'opportunity' },
  won: (value: number, at: string): Draft => ({
    type: 'LeadWon',
    data: { order: { id: 'ord_1', value, at } },
    to: 'won',
  }),
  lost: { type: 'LeadLost', data: { reason: 'price' }, to: 'lost' },
  merged: { type: 'NoteAdded', data: { text: 'merged' }, to: 'merged' },
} satisfies Record<string, Draft | ((...args: never[]) => Draft)>;

const CHANNELS: readonly [Channel, number][] = [
  ['web_form', 0.46],
  ['email', 0.2],
  ['ad_form', 0.12],
  ['trade_fair', 0.1],
  ['phone', 0.07],
  ['partner', 0.05],
];
const PLACES = ['50667', '10115', '80331', '20095', '60311', '70173', '04109'];

/**
 * A month as it might be: leads spread over working days, most answered at once, a third hot, some late.
 * @param end ISO instant after which nothing has happened yet
 */
export async function sampleMonth({
  count,
  end,
  seed,
}: {
  count: number;
  end: string;
  seed: number;
}): Promise<AnalysisRecord[]> {
  const random = randomFrom(seed);
  const rules = await clockRules(defaultRules());
  const first = Date.parse(end) - 34 * 24 * HOUR;
  const stories = Array.from({ length: count }, (_, index) => story(index, first, random));
  return recordsOf(stories, rules, end);
}

function story(index: number, first: number, random: () => number): Story {
  let at = first + Math.floor(random() ** 0.85 * 34 * 24) * HOUR + Math.floor(random() * HOUR);
  while ([0, 6].includes(new Date(at).getUTCDay()) && random() < 0.85) at += 24 * HOUR;
  const start = new Date(at).toISOString();
  const channel = pick(CHANNELS, random());
  const id = `lead_${String(index).padStart(5, '0')}`;
  const inquiry = `inq_${index}`;
  const captured =
    channel === 'trade_fair' ? new Date(at - Math.floor(random() * 90) * HOUR).toISOString() : start;
  const temper = random();
  const life: Story['steps'] = [
    {
      hours: 0,
      draft: step.received({
        id: inquiry,
        at: start,
        channel,
        capturedAt: captured,
        product: random() < 0.7 ? 'demo' : 'suite',
        postcode: PLACES[Math.floor(random() * PLACES.length)] ?? '50667',
        ...(random() < 0.4 ? { campaign: 'herbst-2026' } : {}),
      }),
    },
    { hours: 0.02 + (random() < 0.05 ? 30 * random() : 0), draft: step.answered(inquiry) },
    { hours: 0.01, draft: step.scored(temper < 0.38 ? 'hot' : temper < 0.7 ? 'warm' : 'cold') },
  ];
  if (temper < 0.38) life.push(...sale(random, start));
  return { id, start, steps: life };
}

function sale(random: () => number, start: string): Story['steps'] {
  const steps: Story['steps'] = [
    { hours: 0, draft: step.qualified },
    { hours: 0.01, draft: step.assigned(['large', 'south', 'north'][Math.floor(random() * 3)] ?? 'north') },
  ];
  const luck = random();
  if (luck < 0.9) steps.push({ hours: 1 + random() * 9, draft: step.accepted });
  if (luck < 0.78) steps.push({ hours: 2 + random() * 40, draft: step.contacted });
  if (luck < 0.5) steps.push({ hours: 30 + random() * 90, draft: step.opportunity });
  if (luck < 0.2)
    steps.push({
      hours: 60 + random() * 160,
      draft: step.won(8000 + Math.floor(random() * 900) * 100, start),
    });
  else if (luck < 0.32) steps.push({ hours: 60 + random() * 160, draft: step.lost });
  return steps;
}

function pick<T>(weighted: readonly (readonly [T, number])[], at: number): T {
  let left = at;
  for (const [value, weight] of weighted) {
    if (left < weight) return value;
    left -= weight;
  }
  const [last] = weighted.at(-1) ?? weighted[0] ?? [];
  if (last === undefined) throw new Error('nothing to pick from');
  return last;
}
