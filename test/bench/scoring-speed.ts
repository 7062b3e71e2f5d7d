import { scoreLead } from '../../functions/score/rules/score-lead.ts';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { compileCondition, conditionFacts } from '../../shared/rules/conditions.ts';
import { ScoringDocument } from '../../shared/rules/scoring.ts';
import { newLead } from '../fixtures/lead.ts';

const now = '2026-11-24T09:00:00.000Z';
const CRITERIA = 30;
const LEADS = 1000;
const ROUNDS = 20;

export interface ScoringSpeed {
  /** Conditions that were evaluated in one second of CPU. */
  conditionsPerSecond: number;
  /** CPU for the score of one lead: 30 criteria, 5 lifts, 5 conditions of the fast lane. */
  microsecondsPerLead: number;
}

/** Measures conditions and whole scores on leads that differ from each other, by CPU time after warming up. */
export function measureScoring(): ScoringSpeed {
  const leads = Array.from({ length: LEADS }, (_, i) => leadNumber(i));
  const facts = leads.map((lead) => conditionFacts(lead, inquiry));
  const tests = conditions.map((text) => {
    const compiled = compileCondition(text);
    if (!compiled.ok) throw new Error(`${text}: ${compiled.message}`);
    return compiled.test;
  });
  const active = { hash: 'bench', document: fortyRules() };
  const evaluated = cpuMicroseconds(() => {
    for (const known of facts) for (const test of tests) test(known);
  });
  const scored = cpuMicroseconds(() => {
    for (const lead of leads) scoreLead(lead, active, now, inquiry);
  });
  return {
    conditionsPerSecond: (1e6 * LEADS * tests.length) / evaluated,
    microsecondsPerLead: scored / LEADS,
  };
}

/** CPU of one round, by the middle of all. */
function cpuMicroseconds(work: () => void): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return rounds.sort((a, b) => a - b)[ROUNDS / 2] ?? 0;
}

const inquiry = {
  id: 'inq_1',
  channel: 'web_form',
  source: 'website',
  receivedAt: now,
  product: 'demo',
  text: 'Guten Tag, wir planen für das Frühjahr eine neue Anlage und hätten gern Unterlagen und ein Gespräch. '.repeat(
    5,
  ),
};

/** Conditions such as administrators write for routing, lifts and the fast lane. */
const conditions = [
  'lead.country == "DE" && lead.employees >= 100',
  'lead.postcode.startsWith("8") || lead.postcode.startsWith("9")',
  'lead.industry in ["IT", "Software", "Maschinenbau"]',
  'lead.employees >= 1000 && lead.need == "concrete"',
  'inquiry.channel == "trade_fair" && lead.orderVolume > 50000.0',
  '!("budget" in lead.known) && lead.round < 3',
  'lead.products.exists(p, p == "platform")',
  'organisation.domain.endsWith(".de") ? lead.score >= 20 : lead.score >= 30',
];

function leadNumber(i: number): Lead {
  const facts: Facts = {
    email: `lead${i}@birken.example`,
    country: i % 3 ? 'DE' : 'AT',
    postcode: String(10_000 + ((i * 7919) % 89_000)),
    industry: ['IT', 'Bau', 'Maschinenbau', 'Handel'][i % 4] ?? 'IT',
    employees: (i * 37) % 3000,
    orderVolume: (i * 7919) % 400_000,
    ...(i % 2 ? { budget: (i * 104_729) % 300_000 } : {}),
    need: i % 5 ? 'concrete' : 'general',
    authority: i % 7 ? 'decider' : 'user',
    timeframe: `2027-${String(1 + (i % 12)).padStart(2, '0')}-15`,
    products: ['demo', 'platform'].slice(0, 1 + (i % 2)),
  };
  const answers = Array.from({ length: CRITERIA }, (_, n) => [
    `answer${n}`,
    n % 2 ? String((i * n) % 50) : `kind ${(i + n) % 6}`,
  ]);
  return { ...newLead(facts, now), extra: Object.fromEntries(answers) };
}

/** The shipped document with more criteria, lifts and fast lanes, up to forty rules. */
function fortyRules(): ScoringDocument {
  const { document } = defaultDocument('scoring');
  const ratings = { ...document.ratings };
  for (let n = 0; Object.keys(ratings).length < CRITERIA; n++)
    ratings[`answer-${n}`] =
      n % 2
        ? {
            fact: 'extra',
            field: `answer${n}`,
            as: 'number',
            bands: [{ below: 10, rating: 1 }, { below: 30, rating: 2 }, { rating: 4 }],
          }
        : {
            fact: 'extra',
            field: `answer${n}`,
            as: 'text',
            values: { 'kind 1': 4, 'kind 2': 3, 'kind 3': 1 },
            otherwise: 2,
            unknown: 1,
          };
  return ScoringDocument.parse({
    ...document,
    ratings,
    weights: Object.fromEntries(
      Object.keys(ratings).map((id, n) => [id, document.weights[id] ?? 1 + (n % 4)]),
    ),
    lifts: conditions.slice(0, 5).map((when, n) => ({ id: `lift-${n}`, when, to: 'warm' })),
    fastLane: [
      ...document.fastLane,
      { id: 'asks-for-a-visit', when: 'inquiry.text.mentions(["besuch", "visit"])', holdsDays: 30 },
      { id: 'asks-for-a-contract', when: 'inquiry.text.mentions(["vertrag", "contract"])', holdsDays: 30 },
    ],
  });
}
