import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { CommitOutcome, LeadChange, LeadStore } from '../../shared/ports/lead-store.ts';
import { histories } from './histories.ts';
import {
  assigned,
  clockDue,
  emailOf,
  firstChange,
  later,
  NOON,
  nextChange,
  note,
  sampleInquiry,
} from './sample-leads.ts';

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
    due(fresh);

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

type Fresh = () => Promise<LeadStore>;

async function stored(store: LeadStore, change: LeadChange): Promise<void> {
  expect(await store.commit(change)).toEqual({ outcome: 'stored' });
}

/** A lead as storing leaves it: nothing undefined. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

function writing(fresh: Fresh): void {
  describe('writing', () => {
    it('stores a new lead with its inquiry and its sure keys', async () => {
      const store = await fresh();
      const first = firstChange({ email: 'anna@example.test' });
      expect(await store.load(first.lead.id)).toBeNull();
      expect(await store.loadWithHistory(first.lead.id)).toBeNull();
      await stored(store, first);
      expect(await store.load(first.lead.id)).toEqual(first.lead);
      expect(await store.loadWithHistory(first.lead.id)).toEqual({ lead: first.lead, events: first.events });
      expect(await store.loadInquiry(first.inquiry.id)).toEqual(first.inquiry);
      expect(await store.holderOf(emailOf('anna@example.test'))).toBe(first.lead.id);
      expect(await store.holderOf({ kind: 'external', value: 'anna@example.test' })).toBeNull();
    });

    it('refuses a change that was decided on an older version', async () => {
      const store = await fresh();
      const first = firstChange();
      await stored(store, first);
      const one = nextChange(first.lead, [note('one')]);
      const other = nextChange(first.lead, [note('other')]);
      await stored(store, one);
      expect(await store.commit(other)).toEqual({ outcome: 'conflict', on: 'lead' });
      expect(await store.commit({ ...first, inquiry: undefined })).toEqual({
        outcome: 'conflict',
        on: 'lead',
      });
      expect(await store.load(first.lead.id)).toEqual(one.lead);
    });

    it('lets one of 16 changes at once through, and no change is lost when the others try again', async () => {
      const store = await fresh();
      const first = firstChange();
      await stored(store, first);
      const add = async (text: string): Promise<void> => {
        for (;;) {
          const lead = await store.load(first.lead.id);
          if (!lead) throw new Error('gone');
          if ((await store.commit(nextChange(lead, [note(text)]))).outcome === 'stored') return;
        }
      };
      await Promise.all(Array.from({ length: 16 }, (_, i) => add(`note ${i}`)));
      const kept = await store.loadWithHistory(first.lead.id);
      const texts = kept?.events.flatMap((event) => (event.type === 'NoteAdded' ? [event.data.text] : []));
      expect(texts?.sort()).toEqual(Array.from({ length: 16 }, (_, i) => `note ${i}`).sort());
    });

    it('makes one lead of 64 inquiries of one person at once, and tells the others who it is', async () => {
      const store = await fresh();
      const changes = Array.from({ length: 64 }, () => firstChange({ email: 'race@example.test' }));
      const outcomes = await Promise.all(changes.map((change) => untilDecided(store, change)));
      const holder = await store.holderOf(emailOf('race@example.test'));
      expect(changes.map(({ lead }) => lead.id)).toContain(holder);
      expect(outcomes.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
      const held = { outcome: 'held', identity: emailOf('race@example.test'), leadId: holder };
      expect(outcomes.filter(({ outcome }) => outcome !== 'stored')).toEqual(Array(63).fill(held));
      expect((await store.list({ limit: 100 })).items).toHaveLength(1);
    });

    it('lets a lead keep the sure keys that it holds already and take further ones', async () => {
      const store = await fresh();
      const first = firstChange({ email: 'anna@example.test' });
      await stored(store, first);
      const identities = [emailOf('anna@example.test'), { kind: 'external' as const, value: 'crm 7' }];
      await stored(store, nextChange(first.lead, [note('again')], { identities }));
      expect(await store.holderOf({ kind: 'external', value: 'crm 7' })).toBe(first.lead.id);
    });

    it('knows a delivery that came twice', async () => {
      const store = await fresh();
      const first = firstChange();
      await stored(store, first);
      const again = { ...nextChange(first.lead, [note('twice')]), inquiry: first.inquiry };
      expect(await store.commit(again)).toEqual({ outcome: 'duplicate', inquiryId: first.inquiry.id });
      expect(await store.load(first.lead.id)).toEqual(first.lead);
    });

    it('writes the turn of a pool with the assignment or neither', async () => {
      const store = await fresh();
      const first = firstChange({ to: 'qualifying' });
      await stored(store, first);
      const qualified = nextChange(first.lead, [{ type: 'LeadQualified', to: 'qualified', data: {} }]);
      await stored(store, qualified);
      expect(await store.loadLedger('north')).toBeNull();
      const ledger = { pool: 'north', version: 0, members: { ines: { got: 1, standing: 0.5 } } };
      const change = nextChange(qualified.lead, [assigned('ines')], { ledger });
      await stored(store, change);
      expect(await store.loadLedger('north')).toEqual({ ...ledger, version: 1 });
      const stale = nextChange(change.lead, [note('stale turn')], { ledger });
      expect(await store.commit(stale)).toEqual({ outcome: 'conflict', on: 'ledger' });
      expect(await store.load(change.lead.id)).toEqual(change.lead);
      const old = nextChange(qualified.lead, [note('x')], { ledger: { ...ledger, version: 1 } });
      expect(await store.commit(old)).toEqual({ outcome: 'conflict', on: 'lead' });
      expect(await store.loadLedger('north')).toEqual({ ...ledger, version: 1 });
    });
  });
}

/** Tries again where another write was under way at the same moment, as every caller does. */
async function untilDecided(store: LeadStore, change: LeadChange): Promise<CommitOutcome> {
  for (;;) {
    const outcome = await store.commit(change);
    if (outcome.outcome !== 'conflict') return outcome;
  }
}

function answering(fresh: Fresh, setNow: (now: string) => void): void {
  describe('remembering answers', () => {
    const remember = { source: 'website', key: 'key-1', bodyHash: 'hash-1', answer: '{"leadId":"lead_1"}' };

    it('gives the same answer for 24 hours and then forgets it', async () => {
      setNow(NOON);
      const store = await fresh();
      await stored(store, { ...firstChange(), remember });
      expect(await store.rememberedAnswer('website', 'key-1')).toEqual(remember);
      expect(await store.rememberedAnswer('other', 'key-1')).toBeNull();
      const again = firstChange({ at: later(24 * 3_600_000 - 1_000) });
      expect(await store.commit({ ...again, remember: { ...remember, bodyHash: 'hash-2' } })).toEqual({
        outcome: 'remembered',
        bodyHash: 'hash-1',
        answer: remember.answer,
      });
      expect(await store.load(again.lead.id)).toBeNull();
      setNow(later(24 * 3_600_000 - 1_000));
      expect(await store.rememberedAnswer('website', 'key-1')).toEqual(remember);
      setNow(later(24 * 3_600_000));
      expect(await store.rememberedAnswer('website', 'key-1')).toBeNull();
      const nextDay = {
        ...firstChange({ at: later(24 * 3_600_000) }),
        remember: { ...remember, bodyHash: 'hash-3' },
      };
      await stored(store, nextDay);
      setNow(NOON);
    });

    it('names the remembered answer first, then the delivery, then the holder, then the pool', async () => {
      const store = await fresh();
      const first = firstChange({ email: 'anna@example.test' });
      const ledger = { pool: 'north', version: 0, members: {} };
      await stored(store, { ...first, remember, ledger });
      const other = { ...firstChange({ email: 'anna@example.test' }), ledger };
      const outcomeOf = async (change: LeadChange) => (await store.commit(change)).outcome;
      expect(await outcomeOf({ ...other, inquiry: first.inquiry, remember })).toBe('remembered');
      expect(await outcomeOf({ ...other, inquiry: first.inquiry })).toBe('duplicate');
      expect(await outcomeOf(other)).toBe('held');
      expect(await store.commit({ ...other, identities: [] })).toEqual({ outcome: 'conflict', on: 'ledger' });
    });
  });
}

async function walk<T>(next: (cursor?: string) => Promise<{ items: T[]; cursor?: string }>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await next(cursor);
    all.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return all;
}

const at = (cursor: string | undefined) => (cursor ? { cursor } : {});
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

function listing(fresh: Fresh): void {
  describe('listing', () => {
    it('shows every lead once, newest first, while leads move between states', async () => {
      const store = await fresh();
      const leads: Lead[] = [];
      for (let i = 0; i < 23; i++) {
        const change = firstChange({ at: later(i * 1_000), to: i % 2 ? 'qualifying' : 'quarantined' });
        await stored(store, change);
        leads.push(change.lead);
      }
      const moves = leads.values();
      const seen = await walk(async (cursor) => {
        for (let i = 0; i < 4; i++) {
          const lead = moves.next().value;
          if (lead)
            await stored(
              store,
              nextChange(lead, [{ type: 'LeadExcluded', to: 'excluded', data: { reason: 'x' } }]),
            );
        }
        return store.list({ limit: 5, ...at(cursor) });
      });
      expect(ids(seen)).toEqual(ids(leads).reverse());
    });

    it('shows the leads of a state, soonest due first, those with nothing due last', async () => {
      const store = await fresh();
      const dues = [later(3_000), null, later(1_000), later(2_000), null];
      const leads: Lead[] = [];
      for (const due of dues) {
        const change = firstChange({ to: 'qualifying', ...(due ? { clocks: [clockDue(due)] } : {}) });
        await stored(store, change);
        leads.push(change.lead);
      }
      await stored(store, firstChange({ to: 'quarantined' }));
      const resting = ids(leads.filter((_, i) => dues[i] === null)).sort();
      const soonest = [2, 3, 0].map((i) => leads[i]?.id);
      const seen = await walk((cursor) => store.list({ state: 'qualifying', limit: 2, ...at(cursor) }));
      expect(ids(seen)).toEqual([...soonest, ...resting]);
      expect(await store.list({ state: 'won', limit: 2 })).toEqual({ items: [] });
    });

    it('shows those leads of a state exactly once that stay in it while pages are turned', async () => {
      const store = await fresh();
      const leads: Lead[] = [];
      for (let i = 0; i < 12; i++) {
        const change = firstChange({ at: later(i * 1_000), to: 'quarantined' });
        await stored(store, change);
        leads.push(change.lead);
      }
      const leaving = leads.filter((_, i) => i % 3 === 0);
      const moves = leaving.values();
      const seen = await walk(async (cursor) => {
        const lead = moves.next().value;
        if (lead)
          await stored(
            store,
            nextChange(lead, [{ type: 'LeadRested', to: 'dormant', data: { reason: 'x' } }]),
          );
        return store.list({ state: 'quarantined', limit: 2, ...at(cursor) });
      });
      const staying = ids(leads.filter((lead) => !leaving.includes(lead)));
      expect(ids(seen).filter((id) => staying.includes(id))).toEqual(staying);
      expect(new Set(ids(seen)).size).toBe(seen.length);
    });

    it('shows the leads of an owner, also those of one state', async () => {
      const store = await fresh();
      const owned: string[] = [];
      for (const [i, owner] of ['ines', 'lars', 'ines', 'ines'].entries()) {
        const first = firstChange({ at: later(i * 1_000), to: 'qualifying' });
        await stored(store, first);
        const change = nextChange(first.lead, [
          { type: 'LeadQualified', to: 'qualified', data: {} },
          assigned(owner),
        ]);
        await stored(store, change);
        if (owner === 'ines') owned.push(change.lead.id);
        if (i === 3) {
          await stored(
            store,
            nextChange(change.lead, [{ type: 'LeadAccepted', to: 'accepted', data: { owner } }]),
          );
        }
      }
      expect(ids(await walk((cursor) => store.list({ owner: 'ines', limit: 2, ...at(cursor) })))).toEqual(
        owned,
      );
      const accepted = await walk((cursor) =>
        store.list({ owner: 'ines', state: 'accepted', limit: 1, ...at(cursor) }),
      );
      expect(ids(accepted)).toEqual(owned.slice(-1));
      expect((await store.list({ owner: 'nobody', limit: 2 })).items).toEqual([]);
    });

    it('refuses a cursor that it did not give or that belongs to another list', async () => {
      const store = await fresh();
      for (let i = 0; i < 3; i++) await stored(store, firstChange({ at: later(i), to: 'qualifying' }));
      const { cursor = '' } = await store.list({ limit: 1 });
      expect(cursor).not.toBe('');
      const fault = { code: 'bad-cursor', retryable: false };
      for (const bad of ['x', '', '%%', Buffer.from('{"pk":1}').toString('base64url'), `${cursor}AAAA`]) {
        await expect(store.list({ limit: 1, cursor: bad })).rejects.toMatchObject(fault);
      }
      await expect(store.list({ state: 'qualifying', limit: 1, cursor })).rejects.toMatchObject(fault);
      await expect(store.listInquiries({ limit: 1, cursor })).rejects.toMatchObject(fault);
    });

    it('shows inbound items newest first, by outcome and by channel, also those that became no lead', async () => {
      const store = await fresh();
      const all = [];
      for (let i = 0; i < 9; i++) {
        const change = firstChange({ at: later(i * 86_400_000 * 20) });
        await stored(store, change);
        all.push(change.inquiry);
        const aside = sampleInquiry({
          receivedAt: later(i * 86_400_000 * 20 + 1),
          outcome: 'ignored',
          reason: 'auto-reply',
          channel: i % 2 ? 'email' : 'fax',
        });
        expect(await store.keepInquiry(aside)).toBe(true);
        expect(await store.keepInquiry(aside)).toBe(false);
        all.push(aside);
      }
      all.reverse();
      const list = (filter: { outcome?: 'ignored' | 'created'; channel?: string }) =>
        walk((cursor) => store.listInquiries({ ...filter, limit: 2, ...at(cursor) }));
      expect(await list({})).toEqual(all);
      expect(await list({ outcome: 'ignored' })).toEqual(all.filter(({ outcome }) => outcome === 'ignored'));
      expect(await list({ channel: 'email' })).toEqual(all.filter(({ channel }) => channel === 'email'));
      expect(await list({ outcome: 'created', channel: 'fax' })).toEqual([]);
      expect(await store.loadInquiry('inq_none')).toBeNull();
    });
  });
}

function due(fresh: Fresh): void {
  describe('deadlines', () => {
    it('has nothing to do while nothing is due, and tells when the first lead will be', async () => {
      const store = await fresh();
      expect(await store.due(NOON, 10)).toEqual({ leadIds: [], more: false, nextAt: null });
      await stored(store, firstChange());
      expect(await store.due(NOON, 10)).toEqual({ leadIds: [], more: false, nextAt: null });
      await stored(store, firstChange({ clocks: [clockDue(later(60_000))] }));
      expect(await store.due(NOON, 10)).toEqual({ leadIds: [], more: false, nextAt: later(60_000) });
    });

    it('names due leads of all states, soonest first, up to the limit, and says what comes next', async () => {
      const store = await fresh();
      const leadAt: Record<number, string> = {};
      const states = ['quarantined', 'qualifying', 'excluded'] as const;
      for (const [i, seconds] of [50, 10, 40, 20, 30, 60].entries()) {
        const change = firstChange({
          to: states[i % 3] ?? 'qualifying',
          clocks: [clockDue(later(seconds * 1_000))],
        });
        await stored(store, change);
        leadAt[seconds] = change.lead.id;
      }
      const dueAt = (...seconds: number[]) => seconds.map((second) => leadAt[second]);
      expect(await store.due(later(40_000), 10)).toEqual({
        leadIds: dueAt(10, 20, 30, 40),
        more: false,
        nextAt: later(50_000),
      });
      expect(await store.due(later(39_999), 2)).toEqual({
        leadIds: dueAt(10, 20),
        more: true,
        nextAt: later(30_000),
      });
      expect(await store.due(later(60_000), 6)).toEqual({
        leadIds: dueAt(10, 20, 30, 40, 50, 60),
        more: false,
        nextAt: null,
      });
      expect((await store.due(later(60_000), 5)).more).toBe(true);
    });

    it('finds all of many that are due in one state', async () => {
      const store = await fresh();
      const changes = Array.from({ length: 70 }, (_, i) => firstChange({ clocks: [clockDue(later(i))] }));
      await Promise.all(changes.map((change) => stored(store, change)));
      expect((await store.due(later(64), 1_000)).leadIds).toEqual(
        changes.slice(0, 65).map(({ lead }) => lead.id),
      );
      const some = await store.due(later(64), 50);
      expect(some).toEqual({
        leadIds: changes.slice(0, 50).map(({ lead }) => lead.id),
        more: true,
        nextAt: later(50),
      });
    });

    it('goes by the next step that is not taken, and forgets a stopped clock', async () => {
      const store = await fresh();
      const first = firstChange({ clocks: [clockDue(later(10_000), later(20_000))] });
      await stored(store, first);
      const run = 'requalification:1';
      const step = {
        clock: 'requalification' as const,
        run,
        step: 'step-1',
        do: 'remind' as const,
        tell: 'owner',
      };
      const taken = nextChange(first.lead, [
        {
          type: 'ClockStepTaken',
          data: step,
          clocks: [{ op: 'take', run, step: 'step-1', at: later(10_000) }],
        },
      ]);
      await stored(store, taken);
      expect(await store.due(later(15_000), 10)).toEqual({ leadIds: [], more: false, nextAt: later(20_000) });
      const stopped = nextChange(taken.lead, [
        { ...note('met'), clocks: [{ op: 'stop', run, at: later(11_000) }] },
      ]);
      await stored(store, stopped);
      expect(await store.due(later(30_000), 10)).toEqual({ leadIds: [], more: false, nextAt: null });
    });
  });
}
