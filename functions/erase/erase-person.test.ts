import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoErasure } from '../../shared/adapters/dynamodb/erasure.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoListImports } from '../../shared/adapters/dynamodb/list-imports.ts';
import { dynamoPeople } from '../../shared/adapters/dynamodb/people.ts';
import { dynamoVisits } from '../../shared/adapters/dynamodb/visits.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { changeLead } from '../../shared/change-lead.ts';
import type { Draft, EventPointer } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import { mergeByHand, recognised } from '../../shared/merge-leads.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { type Emulator, startEmulator } from '../../test/contracts/emulator.ts';
import { received } from '../../test/fixtures/lead.ts';
import { tableTexts } from '../../test/fixtures/table-texts.ts';
import { type ErasePorts, erasePerson } from './erase-person.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const LATER = '2027-03-02T10:00:00.000Z';
const rules = defaultRules();
const origin = { now: NOW, by: 'person', correlationId: 'cor_1' };
const emulator: Emulator | null = await startEmulator();
let table: string;

beforeAll(async () => {
  table = (await emulator?.freshTable()) ?? '';
});
afterAll(() => emulator?.stop());

describe.runIf(emulator)('the erasure of a person', () => {
  const client = () => (emulator as Emulator).client;
  const store = () => dynamoLeadStore({ table, client: client() });
  const people = () => dynamoPeople({ table, client: client() });

  /** Objects of the raw bucket that were removed, and what lies in the archive. */
  function ports(): ErasePorts & { removed: string[]; archived: ReturnType<typeof memoryObjects> } {
    const removed: string[] = [];
    const archived = memoryObjects(() => LATER);
    return {
      ...{ store: store(), rules, archive: archived, removed, archived, now: () => LATER },
      erasure: dynamoErasure({ table, client: client() }),
      lists: dynamoListImports({ table, client: client() }),
      remove: async (key) => void removed.push(key),
    };
  }

  /** A lead of one inquiry, with all that is kept beside it. */
  async function begin(id: string, mark: string, more: Partial<Inquiry> = {}): Promise<void> {
    const inquiry: Inquiry = {
      ...{ id: `inq_${id}`, outcome: 'created', reason: null, leadId: id, channel: 'web_form' },
      ...{ source: 'website', capturedAt: NOW, receivedAt: NOW, from: `${mark}@ott.example`, text: mark },
      facts: { email: `${mark}@ott.example`, lastName: mark, phone: '+4922112345' },
      ...{ extra: { note: mark }, consents: {}, utm: {}, findings: [] },
      attachments: [{ name: mark, contentType: 'text/plain', size: 4, key: `inquiries/inq_${id}/1` }],
      raw: { in: 'bucket', contentType: 'text/plain', key: `inquiries/inq_${id}/raw`, size: 9 },
      visitor: `visitor-${id}`,
      ...more,
    };
    const change = recordWatched(
      id,
      null,
      [
        received(inquiry.facts, NOW, inquiry.id),
        {
          type: 'ConsentChanged',
          data: { consents: { phone: { given: true, at: NOW, source: 'website', wording: mark } } },
        },
        { type: 'NoteAdded', data: { text: mark } },
      ],
      origin,
      await clockRules(rules),
    );
    const identities = [{ kind: 'email' as const, value: `${mark}@ott.example` }];
    await store().commit({ ...change, expectedVersion: null, identities, inquiry });
    const known = { lastName: mark };
    await people().enter({ leadId: id, keys: [`name:${mark}`], known, organisations: [`org:${mark}`] }, true);
    const act = { id: 'act_1', type: 'page-view' as const, at: NOW, url: `https://site.example/${mark}` };
    await dynamoVisits({ table, client: client() }).keep(`visitor-${id}`, [act], LATER);
  }

  const pointer = (leadId: string): EventPointer => ({
    ...{ eventId: `${leadId}.9`, type: 'RightsRequested', leadId, at: NOW, correlationId: 'cor_2' },
  });
  const hits = async (mark: string) =>
    (await tableTexts(client(), table)).filter((text) => text.includes(mark));

  /** One person with two leads that were joined, who may be the same as a third one. */
  async function person(n: string): Promise<{ mark: string; other: string }> {
    const mark = `Markiert${n}x`;
    await begin(`lead_a${n}`, mark);
    await begin(`lead_b${n}`, `${mark}B`);
    await begin(`lead_c${n}`, `Andere${n}x`);
    const pair = { store: store(), rules };
    await mergeByHand(pair, { ids: [`lead_a${n}`, `lead_b${n}`] }, origin);
    const cause = { rule: 'identity/judge', because: 'alike', rulesHash: 'h', score: 9, evidence: [] };
    await recognised(
      pair,
      [`lead_a${n}`, `lead_c${n}`],
      { verdict: 'review', cause, quarantine: true },
      origin,
    );
    expect((await hits(mark)).length).toBeGreaterThan(8);
    return { mark, other: `Andere${n}x` };
  }

  it('leaves nothing that names the person, of any lead that was theirs, and all of others (R191)', async () => {
    const { mark, other } = await person('0');
    const others = (await hits(other)).length;
    const given = ports();
    await erasePerson(given, pointer('lead_b0'));
    expect(await hits(mark)).toEqual([]);
    expect((await hits(other)).length).toBe(others);
    expect(new Set(given.removed)).toEqual(
      new Set(['inq_lead_a0', 'inq_lead_b0'].flatMap((id) => [`inquiries/${id}/raw`, `inquiries/${id}/1`])),
    );
    const third = await store().load('lead_c0');
    expect(third).toMatchObject({ state: 'received', facts: { lastName: other } });
    expect(third?.doubles).toBeUndefined();
    expect(third?.clocks.filter(({ name, state }) => name === 'review' && state === 'running')).toEqual([]);
  });

  it('takes nobody whose keeping a rule had ended and who asked again before the message came (R198)', async () => {
    await begin('lead_r', 'Ruhendx');
    const excluded: Draft = { type: 'LeadExcluded', to: 'excluded', data: { reason: 'supplier' } };
    const ended: Draft = { type: 'RetentionEnded', data: { run: 'retention:a', rule: 'a' } };
    const tell = (drafts: Draft[]) => changeLead({ store: store(), rules }, 'lead_r', origin, () => drafts);
    await tell([excluded, ended]);
    const seq = (await store().load('lead_r'))?.seq;
    const late = { ...pointer('lead_r'), type: 'RetentionEnded', eventId: `lead_r.${seq}` };
    await tell([{ type: 'LeadRequalified', to: 'qualifying', data: { reason: 'asks-again' } }]);
    await erasePerson(ports(), late);
    expect(await store().load('lead_r')).toMatchObject({
      state: 'qualifying',
      facts: { lastName: 'Ruhendx' },
    });
    await tell([excluded, ended]);
    const again = (await store().load('lead_r'))?.seq;
    await erasePerson(ports(), { ...late, eventId: `lead_r.${again}` });
    expect(await hits('Ruhendx')).toEqual([]);
  });

  it('keeps a row for the statistics that is its whole history', async () => {
    const found = await store().loadItself('lead_a0');
    expect(found?.lead).toMatchObject({
      ...{ state: 'erased', createdAt: '2027-01-01T00:00:00.000Z', reason: 'received', facts: {} },
      inquiries: [
        { id: 'inq_lead_a0', channel: 'web_form', source: 'erased', receivedAt: '2027-01-01T00:00:00.000Z' },
        { id: 'inq_lead_b0' },
      ],
    });
    expect(found?.events.map(({ type }) => type)).toEqual(['LeadErased']);
    expect(rebuild(found?.events ?? [])).toEqual({ ...found?.lead, version: expect.any(Number) });
    expect((await store().loadItself('lead_b0'))?.lead.state).toBe('erased');
  });

  it('locks away the proof of a consent to be called, for five years, with the reason', async () => {
    await person('k');
    const given = ports();
    await erasePerson(given, pointer('lead_ak'));
    const [kept, second] = await given.archived.list('kept/');
    expect([kept?.key, second?.key]).toEqual([
      'kept/2032-01-19/lead_ak.json',
      'kept/2032-01-19/lead_bk.json',
    ]);
    const text = Buffer.from((await given.archived.get(kept?.key ?? '')) ?? []).toString();
    expect(JSON.parse(text)).toMatchObject({
      person: { lastName: 'Markiertkx' },
      consents: [{ lead: 'lead_ak', because: expect.stringContaining('§ 7a UWG'), until: '2032-01-19' }],
    });
  });

  it('lets nothing be done with the lead any more', async () => {
    const changed = await changeLead({ store: store(), rules }, 'lead_a0', origin, () => [
      { type: 'NoteAdded', data: { text: 'again' } },
    ]);
    expect(changed).toMatchObject({ outcome: 'refused', refusal: { refused: 'lead-erased' } });
    expect(await store().holderOf({ kind: 'email', value: 'Markiert0x@ott.example' })).toBeNull();
  });

  it('goes on to its end wherever it was stopped', async () => {
    const { mark } = await person('s');
    let stops = 0;
    for (let left = 1; ; left++) {
      try {
        await erasePerson(stoppedAfter(ports(), left), pointer('lead_as'));
        break;
      } catch (fault) {
        expect(fault).toMatchObject({ code: 'stopped' });
        stops++;
      }
    }
    expect(stops).toBeGreaterThan(20);
    expect(await hits(mark)).toEqual([]);
    await erasePerson(ports(), pointer('lead_as'));
    expect((await store().loadItself('lead_bs'))?.lead.state).toBe('erased');
  });

  it.each([2, 5, 8, 11, 14, 17, 20, 22, 24, 26])(
    'ends at the second try, stopped after %i calls at the first',
    async (calls) => {
      const { mark } = await person(`t${calls}`);
      const first = erasePerson(stoppedAfter(ports(), calls), pointer(`lead_at${calls}`));
      await expect(first).rejects.toMatchObject({ code: 'stopped' });
      await erasePerson(ports(), pointer(`lead_at${calls}`));
      expect(await hits(mark)).toEqual([]);
    },
  );

  it('waits for a list that would bring the person back', async () => {
    await begin('lead_l', 'AusListex', {
      list: { importId: 'imp_9', row: 2, requested: true, legalBasis: 'consent' },
    });
    const given = ports();
    const waiting = { id: 'imp_9', state: 'running', file: { key: 'imports/imp_9/list.csv', size: 9 } };
    const load = async () => waiting as Awaited<ReturnType<ErasePorts['lists']['load']>>;
    const run = erasePerson({ ...given, lists: { load } }, pointer('lead_l'));
    await expect(run).rejects.toMatchObject({ code: 'list-running', retryable: true });
    waiting.state = 'done';
    await erasePerson({ ...given, lists: { load } }, pointer('lead_l'));
    expect(given.removed).toContain('imports/imp_9/list.csv');
    expect(await hits('AusListex')).toEqual([]);
  });
});

/** The same ports, of which the process dies with a call: nothing later happens. */
function stoppedAfter(ports: ErasePorts, calls: number): ErasePorts {
  let left = calls;
  const counted = <T extends object>(of: T): T =>
    new Proxy(of, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (left-- <= 0) throw new Fault('stopped', { retryable: true });
          return Reflect.apply(value, target, args);
        };
      },
    });
  return {
    ...{ rules: ports.rules, now: ports.now },
    store: counted(ports.store),
    erasure: counted(ports.erasure),
    lists: counted(ports.lists),
    archive: counted(ports.archive),
    remove: async (key) => {
      if (left-- <= 0) throw new Fault('stopped', { retryable: true });
      return ports.remove(key);
    },
  };
}
