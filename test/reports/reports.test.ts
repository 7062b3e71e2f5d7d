import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AnalysisMessage } from '../../functions/report/analysis-record.ts';
import { reports } from '../../functions/report/reports.ts';
import type { Report, Rows } from '../../functions/report/sheet.ts';
import { spanOf } from '../../functions/report/span.ts';
import { storeAnalysis } from '../../functions/report/store-analysis.ts';
import { dayBefore, writeReport } from '../../functions/report/write-report.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type AnalysisRecord, analysisOfSetAside } from '../../shared/domain/analysis.ts';
import { DeadlineName } from '../../shared/domain/clock.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { clockRules } from '../../shared/rules/watch.ts';
import { duckdbAnalysis } from './duckdb-analysis.ts';
import { recordsOf, type Story, sampleMonth, step } from './sample-month.ts';

const rules = await clockRules(defaultRules());
const calendar = rules.calendars.document.calendars.company;
const DAY = '2026-11-24';
const berlin = (text: string) => new Date(`${text}+01:00`).toISOString();

let analysis: ReturnType<typeof duckdbAnalysis>;
beforeEach(() => {
  analysis = duckdbAnalysis();
});
afterEach(() => analysis.close());

/** Stores records in batches as the queue would bring them. */
async function store(records: readonly AnalysisRecord[], batch = 1000): Promise<void> {
  for (let from = 0; from < records.length; from += batch) {
    const messages = records.slice(from, from + batch).map((record) => AnalysisMessage.parse(record));
    await storeAnalysis(analysis.objects, messages);
  }
}

async function rowsOf({ sql, columns }: Report, day = DAY): Promise<Record<string, string | null>[]> {
  const rows: Rows = await analysis.query(sql(spanOf(day, calendar)));
  for (const row of rows) expect(row).toHaveLength(columns.length);
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null])));
}
const sum = (rows: Record<string, string | null>[], name: string) =>
  rows.reduce((total, row) => total + Number(row[name]), 0);
const pick = (rows: Record<string, string | null>[], ...names: string[]) =>
  rows.map((row) => names.map((name) => row[name]).join(' '));

/** A lead with one inquiry and the steps after it. */
function lead(id: string, start: string, ...steps: Story['steps']): Story {
  return { id, start, steps: [{ hours: 0, draft: step.received({ id: `inq_${id}`, at: start }) }, ...steps] };
}
const hot: Story['steps'] = [
  { hours: 0.01, draft: step.scored('hot') },
  { hours: 0, draft: step.qualified },
  { hours: 0.01, draft: step.assigned('north') },
];

it('counts an inquiry that was set aside and let through later once, as what it became', async () => {
  const start = berlin('2026-11-24T10:00');
  const inquiry = {
    id: 'inq_x',
    channel: 'web_form',
    source: 'x',
    capturedAt: start,
    receivedAt: start,
  } as const;
  const nothing = { facts: {}, extra: {}, consents: {}, utm: {}, findings: [], attachments: [], raw: null };
  const why = { outcome: 'quarantined', reason: 'not-understood', leadId: null } as const;
  await store([
    analysisOfSetAside({ ...inquiry, ...nothing, ...why }),
    ...recordsOf([lead('x', start)], rules),
  ]);
  const rows = await rowsOf(reports.sources);
  expect(['inquiries', 'leads', 'setAside'].map((name) => sum(rows, name))).toEqual([1, 1, 0]);
});

describe('the stand at the end of a day (tracking)', () => {
  it('counts each lead in the state, class, stage and pool that it had then', async () => {
    const stories = [
      lead('a', berlin('2026-11-24T10:00'), { hours: 0.1, draft: step.scored('cold') }),
      lead('b', berlin('2026-11-20T10:00'), { hours: 0.1, draft: step.scored('warm') }),
      lead('c', berlin('2026-11-24T09:00'), ...hot),
      lead('d', berlin('2026-11-24T11:00'), ...hot),
      lead('e', berlin('2026-11-24T12:00')),
    ];
    await store(recordsOf(stories, rules));
    expect(
      pick(await rowsOf(reports.tracking), 'state', 'class', 'stage', 'pool', 'leads', 'oldestDays'),
    ).toEqual([
      'assigned hot SQL north 2 0',
      'qualifying cold   1 0',
      'qualifying warm MQL  1 4',
      'received    1 0',
    ]);
  });

  it('counts no win and no deadline that was taken back, and the win after it once', async () => {
    const start = berlin('2026-11-24T10:00');
    const owner = { id: 'a1', name: 'Anke' };
    const restored = { passedOver: [], round: 0, reason: null, contactedAt: start, orders: [] };
    // Four events make the lead somebody's; it is accepted, contacted and an opportunity before the win, event 8.
    const slip: Draft = {
      type: 'ActionTakenBack',
      to: 'opportunity',
      data: { events: ['a.8'], restored: { ...restored, stateSince: start, owner } },
      clocks: [{ op: 'void', run: 'acceptance:1', at: start }],
    };
    const sold = { hours: 0.1, draft: step.won(5000, start) };
    const owned = [...hot, { hours: 0.1, draft: step.accepted }, { hours: 0.1, draft: step.contacted }];
    const story = lead('a', start, ...owned, { hours: 0.1, draft: step.opportunity }, sold, {
      hours: 0.05,
      draft: slip,
    });
    await store(recordsOf([story], rules));
    expect(sum(await rowsOf(reports.sources), 'won')).toBe(0);
    const clocks = await rowsOf(reports.deadlines);
    expect(
      pick(
        clocks.filter(({ clock }) => clock === 'acceptance'),
        'met',
        'late',
        'open',
        'overdue',
      ),
    ).toEqual(['0 0 0 0']);
    await store(recordsOf([{ ...story, steps: [...story.steps, sold] }], rules));
    expect(pick(await rowsOf(reports.sources), 'channel', 'won')).toEqual(['web_form 1']);
  });

  it.each([
    ['in the last millisecond of the day', '2026-11-24T23:59:59.999', 1],
    ['at midnight', '2026-11-25T00:00:00.000', 0],
  ])('a lead that came %s counts %#', async (_, start, counted) => {
    await store(recordsOf([lead('a', berlin(start))], rules));
    expect(sum(await rowsOf(reports.tracking), 'leads')).toBe(counted);
  });

  it('what happened later does not change it', async () => {
    const story = lead('a', berlin('2026-11-24T09:00'), ...hot, { hours: 20, draft: step.accepted });
    await store(recordsOf([story], rules));
    expect(pick(await rowsOf(reports.tracking), 'state')).toEqual(['assigned']);
    expect(pick(await rowsOf(reports.tracking, '2026-11-25'), 'state')).toEqual(['accepted']);
  });

  it('a lead that was merged into another one is not counted twice', async () => {
    const story = lead('a', berlin('2026-11-24T09:00'), { hours: 1, draft: step.merged });
    await store(recordsOf([story, lead('b', berlin('2026-11-24T09:00'))], rules));
    expect(sum(await rowsOf(reports.tracking), 'leads')).toBe(1);
    expect(sum(await rowsOf(reports.sources), 'leads')).toBe(1);
  });

  it('shows which leads are over a limit', async () => {
    await store(recordsOf([lead('a', berlin('2026-11-23T09:00'), ...hot)], rules));
    expect(pick(await rowsOf(reports.tracking, '2026-11-23'), 'overdue')).toEqual(['0']);
    expect(pick(await rowsOf(reports.tracking), 'overdue')).toEqual(['1']);
  });
});

describe('deadlines', () => {
  const answer = (id: string, hours: number) =>
    lead(id, berlin('2026-11-20T09:00'), { hours, draft: step.answered(`inq_${id}`) });

  it('are met up to the limit, late after it, open before it and overdue beyond it', async () => {
    const open = [lead('open', berlin('2026-11-24T09:00')), lead('overdue', berlin('2026-11-20T09:00'))];
    await store(
      recordsOf([answer('a', 1), answer('b', 30), answer('c', 48), answer('d', 48.001), ...open], rules),
    );
    const [fulfilment] = (await rowsOf(reports.deadlines)).filter(({ clock }) => clock === 'fulfilment');
    expect(fulfilment).toMatchObject({ met: '3', late: '1', open: '1', overdue: '1', onTarget: '1' });
    expect(Number(fulfilment?.oldestOpenHours)).toBeCloseTo(111, 1);
  });

  it('percentiles are values that occurred: of ten, the fifth and the ninth', async () => {
    await store(
      recordsOf(
        Array.from({ length: 10 }, (_, i) => answer(`l${i}`, i + 1)),
        rules,
      ),
    );
    const [fulfilment] = (await rowsOf(reports.deadlines)).filter(({ clock }) => clock === 'fulfilment');
    expect([fulfilment?.p50Hours, fulfilment?.p90Hours].map(Number)).toEqual([5, 9]);
  });

  it('a clock that never ran has its line too', async () => {
    const rows = await rowsOf(reports.deadlines);
    expect(rows).toHaveLength(DeadlineName.options.length);
    expect(rows[0]).toMatchObject({
      clock: 'entry',
      met: '0',
      late: '0',
      open: '0',
      overdue: '0',
      p50Hours: null,
    });
  });
});

describe('numbers agree (spec 7), over random months', () => {
  it.each([1, 2, 3])('month %i', async (seed) => {
    const records = await sampleMonth({ count: 150, end: berlin('2026-11-25T00:00'), seed });
    // every third message is delivered twice, in another batch
    await store(records, 97);
    await store(
      records.filter((_, index) => index % 3 === 0),
      41,
    );
    const [tracking, sources, funnel, daily, deadlines] = [
      await rowsOf(reports.tracking),
      await rowsOf(reports.sources),
      await rowsOf(reports.funnel),
      await rowsOf(reports.daily),
      await rowsOf(reports.deadlines),
    ];
    expect(sum(tracking, 'leads')).toBe(150);
    expect(sum(sources, 'leads')).toBe(150);
    expect(sum(sources, 'inquiries')).toBe(150);
    expect(funnel[0]?.leads).toBe('150');
    for (const name of ['hot', 'won']) {
      expect(sum(sources, name)).toBe(sum(tracking, name));
      expect(Number(funnel.find(({ step: at }) => at === name)?.leads)).toBe(sum(tracking, name));
    }
    expect(
      sum(
        tracking.filter(({ state }) => state === 'won'),
        'leads',
      ),
    ).toBe(sum(tracking, 'won'));
    const counts = funnel.map(({ leads }) => Number(leads));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const first = berlin('2026-10-26T00:00');
    const inWindow = new Set(
      records
        .filter(({ event }) => String(event.at) >= first && event.seq === 1)
        .map(({ event }) => event.lead_id),
    );
    expect(sum(daily, 'leads')).toBe(inWindow.size);
    const orders = records.filter(({ event }) => event.type === 'LeadWon');
    expect(sum(sources, 'orderValue')).toBe(
      orders.reduce((total, { event }) => total + Number(event.order_value), 0),
    );
    expect(
      deadlines.map((row) => [
        row.clock,
        Number(row.met) + Number(row.late) + Number(row.open) + Number(row.overdue),
      ]),
    ).toEqual(deadlines.map(({ clock }) => [clock, runsOf(records, clock)]));
  });

  function runsOf(records: readonly AnalysisRecord[], clock: string | null | undefined): number {
    const runs = records.flatMap(({ clocks }) => clocks.filter((row) => row.clock === clock));
    return new Set(runs.map(({ lead_id, run }) => `${lead_id} ${run}`)).size;
  }
});

describe('fairness', () => {
  const turn = (tier: string | undefined, owner: string, standings: Record<string, number>): Draft => {
    const candidates = Object.entries(standings).map(([id, standing]) => ({ id, standing }));
    const reasons = { rule: 'r', because: '', rulesHash: 'h', at: berlin('2026-11-24T09:00'), turn: 1 };
    const assignment = { ...reasons, ...(tier ? { tier } : {}), candidates };
    const data = { pool: 'north', owner: { id: owner, name: owner }, assignment };
    return { type: 'LeadAssigned', to: 'assigned', data };
  };
  const ripe = hot.slice(0, 2);

  it('is told of pools and tiers: how many leads, and how often anybody was a whole lead from their share, never whose (R124, R133)', async () => {
    const given: [string, string | undefined, string, Record<string, number>][] = [
      ['2026-11-24T09:00', 'A', 'ada', { ada: 0.5, bea: 0.5 }],
      ['2026-11-24T10:00', 'A', 'bea', { ada: 1, bea: 0 }],
      ['2026-11-24T11:00', 'B', 'ada', { ada: 0.3, bea: 0.7 }],
      ['2026-09-01T11:00', 'B', 'ada', { ada: 0.4, bea: 0.4, cem: 0.2 }],
      ['2026-11-24T12:00', 'again', 'ada', { ada: 2.5, bea: -1.5 }],
      ['2026-11-24T13:00', undefined, 'ada', {}],
    ];
    await store(
      recordsOf(
        given.map(([at, ...of], i) => lead(`f${i}`, berlin(at), ...ripe, { hours: 0, draft: turn(...of) })),
        rules,
      ),
    );
    const rows = await rowsOf(reports.fairness);
    const names = ['tier', 'leads', 'leads30Days', 'fewestAble', 'mostAble', 'bound', 'beyond'];
    expect(pick(rows, ...names)).toEqual([
      'A 2 2 2 2 1 1',
      'B 2 1 2 3 1 0',
      'again 1 1 2 2  0',
      'by-name 1 1    0',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/ada|bea|cem/);
  });
});

describe('partners and direct sales', () => {
  const turn = (tier: string, got: boolean): Draft => {
    const candidates = ['ada', 'bea', 'cem', 'dia'].map((id) => ({ id, standing: 0 }));
    const reasons = { rule: 'r', because: '', rulesHash: 'h', at: berlin('2026-11-24T09:00'), turn: 1 };
    const assignment = { ...reasons, tier, partners: { able: 2, share: 0.4, got }, candidates };
    return {
      type: 'LeadAssigned',
      to: 'assigned',
      data: { pool: 'south', owner: { id: 'ada', name: 'ada' }, assignment },
    };
  };

  it('are held against each other per tier: what was due to partners, what they got, how far that is apart (R125)', async () => {
    const given = [turn('A', true), turn('A', false), turn('B', false), turn('B', true), turn('B', true)];
    const at = (i: number) => berlin(`2026-11-24T1${i}:00`);
    await store(
      recordsOf(
        given.map((draft, i) => lead(`p${i}`, at(i), ...hot.slice(0, 2), { hours: 0, draft })),
        rules,
      ),
    );
    const rows = (await rowsOf(reports.fairness)).filter(({ pool }) => pool === 'south');
    const names = [
      'tier',
      'smallerChannel',
      'forBoth',
      'partnersEntitled',
      'partnersGot',
      'partnersDeviation',
    ];
    expect(pick(rows, ...names)).toEqual(['A 2 2 0.80 1 0.20', 'B 2 3 1.20 2 0.80']);
  });
});

describe('lost leads', () => {
  const lost = (reason: string): Draft => ({ type: 'LeadLost', data: { reason }, to: 'lost' });
  const sent = (outcome: 'sent' | 'skipped'): Draft => ({
    type: 'LossSurveySent',
    data: { run: 'loss-survey:1', outcome },
  });
  const says = (reason: string | undefined, winBack: 'never' | 'as-planned' | 'on-day'): Draft => ({
    type: 'LossSurveyAnswered',
    data: { run: 'loss-survey:1', ...(reason ? { reason } : {}), winBack },
  });
  const again: Draft = { type: 'LeadRequalified', data: { reason: 'win-back' }, to: 'qualifying' };
  const owned = (...drafts: Draft[]): Story['steps'] => [
    ...hot,
    { hours: 1, draft: step.accepted },
    ...drafts.map((draft) => ({ hours: 1, draft })),
  ];
  const at = berlin('2026-11-24T02:00');

  it('are told by the reason that sales gives, beside the one that the person gives who was asked (R116, R137)', async () => {
    const stories = [
      lead('a', at, ...owned(lost('price'), sent('sent'), says('service', 'never'))),
      lead('b', at, ...owned(lost('price'), sent('sent'))),
      lead('c', at, ...owned(lost('no-need'), sent('skipped'))),
      lead('d', at, ...owned(lost('price'), sent('sent'), says(undefined, 'on-day'), again)),
      // Lost twice: the second time counts, of which nobody was asked yet.
      lead(
        'e',
        at,
        ...owned(lost('price'), sent('sent'), says('price', 'never'), again, ...twice(lost('other'))),
      ),
    ];
    await store(recordsOf(stories, rules));
    const names = ['reason', 'leads', 'back', 'asked', 'answered', 'told', 'never', 'onDay'];
    expect(pick(await rowsOf(reports.losses), ...names)).toEqual([
      'no-need 1 0 0 0 0 0 0',
      'other 1 0 0 0 0 0 0',
      'price 3 1 3 2 0 0 0',
      'service 0 0 0 0 1 1 0',
      ' 0 0 0 0 1 0 1',
    ]);
  });

  function twice(end: Draft): Draft[] {
    return [...hot.slice(1).map(({ draft }) => draft), step.accepted, end];
  }

  it('do not count where the loss was taken back', async () => {
    const restored = { passedOver: [], round: 0, reason: null, contactedAt: null, orders: [] };
    const slip: Draft = {
      type: 'ActionTakenBack',
      to: 'accepted',
      data: { events: ['a.6'], restored: { ...restored, stateSince: at, owner: { id: 'a1', name: 'Anke' } } },
    };
    await store(recordsOf([lead('a', at, ...owned(lost('price'), slip))], rules));
    expect(await rowsOf(reports.losses)).toEqual([]);
  });
});

it('a pilot is told beside the leads of the same days that were outside of it (R21)', async () => {
  const piloted: Story['steps'][number] = {
    hours: 0.1,
    draft: { ...step.scored('warm'), rule: 'score/points@south-first' },
  };
  await store(
    recordsOf(
      [
        lead('before', berlin('2026-11-18T10:00'), ...hot),
        lead('a', berlin('2026-11-20T10:00'), piloted),
        lead('b', berlin('2026-11-20T12:00'), piloted, ...hot),
        lead('c', berlin('2026-11-20T14:00'), { hours: 0.1, draft: step.scored('cold') }),
        lead('d', berlin('2026-11-21T10:00'), ...hot),
      ],
      rules,
    ),
  );
  const told = pick(
    await rowsOf(reports.pilots),
    'pilot',
    'side',
    'leads',
    'cold',
    'warm',
    'hot',
    'assigned',
  );
  expect(told).toEqual(['south-first inside 2 0 1 1 1', 'south-first outside 2 1 0 1 1']);
});

it('target groups are told with what became of their leads; who is in several counts in each (R74)', async () => {
  const start = berlin('2026-11-20T10:00');
  const inGroups = (groups: string[] | undefined): Story['steps'][number] => {
    const draft = step.scored('warm');
    if (draft.type === 'LeadScored' && groups) draft.data.score = { ...draft.data.score, groups };
    return { hours: 0.1, draft };
  };
  await store(
    recordsOf(
      [
        lead('a', start, inGroups(['mid-size', 'industry'])),
        lead('b', start, inGroups(['industry']), ...hot.slice(1)),
        lead('c', start, inGroups(undefined)),
        lead('d', start),
      ],
      rules,
    ),
  );
  expect(pick(await rowsOf(reports['target-groups']), 'group', 'leads', 'hot', 'assigned')).toEqual([
    'industry 2 1 1',
    'mid-size 1 0 0',
    ' 2 0 0',
  ]);
});

describe('the fixed list of the call agents (R95)', () => {
  const call = (by: string, known: number): Story['steps'][number] => ({
    hours: 1,
    by: `staff:${by}`,
    draft: {
      type: 'CallMade',
      data: { result: 'reached', attempts: 0, over: true, checklist: { of: 6, known } },
    },
  });
  const judged = (by: string, facts: Facts): Story['steps'][number] => ({
    hours: 0.1,
    by: `staff:${by}`,
    draft: { type: 'FactsChanged', data: { facts, source: 'call' } },
  });
  const start = berlin('2026-11-20T10:00');

  it('is told per channel: how many went through it, how much of it, and how far they are apart, but never who', async () => {
    const stories = [
      lead('a', start, call('kim', 6), call('lou', 3)),
      lead('b', start, call('max', 6), { ...call('kim', 0), by: 'owner:a1' }),
      lead('c', start, {
        hours: 1,
        by: 'staff:kim',
        draft: { type: 'CallMade', data: { result: 'not-reached', attempts: 1 } },
      }),
    ];
    const records = recordsOf(stories, rules);
    await store([...records, ...records]);
    expect(await rowsOf(reports.checklist)).toEqual([
      {
        channel: 'web_form',
        agents: '3',
        calls: '3',
        answered: '0.8333',
        complete: '0.6667',
        spread: '0.2357',
      },
    ]);
    expect(JSON.stringify(records)).not.toMatch(/kim|lou|max/);
  });

  it('is judged by one measure or not: the same lead twice, and comparable leads beside what chance would make', async () => {
    const each = (by: string, concrete: number): Story[] =>
      Array.from({ length: 10 }, (_, nth) =>
        lead(`${by}${nth}`, start, judged(by, { need: nth < concrete ? 'concrete' : 'general' })),
      );
    const again = [
      lead('x', start, judged('kim', { need: 'concrete' }), judged('lou', { need: 'concrete' })),
      lead('y', start, judged('kim', { authority: 'user' }), judged('kim', { authority: 'decider' })),
      lead(
        'z',
        start,
        judged('lou', { need: 'concrete' }),
        judged('max', { need: 'none', authority: 'buyer' }),
      ),
    ];
    await store(recordsOf([...each('kim', 9), ...each('lou', 5), ...each('max', 1), ...again], rules));
    const [authority, need] = await rowsOf(reports.ratings);
    expect(authority).toMatchObject({
      fact: 'authority',
      agents: '2',
      judged: '3',
      again: '0',
      same: null,
      spread: null,
    });
    expect(need).toMatchObject({
      fact: 'need',
      agents: '3',
      judged: '34',
      again: '2',
      same: '0.5',
      compared: '3',
    });
    expect(Number(need?.spread)).toBeGreaterThan(2 * Number(need?.byChance));
  });
});

describe('the files of a day', () => {
  const audited = {
    from: '',
    to: '',
    acknowledged: 2,
    listed: 0,
    places: { won: 1, 'set-aside': 1 },
    findings: [],
  };
  const write = (day = DAY) =>
    writeReport({ analysis, objects: analysis.objects, calendar, smallestGroup: 2 }, day, audited);
  const text = async (key: string) => Buffer.from((await analysis.objects.get(key)) ?? []).toString('utf8');

  it('are listed with their hashes in a manifest that is written last, and the newest day is pointed to', async () => {
    await store(await sampleMonth({ count: 40, end: berlin('2026-11-25T00:00'), seed: 5 }));
    const order: string[] = [];
    const objects = {
      ...analysis.objects,
      put: (key: string, body: Uint8Array | string, type: string) => {
        order.push(key);
        return analysis.objects.put(key, body, type);
      },
    };
    const { files } = await writeReport({ analysis, objects, calendar, smallestGroup: 7 }, DAY, audited);
    expect(order.slice(-2)).toEqual([`reports/${DAY}/manifest.json`, 'latest.json']);
    expect(JSON.parse(await text(`reports/${DAY}/manifest.json`))).toEqual({ day: DAY, files });
    for (const { key, sha256 } of files) {
      expect(
        createHash('sha256')
          .update(await text(key))
          .digest('hex'),
      ).toBe(sha256);
    }
    expect(JSON.parse(await text('latest.json'))).toEqual({
      day: DAY,
      manifest: `reports/${DAY}/manifest.json`,
    });
  });

  it('are the same to the byte when the day is written again, however the messages were batched', async () => {
    const records = await sampleMonth({ count: 60, end: berlin('2026-11-25T00:00'), seed: 9 });
    await store(records);
    const once = await write();
    await store([...records].reverse(), 13);
    expect(await write()).toEqual(once);
  });

  it('an older day that is written again leaves the pointer where it is', async () => {
    await write();
    await write('2026-11-20');
    expect(JSON.parse(await text('latest.json')).day).toBe(DAY);
    await write('2026-11-25');
    expect(JSON.parse(await text('latest.json')).day).toBe('2026-11-25');
  });

  it('hold no figure of a group that is too small: neither of a pool of one nor of a single answer (R133, R148)', async () => {
    const given = (pool: string, owner: string, of: readonly string[]): Draft => {
      const candidates = of.map((id) => ({ id, standing: 0 }));
      const reasons = { rule: 'r', because: '', rulesHash: 'h', at: berlin('2026-11-24T09:00'), turn: 1 };
      const assignment = { ...reasons, tier: 'A', candidates };
      const data = { pool, owner: { id: owner, name: owner }, assignment };
      return { type: 'LeadAssigned', to: 'assigned', data };
    };
    const [alone, others] = [37, 41];
    const [single, several] = [given('west', 'sole', ['sole']), given('north', 'ada', ['ada', 'bea'])];
    const stories = Array.from({ length: alone + others }, (_, i) =>
      lead(`l${i}`, berlin('2026-11-24T09:00'), ...hot.slice(0, 2), {
        hours: 0,
        draft: i < alone ? single : several,
      }),
    );
    const says: Draft = {
      type: 'LossSurveyAnswered',
      data: { run: 'loss-survey:1', reason: 'service', winBack: 'never' },
    };
    const [first = '', ...rest] = stories;
    if (first === '') throw new Error('no story');
    const ends = [step.accepted, step.lost, says].map((draft) => ({ hours: 0.1, draft }));
    await store(recordsOf([{ ...first, steps: [...first.steps, ...ends] }, ...rest], rules));
    const { files } = await write();
    expect(files.length).toBeGreaterThan(8);
    for (const { key } of files) {
      const written = await text(key);
      const cells = key.endsWith('.csv')
        ? written.split(/[;\r\n]+/)
        : [...written.matchAll(/>([^<>]+)</g)].map(([, cell]) => cell?.trim());
      for (const figure of [alone, alone - 1, others]) expect(cells, key).not.toContain(String(figure));
      expect(written, key).not.toMatch(/sole|ada|bea/);
    }
    const file = async (name: string) =>
      (await text(`reports/${DAY}/${name}.csv`))
        .split('\r\n')
        .filter((line) => /\bwest\b|other-pools|service|other-reasons/.test(line));
    expect(await file('tracking')).toEqual([
      expect.stringMatching(/^assigned;.*;other-pools;77;/),
      expect.stringMatching(/^lost;.*;other-pools;1;/),
    ]);
    expect(await file('fairness')).toEqual([expect.stringMatching(/^west;A;;;1;1;/)]);
    expect(await file('losses')).toEqual(['other-reasons;0;0;0;;;;']);
  });

  it('exist for a day without any lead', async () => {
    const { files } = await write();
    const rows = Object.fromEntries(files.map(({ key, rows }) => [key.split('/').at(-1) ?? '', rows]));
    const filled = {
      'deadlines.csv': DeadlineName.options.length,
      'funnel.csv': 7,
      'daily.csv': 30,
      'audit.csv': 3,
    };
    const names = [
      ...Object.values(reports).map(({ name }) => `${name}.csv`),
      'audit.csv',
      'audit.json',
      'index.html',
    ];
    expect(rows).toEqual({ ...Object.fromEntries(names.map((name) => [name, 0])), ...filled });
    expect(await text(`reports/${DAY}/index.html`)).toContain('Noch kein Lead.');
  });

  it('the page has pictures, needs no script and loads nothing', async () => {
    await store(await sampleMonth({ count: 40, end: berlin('2026-11-25T00:00'), seed: 5 }));
    await write();
    const page = await text(`reports/${DAY}/index.html`);
    expect(page.match(/<svg/g)?.length).toBeGreaterThan(5);
    expect(page).toContain('Zahlen von Gruppen ab 2 Personen');
    expect(page).not.toMatch(/<script|https?:|url\(|@import| on\w+=| style=/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('Dienstag, 24. November 2026');
  });
});

it.each([
  ['at half past two in the morning', '2026-11-25T02:30:00.000Z', '2026-11-24'],
  ['just before midnight UTC it is the next day in Berlin already', '2026-11-24T23:30:00.000Z', '2026-11-24'],
  ['after the clocks went forward', '2026-03-30T00:30:00.000Z', '2026-03-29'],
])('the day that has ended %s', (_, at, day) => {
  expect(dayBefore(at, calendar)).toBe(day);
});
