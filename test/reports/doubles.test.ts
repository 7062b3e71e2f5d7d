import { afterEach, beforeEach, expect, it } from 'vitest';
import { reports } from '../../functions/report/reports.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { dismissDrafts, suspectDrafts } from '../../shared/rules/merge.ts';
import { newLead } from '../fixtures/lead.ts';
import { byName, leadFrom, pick, reportBench } from './report-bench.ts';
import { recordsOf, type Story, step } from './sample-month.ts';

const DAY = '2026-11-24';
const start = '2026-11-20T09:00:00.000Z';

let bench: Awaited<ReturnType<typeof reportBench>>;
beforeEach(async () => {
  bench = await reportBench();
});
afterEach(() => bench.close());

const lead = (id: string) => ({ ...newLead({}, start), id });
/** What both are told when somebody is asked about them, when both are found to be two, and when they are parted again. */
const asked = (one: string, other: string) =>
  suspectDrafts(lead(one), lead(other), { rule: 'identity/judge', because: '', score: 3 });
const twoPeople = (one: string, other: string) => dismissDrafts([one, other]);
const hours = (drafts: Draft[]): Story['steps'] => drafts.map((draft) => ({ hours: 1, draft }));
const told = (id: string, ...drafts: Draft[]): Story => leadFrom(id, start, {}, ...hours(drafts));

const { scored, qualified, assigned, accepted, contacted, opportunity, won } = step;
const bought = [scored('hot'), qualified, assigned('a'), accepted, contacted, opportunity, won(100, start)];

it('pairs that may be one person, and on which nobody has decided, are counted: those with a customer come first, and no lead is named (R56)', async () => {
  await bench.store(
    recordsOf(
      [
        told('a', ...asked('a', 'b').first),
        told('b', ...asked('a', 'b').second),
        told('c', ...asked('c', 'd').first, ...twoPeople('c', 'd').first),
        told('d', ...asked('c', 'd').second, ...twoPeople('c', 'd').second),
        told('e', ...asked('e', 'f').first),
        told('f', ...asked('e', 'f').second, step.merged),
        told('g', ...bought, ...asked('g', 'h').first),
        told('h', ...asked('g', 'h').second),
        told('i'),
      ],
      bench.rules,
    ),
  );
  const rows = byName(reports.doubles, await bench.ask(reports.doubles, DAY));
  expect(pick(rows, 'kind', 'pairs', 'oldestDays', 'share')).toEqual([
    'lead-and-customer 1 4 0.5',
    'leads 1 4 0.5',
  ]);
});
