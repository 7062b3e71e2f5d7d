import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { Authority, type Facts, Need } from '../../../shared/domain/facts.ts';
import type { InquirySummary } from '../../../shared/domain/lead.ts';
import { rankAreas } from '../../../shared/rules/areas.ts';
import type { ScoringDocument } from '../../../shared/rules/scoring.ts';
import { newLead } from '../../../test/fixtures/lead.ts';
import { type ShownInquiry, scoreLead } from './score-lead.ts';

const now = '2026-11-24T09:00:00.000Z';
const shipped = defaultDocument('scoring');
const score = (facts: Facts, inquiry: ShownInquiry | null = null) =>
  scoreLead(newLead(facts, now), shipped, now, inquiry);
const guide: Facts = { timeframe: '2027-09-24', orderVolume: 70_000, industry: 'IT' };
const ripe: Facts = { timeframe: '2026-12-24', orderVolume: 50_000, authority: 'decider', need: 'concrete' };
const inquiry = (rest: Partial<InquirySummary>): InquirySummary => ({
  ...{ id: 'inq_1', channel: 'web_form', source: 'site', capturedAt: now, receivedAt: now },
  ...rest,
});
const unripe: Facts = {
  timeframe: '2027-11-24',
  orderVolume: 500,
  budget: 500,
  need: 'general',
  authority: 'user',
  industry: 'IT',
  employees: 600,
};

describe('the matrix of the guide (R91)', () => {
  it('scores a purchase in 10 months, 70 000 € and IT as 4 + 2 + 3 = 9', () => {
    const { score: result } = score(guide);
    expect(result.value).toBe(9);
    expect(result.criteria).toEqual([
      { id: 'timeframe', fact: 'timeframe', value: '2027-09-24', rating: 1, weight: 4, points: 4 },
      { id: 'order-volume', fact: 'orderVolume', value: 70_000, rating: 1, weight: 2, points: 2 },
      { id: 'industry', fact: 'industry', value: 'IT', rating: 3, weight: 1, points: 3 },
    ]);
  });

  it('takes new weights without touching a rating (R92)', () => {
    const document: ScoringDocument = {
      ...shipped.document,
      weights: { ...shipped.document.weights, industry: 4 },
    };
    const { score: result } = scoreLead(newLead(guide, now), { hash: 'other', document }, now, null);
    expect(result.criteria.map(({ rating }) => rating)).toEqual([1, 1, 3]);
    expect(result.value).toBe(18);
    expect(result.rulesHash).toBe('other');
  });

  it('rates the source by a table of the rules, telemarketing before a fair before the web (R46, R47)', () => {
    const document: ScoringDocument = {
      ...shipped.document,
      ratings: { ...shipped.document.ratings, source: { fact: 'depth', unknown: 1 } },
      weights: { ...shipped.document.weights, source: 2 },
    };
    const by = (channel?: string) =>
      scoreLead(
        { ...newLead({ ...guide, ...(channel ? { channel } : {}) }, now), inquiries: [] },
        { ...shipped, document },
        now,
        null,
      ).score;
    const points = ['telemarketing', 'trade_fair', 'web_form', 'response_card', undefined].map(
      (channel) => by(channel).value,
    );
    expect(points).toEqual([17, 15, 13, 11, 11]);
    const row = { id: 'source', fact: 'depth', value: 'telemarketing', rating: 4, weight: 2, points: 8 };
    expect(by('telemarketing')).toMatchObject({ criteria: [{}, {}, {}, row], rulesHash: shipped.hash });
  });

  it('keeps how deep the channel goes with each score, for a product by its own table, and gives no points for it unless told (R46)', () => {
    const asked = {
      ...newLead(guide, now),
      inquiries: [inquiry({ channel: 'web_form', product: 'platform' })],
    };
    const { depth } = shipped.document;
    const own = {
      ...shipped.document,
      depth: depth && { ...depth, products: { platform: { web_form: 3 } } },
    };
    expect(scoreLead(asked, shipped, now, null).score).toMatchObject({
      value: 9,
      depth: { value: 2, channel: 'web_form' },
    });
    const { score: other } = scoreLead(asked, { hash: 'own', document: own }, now, null);
    expect(other).toMatchObject({
      value: 9,
      depth: { value: 3, channel: 'web_form', product: 'platform' },
      rulesHash: 'own',
    });
  });

  it('rates the trouble that the person took, where a document says so (R45)', () => {
    const document: ScoringDocument = {
      ...shipped.document,
      ratings: { effort: { fact: 'effort' } },
      weights: { effort: 3 },
      bant: { budget: [], authority: [], need: [], time: [] },
      code: {},
    };
    const points = (...efforts: (number | undefined)[]) => {
      const inquiries = efforts.map((effort) => inquiry(effort === undefined ? {} : { effort }));
      return scoreLead({ ...newLead({}, now), inquiries }, { ...shipped, document }, now, null).score.value;
    };
    expect([points(4), points(1, 3, 2), points(undefined), points()]).toEqual([12, 9, 0, 0]);
  });

  it('gives no row to a fact that is unknown', () => {
    expect(score({}).score).toMatchObject({ value: 0, scaled: 0, criteria: [], code: '--' });
    expect(score({ authority: 'unknown', need: 'unknown' }).score.criteria).toEqual([]);
  });
});

describe('the area of a lead (R102)', () => {
  const document: ScoringDocument = {
    ...shipped.document,
    ratings: {
      ...shipped.document.ratings,
      area: { fact: 'area', ranks: [{ best: 50, rating: 4 }, { rating: 1 }], unknown: 2 },
    },
    weights: { ...shipped.document.weights, area: 3 },
    areas: { table: '0123456789abcdef', weights: { power: 1 } },
  };
  const areas = rankAreas(
    { columns: ['power'], areas: { DE: { '10115': [97.5], '80331': [131] } } },
    { power: 1 },
  );
  const criterion = (facts: Facts) =>
    scoreLead(newLead(facts, now), { hash: 'areas', document, areas }, now, null).score.criteria;

  it.each<[Facts, object]>([
    [
      { postcode: '80331', country: 'DE' },
      { value: '80331', rating: 4, points: 12, area: { rank: 1, of: 2, values: { power: 131 } } },
    ],
    [{ postcode: '10115' }, { value: '10115', rating: 1, points: 3, area: { rank: 2, of: 2 } }],
    [{ postcode: '99999' }, { value: 'unknown', rating: 2, points: 6 }],
    [{}, { value: 'unknown', rating: 2, points: 6 }],
  ])('%j is rated by its rank, and the explanation shows figure and rank', (facts, row) => {
    expect(criterion(facts)).toMatchObject([{ id: 'area', fact: 'area', weight: 3, ...row }]);
  });

  it('is never left out because the table was not read', () => {
    expect(() => scoreLead(newLead({}, now), { hash: 'areas', document }, now, null)).toThrow(
      'areas-not-read',
    );
  });
});

describe('the potential of the customer (R101)', () => {
  it('stands beside the score and adds no points', () => {
    const { score: result } = score({ employees: 300, industry: 'IT' });
    expect(result.potential).toMatchObject({ euros: 96_000, figure: 'revenue' });
    expect(result.value).toBe(result.criteria.reduce((sum, { points }) => sum + points, 0));
    expect(score(guide).score).not.toHaveProperty('potential');
  });
});

describe('the probability of a win (R100)', () => {
  const fitted = { ...shipped.document, probability: { intercept: -3, slope: 0.2 } };

  it.each<[string, Facts, number]>([
    ['of 0 points', {}, 0.0474],
    ['of the 9 points of the guide', guide, 0.2315],
    ['of 42 points', ripe, 0.9955],
  ])('%s is as the document was fitted', (_case, facts, probability) => {
    const { score: result } = scoreLead(newLead(facts, now), { hash: 'fitted', document: fitted }, now, null);
    expect(result.probability).toBe(probability);
  });

  it('is not said by a document that was not fitted', () => {
    expect(score(guide).score).not.toHaveProperty('probability');
  });
});

describe('cold, warm or hot (R88, R97)', () => {
  it.each<[string, Facts, string, string | null]>([
    ['nothing known', {}, 'cold', null],
    ['the example of the guide', guide, 'cold', null],
    ['near date, 50 000, decider, concrete need', ripe, 'hot', 'SQL'],
    ['the same in exactly three months', { ...ripe, timeframe: '2027-02-24' }, 'hot', 'SQL'],
    ['the same a day later', { ...ripe, timeframe: '2027-02-25' }, 'warm', 'MQL'],
    ['the same, but a buyer', { ...ripe, authority: 'buyer' }, 'warm', 'MQL'],
    ['a year off, 500 €, general need, a user', unripe, 'warm', 'MQL'],
    ['a year off, 500 €, nothing else', { timeframe: '2027-11-24', orderVolume: 500 }, 'cold', null],
    ['a concrete need alone', { need: 'concrete' }, 'cold', 'MQL'],
  ])('%s: %s', (_case, facts, expected, stage) => {
    expect(score(facts)).toMatchObject({ class: expected, stage });
  });

  it('says which points made the class', () => {
    expect(score(ripe)).toMatchObject({ rule: 'score/points', because: '42 points, hot from 42' });
    expect(score({})).toMatchObject({ because: '0 points, warm from 20' });
  });

  it('lifts a lead by rule (R89)', () => {
    const large = score({ employees: 1000, need: 'concrete' });
    expect(large).toMatchObject({ class: 'warm', stage: 'MQL', rule: 'score/lift/large-account' });
    expect(score({ employees: 999, need: 'concrete' }).class).toBe('cold');
    expect(score({ ...ripe, employees: 5000 }).rule).toBe('score/points');
  });
});

describe('a class by hand (R85)', () => {
  const held = (leadClass: 'cold' | 'hot', until?: string) => {
    const override = { class: leadClass, reason: 'met at the fair', by: 'staff:p', at: now };
    const lead = { ...newLead(unripe, now), override: { ...override, ...(until ? { until } : {}) } };
    return scoreLead(lead, shipped, now, null);
  };

  it('stands above every rule, with its reason, and leaves the score as it is', () => {
    expect(held('hot')).toMatchObject({
      class: 'hot',
      stage: 'SQL',
      rule: 'score/by-hand',
      because: 'met at the fair',
    });
    expect(held('hot').score).toEqual(score(unripe).score);
    expect(held('cold').class).toBe('cold');
  });

  it('ends at its instant', () => {
    expect(held('hot', '2026-11-24T09:00:00.001Z').class).toBe('hot');
    expect(held('hot', now).rule).not.toBe('score/by-hand');
  });
});

describe('views of the same data', () => {
  it.each<[Facts, string]>([
    [{ timeframe: '2027-02-24', orderVolume: 500_000 }, '1A'],
    [{ timeframe: '2027-05-24', orderVolume: 250_000 }, '2B'],
    [{ timeframe: '2027-08-24', orderVolume: 100_000 }, '3C'],
    [{ timeframe: '2027-08-25', orderVolume: 99_999 }, '4D'],
    [{ orderVolume: 99_999 }, '-D'],
    [{ timeframe: '2027-08-25' }, '4-'],
  ])('writes %o as %s (R90)', (facts, code) => {
    expect(score(facts).score.code).toBe(code);
  });

  it('shows BANT, the budget by the volume where no budget is known (R94)', () => {
    expect(score(ripe).score.bant).toEqual({ budget: 1, authority: 4, need: 4, time: 4 });
    expect(score({ ...ripe, budget: 100_000 }).score.bant.budget).toBe(3);
    expect(score({}).score.bant).toEqual({ budget: null, authority: null, need: null, time: null });
  });

  it('scales the best lead to 100', () => {
    const best = { ...ripe, budget: 1e6, orderVolume: 1e6, industry: 'Maschinenbau', employees: 5000 };
    expect(score(best).score).toMatchObject({ value: 60, scaled: 100 });
  });
});

const wish: ShownInquiry = {
  id: 'inq_1',
  channel: 'email',
  source: 'sales',
  receivedAt: now,
  text: 'Bitte ein Angebot!',
};

describe('a clear wish to buy (R83, R115)', () => {
  it.each([
    ['Bitte senden Sie mir ein Angebot über 20 Lizenzen.', {}, 'hot'],
    ['Please send us a quotation for 30 seats.', {}, 'hot'],
    ['Was kostet die große Ausführung?', { product: 'demo' }, 'hot'],
    ['Was kostet das?', {}, 'cold'],
    ['Können wir eine Probefahrt machen?', {}, 'hot'],
    ['Bitte Infomaterial zusenden.', { product: 'demo' }, 'cold'],
    ['Ein Angebot ist noch zu früh.', { need: 'general' }, 'cold'],
  ] as const)('"%s" with %o is %s', (text, facts, expected) => {
    expect(score(facts, { ...wish, text }).class).toBe(expected);
  });

  it('goes to sales whatever the score, and says why', () => {
    expect(score({}, wish)).toMatchObject({ stage: 'SQL', rule: 'score/fast-lane/asks-for-an-offer' });
  });

  it('counts for its days from the receipt, then no more', () => {
    const lead = newLead({}, now);
    const granted = scoreLead(lead, shipped, now, wish);
    const scored = { ...lead, score: granted.score };
    expect(granted.score.wish?.until).toBe('2026-12-24T09:00:00.000Z');
    expect(scoreLead(scored, shipped, '2026-12-24T08:59:59.999Z', null).class).toBe('hot');
    expect(scoreLead(scored, shipped, '2026-12-24T09:00:00.000Z', null).class).toBe('cold');
  });

  it('ends with the round: what came back from sales needs a new wish', () => {
    const lead = newLead({}, now);
    const back = '2026-11-25T09:00:00.000Z';
    const returned = { ...lead, round: 1, state: 'qualifying' as const, stateSince: back };
    const scored = { ...returned, score: scoreLead(lead, shipped, now, wish).score };
    expect(scoreLead(scored, shipped, back, null).class).toBe('cold');
    expect(scoreLead(scored, shipped, back, wish).class).toBe('cold');
    const again = { ...wish, id: 'inq_2', receivedAt: '2026-11-26T09:00:00.000Z' };
    expect(scoreLead(scored, shipped, again.receivedAt, again).class).toBe('hot');
  });
});

const anyFacts: fc.Arbitrary<Facts> = fc.record(
  {
    timeframe: fc
      .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
    budget: fc.nat(1e7),
    orderVolume: fc.double({ min: 0, max: 1e7, noNaN: true }),
    employees: fc.nat(1e5),
    authority: fc.constantFrom(...Authority.options),
    need: fc.constantFrom(...Need.options),
    industry: fc.string({ minLength: 1 }),
  },
  { requiredKeys: [] },
);

describe('every score', () => {
  it('is the sum of its explanation, and stays within the matrix', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { score: result } = score(facts);
        expect(result.criteria.reduce((sum, row) => sum + row.points, 0)).toBe(result.value);
        for (const row of result.criteria) expect(row.points).toBe((row.rating ?? 0) * (row.weight ?? 0));
        expect(result.scaled).toBeGreaterThanOrEqual(0);
        expect(result.scaled).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('is the same for the same facts and rules, and does not look at names or birth date', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const named = { ...facts, firstName: 'Anna', lastName: 'Yildiz', birthDate: '1990-05-01' };
        expect(score(named)).toEqual(score(facts));
      }),
    );
  });
});

it('leaves the lead as it was', () => {
  const lead = newLead(ripe, now);
  const before = structuredClone(lead);
  scoreLead(lead, shipped, now, wish);
  expect(lead).toEqual(before);
});
