import { afterEach, beforeEach, expect, it } from 'vitest';
import { reports } from '../../functions/report/reports.ts';
import { decayed } from '../../functions/report/rules/decayed.ts';
import { told } from '../../functions/report/rules/told.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Channel, Finding } from '../../shared/domain/facts.ts';
import { byName, leadFrom, pick, reportBench } from './report-bench.ts';
import { recordsOf, type Story, step } from './sample-month.ts';

const DAY = '2026-11-24';
const HOUR = 3_600_000;
const recently = Date.parse('2026-11-20T09:00:00Z');
const before = Date.parse('2026-09-20T09:00:00Z');
const doubt: Finding = { field: 'phone', code: 'phone-invalid', severity: 'note', message: '' };

let bench: Awaited<ReturnType<typeof reportBench>>;
beforeEach(async () => {
  bench = await reportBench();
});
afterEach(() => bench.close());

const tell = (...stories: Story[]) => bench.store(recordsOf(stories, bench.rules));

/** Inquiries of one source, the first of them with something to notice. */
function some(
  source: string,
  start: number,
  [noticed, count]: [number, number],
  channel: Channel = 'web_form',
) {
  return Array.from({ length: count }, (_, i): Story => {
    const at = new Date(start + i * HOUR).toISOString();
    const id = `${source}-${start}-${i}`;
    const findings = i < noticed ? [doubt] : [];
    const draft = step.received({ id: `inq_${id}`, at, channel, source, findings });
    return { id, start: at, steps: [{ hours: 0, draft }] };
  });
}

it('the quality of what a source brings is held against the time before, and told where it decays (R66)', async () => {
  await tell(
    ...some('fair-list', before, [2, 20]),
    ...some('fair-list', recently, [6, 20]),
    ...some('website', before, [6, 20]),
    ...some('website', recently, [5, 20]),
    ...some('newsletter', before, [10, 20]),
    ...some('newsletter', recently, [1, 21]),
    ...some('seminar', recently, [3, 3]),
    ...some('gone', before, [3, 3]),
  );
  const rows = byName(reports.quality, await bench.ask(reports.quality, DAY));
  expect(
    pick(
      rows,
      'source',
      'inquiries',
      'noticed',
      'noticedShare',
      'inquiriesBefore',
      'noticedShareBefore',
      'trend',
    ),
  ).toEqual([
    'newsletter 21 1 0.0476 20 0.5 better',
    'fair-list 20 6 0.3 20 0.1 worse',
    'website 20 5 0.25 20 0.3 same',
    'seminar 3 3 1.0 0 – few',
    'gone 0 0 – 3 1.0 few',
  ]);
});

it('a source whose data grow worse is told on the day on which that begins, and on none after it (R66)', async () => {
  const begins = Date.parse('2026-11-24T08:00:00Z');
  await tell(...some('fair-list', before, [0, 30]), ...some('fair-list', recently, [0, 20]));
  await tell(...some('fair-list', begins, [10, 10]));
  const on = async (day: string) => decayed(await bench.ask(reports.quality, day), 0.1);
  expect(await on('2026-11-23')).toEqual([]);
  expect(await on(DAY)).toEqual([{ channel: 'web_form', source: 'fair-list', now: 0.3333, before: 0 }]);
  expect(await on('2026-11-25')).toEqual([]);
});

it('inquiries that came on paper are counted as what was typed again, per source (R41)', async () => {
  await tell(
    ...some('capture', recently, [0, 2], 'fax'),
    ...some('capture', recently + HOUR / 2, [0, 3], 'phone'),
    ...some('cards', recently, [0, 4], 'response_card'),
  );
  const rows = byName(reports.quality, await bench.ask(reports.quality, DAY));
  expect(pick(rows, 'channel', 'source', 'typedAgain')).toEqual([
    'response_card cards 4',
    'phone capture 0',
    'fax capture 2',
  ]);
});

it('whether data are looked after is told per pool, of small pools together, of nobody alone (R66, R68)', async () => {
  const at = new Date(recently).toISOString();
  const changed: Draft = { type: 'FactsChanged', data: { facts: { city: 'Ulm' }, source: 'qualify' } };
  const given = (pool: string, ...more: Draft[]) =>
    [step.scored('hot'), step.qualified, step.assigned(pool), ...more].map((draft) => ({
      hours: 0.1,
      draft,
    }));
  await tell(
    leadFrom('a', at, {}, ...given('north', changed, changed)),
    leadFrom('b', at, {}, ...given('north')),
    leadFrom('c', at, {}, ...given('south')),
    leadFrom('d', at, {}, { hours: 0.05, draft: changed }, ...given('south')),
  );
  const rows = await bench.ask(reports.care, DAY);
  const names = ['pool', 'leads', 'cared', 'caredShare'];
  expect(pick(byName(reports.care, rows), ...names)).toEqual(['north 2 1 0.5', 'south 2 0 0.0']);
  const others = Object.fromEntries(Object.keys(reports).map((name) => [name, []])) as unknown as Parameters<
    typeof told
  >[0];
  const read = told({ ...others, care: rows }, 3).care;
  expect(pick(byName(reports.care, read), ...names)).toEqual(['other-pools 4 1 0.2500']);
});

it('how deep leads are qualified and what trouble people took is told per source (R45, R46)', async () => {
  const at = new Date(recently).toISOString();
  const came = (id: string, source: string, effort: number | undefined, depth: number): Story => {
    const received = step.received({
      id: `inq_${id}`,
      at,
      channel: 'phone',
      source,
      ...(effort ? { effort } : {}),
    });
    const scored = step.scored('warm');
    if (scored.type === 'LeadScored') scored.data.score.depth = { value: depth, channel: 'phone' };
    const steps = [received, scored].map((draft, i) => ({ hours: i / 10, draft }));
    return { id, start: at, steps };
  };
  await tell(came('a', 'hotline', 4, 4), came('b', 'hotline', 3, 2), came('c', 'agency', undefined, 1));
  const rows = byName(reports.quality, await bench.ask(reports.quality, DAY));
  expect(pick(rows, 'source', 'depth', 'effort')).toEqual(['hotline 3.0 3.5', 'agency 1.0 –']);
});

it('fields are counted as they are filled in and give points, those of the definition also where nobody tells them (R67)', async () => {
  const at = new Date(recently).toISOString();
  const scored = step.scored('warm');
  const criteria = [{ id: 'budget', fact: 'budget', value: 5, rating: 1, weight: 1, points: 1 }];
  if (scored.type === 'LeadScored') scored.data.score.criteria = criteria;
  const received = step.received({ id: 'inq_a', at });
  if (received.type === 'InquiryReceived')
    Object.assign(received.data, {
      facts: { city: 'Ulm', budget: 5 },
      extra: { fleet: '3', 'drop table': 1 },
    });
  await tell(
    { id: 'a', start: at, steps: [received, scored, scored].map((draft, i) => ({ hours: i, draft })) },
    leadFrom('b', at, {}, { hours: 1, draft: scored }),
  );
  const rows = byName(reports.fields, await bench.ask(reports.fields, DAY));
  const told = pick(rows, 'field', 'inquiries', 'filled', 'filledShare', 'rated');
  expect(told.slice(0, 4)).toEqual([
    'budget 2 1 0.5 2',
    'city 2 1 0.5 0',
    'country 2 1 0.5 0',
    'extra.fleet 2 1 0.5 0',
  ]);
  expect(told).toContain('website 2 0 0.0 0');
});
