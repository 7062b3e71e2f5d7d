import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { isOpen } from '../../../shared/domain/clock.ts';
import type { LeadEvent } from '../../../shared/domain/events.ts';
import { rebuild } from '../../../shared/domain/evolve.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { anything } from '../../../test/fixtures/happenings.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { eraseDrafts } from './anonymous-lead.ts';

const FIRST = '2026-11-24T09:12:00.000Z';
const at = (step: number): string => new Date(Date.parse(FIRST) + step * 3_600_000).toISOString();

it('leaves of any lead a row that names nobody, and that its last events alone rebuild (R191)', async () => {
  const rules = await clockRules(defaultRules());
  const change = (before: Lead | null, drafts: Parameters<typeof recordWatched>[2], now: string) =>
    recordWatched('lead_1', before, drafts, { now, by: 'system', correlationId: 'cor_1' }, rules);
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 25 }), (all) => {
      let { lead, events }: { lead: Lead; events: LeadEvent[] } = change(
        null,
        [received({ email: 'a@ott.example', lastName: 'Ott' }, FIRST)],
        FIRST,
      );
      for (const [step, happening] of all.entries()) {
        const now = at(step + 1);
        const drafts = happening({ lead, events }, now, rules);
        if (drafts.length === 0) continue;
        const next = change(lead, drafts, now);
        lead = next.lead;
        events = [...events, ...next.events];
      }
      const erased = change(lead, eraseDrafts(lead, []), at(100));
      expect(rebuild(erased.events)).toEqual({ ...erased.lead, version: 0 });
      expect(erased.lead).toMatchObject({ state: 'erased', class: lead.class, pool: lead.pool, clocks: [] });
      expect(erased.lead.reason).toBe(lead.state);
      expect(JSON.stringify(erased.events)).not.toMatch(/ott|Eva|Ewa|\+4930|ines|lars|Name of/i);
      const ended = erased.events.flatMap(({ clocks }) =>
        clocks.flatMap((one) => ('run' in one ? one.run : [])),
      );
      expect(ended.sort()).toEqual(
        lead.clocks
          .filter(isOpen)
          .map(({ run }) => run)
          .sort(),
      );
    }),
    { numRuns: 200 },
  );
});
