import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { histories } from './histories.ts';
import { answering } from './lead-store/answers.ts';
import { deadlines } from './lead-store/deadlines.ts';
import { listing } from './lead-store/listing.ts';
import { merging } from './lead-store/merging.ts';
import { stored } from './lead-store/tested.ts';
import { writing } from './lead-store/writing.ts';
import { firstChange, NOON, nextChange } from './sample-leads.ts';

/** A store under test. */
export interface Tested {
  /** An empty store; what `now` tells is moved by `setNow`. */
  store(options: { now: () => string }): Promise<LeadStore>;
  /** Makes the stored lead unreadable. */
  spoil(store: LeadStore, leadId: string): Promise<void>;
  /** How many histories the property takes. */
  histories: number;
}

/** What every lead store does, whatever it stands on. */
export function leadStoreContract(
  name: string,
  start: () => Promise<Tested & { stop(): Promise<void> }>,
): void {
  describe(`leads kept ${name}`, () => {
    let tested: Tested & { stop(): Promise<void> };
    let clock = NOON;
    const fresh = () => tested.store({ now: () => clock });
    beforeAll(async () => {
      tested = await start();
    });
    afterAll(() => tested?.stop());

    writing(fresh);
    answering(fresh, (now) => {
      clock = now;
    });
    listing(fresh);
    deadlines(fresh);
    merging(fresh);

    it('keeps the whole history, and rebuilding from it gives the lead that is stored', async () => {
      const store = await fresh();
      await fc.assert(
        fc.asyncProperty(histories, async (steps) => {
          const first = firstChange();
          await stored(store, first);
          let lead = first.lead;
          for (const step of steps) {
            const drafts = step(lead);
            if (drafts.length === 0) continue;
            const change = nextChange(lead, drafts);
            await stored(store, change);
            lead = change.lead;
          }
          const kept = await store.loadWithHistory(lead.id);
          expect(kept?.lead).toEqual(plain(lead));
          expect(kept?.events.map(({ seq }) => seq)).toEqual(
            Array.from({ length: lead.seq }, (_, i) => i + 1),
          );
          expect(plain({ ...rebuild(kept?.events ?? []), version: lead.version })).toEqual(plain(lead));
        }),
        { numRuns: tested.histories },
      );
    }, 120_000);

    it('answers an unreadable lead with a fault that trying again cannot help', async () => {
      const store = await fresh();
      const first = firstChange();
      await stored(store, first);
      await tested.spoil(store, first.lead.id);
      const fault = { code: 'item-unreadable', retryable: false };
      await expect(store.load(first.lead.id)).rejects.toMatchObject(fault);
      await expect(store.loadWithHistory(first.lead.id)).rejects.toMatchObject(fault);
      await expect(store.list({ limit: 10 })).rejects.toMatchObject(fault);
    });
  });
}

/** A lead as storing leaves it: nothing undefined. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));
