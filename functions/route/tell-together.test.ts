import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { memoryClaims } from '../../shared/adapters/memory/claims.ts';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { memoryNotices } from '../../shared/adapters/memory/notices.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { bundleClaim } from '../../shared/ports/notices.ts';
import type { Documents } from '../../shared/rules/documents.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { tellStaff } from './tell-staff.ts';
import { tellTogether } from './tell-together.ts';

const START = Date.parse('2027-01-19T13:01:00.000Z');
const minute = (n: number) => new Date(START + n * 60_000).toISOString();
const ANKE = 'anke-petersen';
const PETRA = 'petra.lindner@leitwerk.example';

function world(instead: Partial<Documents> = {}) {
  const rules = defaultRules(instead);
  const store = memoryLeadStore();
  const mailer = memoryMailer();
  const claims = memoryClaims();
  const ports = {
    store,
    rules,
    claims,
    notices: memoryNotices(),
    absences: memoryAbsences(),
    mailer,
    secret: async () => 'secret',
    sender: 'hallo@leitwerk.example',
    publicUrl: 'https://api.example/',
  };
  async function happens(leadId: string, at: string, ...drafts: Draft[]) {
    const before = await store.load(leadId);
    const origin = { now: at, by: 'system', correlationId: 'cor_1' };
    const change = recordWatched(leadId, before, drafts, origin, await clockRules(rules));
    await store.commit({ ...change, expectedVersion: before?.version ?? null });
    return change.events.at(-1)?.id ?? '';
  }
  return {
    ports,
    mailer,
    happens,
    /** A lead of Anke's that is late: the event that says so. */
    async late(n: number, { at = minute(0), tell = `owner:${ANKE}`, owner = ANKE } = {}) {
      const leadId = `lead_${n}`;
      const person = { firstName: 'Eva', lastName: `Ott${n}`, email: `eva@ott${n}.example` };
      await happens(
        leadId,
        minute(-300),
        received(person, minute(-300), `inq_${n}`),
        { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
        { type: 'LeadQualified', to: 'qualified', data: {} },
        assigned(owner),
      );
      const data = { clock: 'acceptance', run: 'acceptance:1', step: 's1', do: 'remind', tell } as const;
      return happens(leadId, at, { type: 'ClockStepTaken', data });
    },
    tell: (eventId: string, now: string) => {
      const leadId = eventId.split('.')[0] ?? '';
      return tellStaff(ports, { eventId, type: 'x', leadId, at: now, correlationId: 'cor_1' }, now);
    },
    /** What the sweep of each minute sets off. */
    async minutePasses(now: string) {
      const { readers } = await ports.notices.due(now, 100);
      for (const reader of readers) await tellTogether(ports, reader, now).catch(() => {});
    },
  };
}

const assigned = (owner: string): Draft => ({
  type: 'LeadAssigned',
  to: 'assigned',
  data: {
    pool: 'north',
    owner: { id: owner, name: owner },
    assignment: {
      rule: 'route/north',
      because: '',
      rulesHash: 'x',
      at: minute(-300),
      turn: 1,
      candidates: [],
    },
  },
});

let it_: ReturnType<typeof world>;
beforeEach(() => {
  it_ = world();
});
const texts = () => it_.mailer.sent.map(({ subject, text }) => `${subject}\n${text}`);
/** Who a mail names, each once. */
const named = (mail?: { subject: string; text: string }) => [
  ...new Set([...`${mail?.subject}\n${mail?.text}`.matchAll(/Ott\d+/g)].map(String)),
];

describe('messages about what is late', () => {
  it('are told at once, and what follows within a quarter of an hour together, the oldest first', async () => {
    const events = [
      await it_.late(1),
      await it_.late(3, { at: minute(2) }),
      await it_.late(2, { at: minute(1) }),
    ];
    for (const [n, event] of events.entries()) await it_.tell(event, minute(n));
    await it_.minutePasses(minute(14));
    expect(it_.mailer.sent.map(({ tags }) => tags.kind)).toEqual(['reminder']);
    await it_.minutePasses(minute(15));
    const [first, together, ...others] = it_.mailer.sent;
    expect(first?.subject).toMatch(/^Erinnerung: .*Ott1$/);
    expect(together).toMatchObject({
      to: 'anke.petersen@leitwerk.example',
      subject: '2 Leads warten auf Sie',
    });
    expect(named(together)).toEqual(['Ott2', 'Ott3']);
    expect(together?.text.match(/v1\/assignments\//g)).toHaveLength(2);
    expect(together?.text).toContain('/v1/owner/');
    expect(others).toEqual([]);
  });

  it('name the lead and not the person to the process owner (R133, R148)', async () => {
    for (const n of [1, 2, 3]) await it_.tell(await it_.late(n, { tell: 'process-owner' }), minute(0));
    await it_.minutePasses(minute(15));
    expect(it_.mailer.sent.map(({ to }) => to)).toEqual([PETRA, PETRA]);
    expect(texts()[1]).toMatch(/lead_2[\s\S]*lead_3[\s\S]*console\/clocks/);
    expect(texts()[1]).not.toMatch(/Eva|Ott|Anke/);
  });

  it.each([
    ['de', 'Erinnerung: Prüfung – Lead lead_9', /Prüfung war bis .* vorgesehen; die Frist endet am .*/],
    ['en', 'Reminder: Review – Lead lead_9', /Review was due on .*; the limit is .*/],
  ] as const)(
    'about a review that is overdue go to who decides on it, with the way there (%s)',
    async (language, subject, text) => {
      const { document } = defaultDocument('agents');
      it_ = world({
        agents: { ...document, agents: document.agents.map((agent) => ({ ...agent, language })) },
      });
      await it_.happens(
        'lead_9',
        minute(-1440),
        received({ firstName: 'Eva', lastName: 'Ott', email: 'eva@ott.example' }, minute(-1440)),
        { type: 'LeadQuarantined', to: 'quarantined', data: { reason: 'spam' } },
      );
      const lead = await it_.ports.store.load('lead_9');
      const run = lead?.clocks.find(({ name }) => name === 'review')?.run ?? '';
      const data = { clock: 'review', run, step: 's1', do: 'remind', tell: 'marketing' } as const;
      await it_.tell(await it_.happens('lead_9', minute(0), { type: 'ClockStepTaken', data }), minute(0));
      const [mail] = it_.mailer.sent;
      expect(mail).toMatchObject({ to: PETRA, subject });
      expect(mail?.text).toMatch(text);
      expect(mail?.text).toContain('https://api.example/console/review');
      expect(`${mail?.subject}${mail?.text}`).not.toMatch(/Eva|Ott/);
    },
  );

  it('are in English for whoever reads English', async () => {
    const { document } = defaultDocument('agents');
    const agents = document.agents.map((agent) => ({ ...agent, language: 'en' as const }));
    it_ = world({ agents: { ...document, agents } });
    for (const n of [1, 2, 3]) await it_.tell(await it_.late(n), minute(0));
    await it_.minutePasses(minute(15));
    expect(texts()[1]).toMatch(/^2 leads wait for you[\s\S]*was due on/);
  });

  it('are not told where the owner did what they remind of while they waited', async () => {
    for (const n of [1, 2, 3]) await it_.tell(await it_.late(n), minute(0));
    await it_.happens('lead_2', minute(3), { type: 'LeadAccepted', to: 'accepted', data: { owner: ANKE } });
    await it_.minutePasses(minute(15));
    expect(named(it_.mailer.sent[1])).toEqual(['Ott3']);
  });

  it('come in as many mails as a person can look through, all in the same minute', async () => {
    for (let n = 0; n < 620; n++) await it_.tell(await it_.late(n), minute(0));
    await it_.minutePasses(minute(15));
    const lines = it_.mailer.sent.map((mail) => named(mail).length);
    expect(lines).toEqual([1, 300, 300, 19]);
    expect(new Set(it_.mailer.sent.flatMap(named)).size).toBe(620);
  });

  it('wait as long as the document says, and of clocks that it names not at all', async () => {
    const { document } = defaultDocument('deadlines');
    it_ = world({ deadlines: { ...document, messages: { every: 'PT1H', atOnce: [] } } });
    for (const n of [1, 2]) await it_.tell(await it_.late(n), minute(0));
    await it_.minutePasses(minute(59));
    expect(it_.mailer.sent).toHaveLength(1);
    await it_.minutePasses(minute(60));
    expect(it_.mailer.sent).toHaveLength(2);
    it_ = world({ deadlines: { ...document, messages: { every: 'PT1H', atOnce: ['acceptance'] } } });
    for (const n of [1, 2]) await it_.tell(await it_.late(n), minute(0));
    expect(it_.mailer.sent).toHaveLength(2);
  });

  it.each([
    ['is gone', 'nobody-there', () => {}],
    ['cannot be reached', ANKE, () => it_.mailer.behaves({ outcome: 'refused', reason: 'address' })],
  ])('go to the process owner where the owner %s, and are not tried for ever', async (_, owner, breaks) => {
    const event = await it_.late(1, { owner, tell: `owner:${owner}` });
    breaks();
    await it_.tell(event, minute(0));
    await it_.minutePasses(minute(15));
    expect(it_.mailer.sent.map(({ to }) => to)).toEqual([PETRA]);
    await it_.minutePasses(minute(60));
    expect(it_.mailer.sent).toHaveLength(1);
  });

  it('tell each lead once, whatever comes twice, is throttled or gets lost on the way', async () => {
    const mishaps = fc.array(fc.constantFrom('none', 'throttled', 'lost', 'left'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        mishaps,
        fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }),
        async (fates, anyMinutes) => {
          const minutes = anyMinutes.sort((one, other) => one - other);
          it_ = world();
          const { claims, mailer, notices } = it_.ports;
          const really: string[] = [];
          const left = [...fates];
          // `left`: the mail was sent and the answer got lost; the provider reports it soon after. `lost`: it was not sent.
          const send = mailer.send;
          Object.assign(mailer, {
            send: async (mail: Parameters<typeof send>[0]) => {
              const fate = left.shift() ?? 'none';
              if (fate === 'throttled') throw new Fault('mail-throttled', { retryable: true });
              if (fate !== 'lost') really.push(...named(mail));
              if (fate === 'left') await claims.done(bundleClaim(mail.tags.bundle ?? ''), mail.text, 'mail');
              if (fate === 'lost' || fate === 'left') throw new Fault('mail-in-doubt', { retryable: true });
              return { outcome: 'sent', messageId: 'm' };
            },
          });
          const events = await Promise.all(minutes.map((at, n) => it_.late(n, { at: minute(at) })));
          for (const [n, event] of events.entries()) {
            const [at, later] = [minute(minutes[n] ?? 0), minute((minutes[n] ?? 0) + 0.001)];
            await Promise.all([it_.tell(event, at).catch(() => {}), it_.tell(event, later).catch(() => {})]);
          }
          for (let n = 40; n < 300; n++) await it_.minutePasses(minute(n));
          expect(really.sort()).toEqual(events.map((_, n) => `Ott${n}`).sort());
          expect(await notices.due(minute(900), 10)).toEqual({ readers: [], nextAt: null });
        },
      ),
      { numRuns: 40 },
    );
  });
});
