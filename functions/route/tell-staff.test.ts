import { beforeEach, describe, expect, it } from 'vitest';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { memoryClaims } from '../../shared/adapters/memory/claims.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { memoryNotices } from '../../shared/adapters/memory/notices.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { readLink } from '../../shared/links/link.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { tellStaff } from './tell-staff.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const rules = defaultRules();

function world() {
  const store = memoryLeadStore();
  const mailer = memoryMailer();
  const ports = {
    store,
    rules,
    claims: memoryClaims(),
    notices: memoryNotices(),
    absences: memoryAbsences(),
    mailer,
    secret: async () => 'secret',
    sender: 'hallo@leitwerk.example',
    publicUrl: 'https://api.example/',
  };
  return {
    store,
    mailer,
    async happens(...drafts: Draft[]) {
      const before = await store.load('lead_1');
      const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };
      const change = recordWatched('lead_1', before, drafts, origin, await clockRules(rules));
      await store.commit({ ...change, expectedVersion: before?.version ?? null });
      return change.events.at(-1)?.id ?? '';
    },
    tell: (eventId: string) =>
      tellStaff(ports, { eventId, type: 'x', leadId: 'lead_1', at: NOW, correlationId: 'cor_1' }, NOW),
  };
}

const assigned = (owner: string, turn: number): Draft => ({
  type: 'LeadAssigned',
  to: 'assigned',
  data: {
    pool: 'north',
    owner: { id: owner, name: owner },
    assignment: { rule: 'route/north', because: 'Nord', rulesHash: 'x', at: NOW, turn, candidates: [] },
  },
});
const step = (action: 'remind' | 'next-owner', tell: 'owner:anke-petersen' | 'process-owner'): Draft => ({
  type: 'ClockStepTaken',
  data: { clock: 'acceptance', run: 'acceptance:1', step: 's', do: action, tell },
});

let it_: ReturnType<typeof world>;
let first: string;
beforeEach(async () => {
  it_ = world();
  first = await it_.happens(
    received({ firstName: 'Eva', lastName: 'Ott', email: 'eva@ott.example', phone: '+4940123456' }, NOW),
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
    { type: 'LeadQualified', to: 'qualified', data: {} },
    assigned('anke-petersen', 1),
  );
});

describe('messages to staff', () => {
  it('tells the owner at once, marked hot, with the facts and a personal link (R129, R130)', async () => {
    await it_.tell(first);
    const [mail] = it_.mailer.sent;
    expect(mail).toMatchObject({
      to: 'anke.petersen@leitwerk.example',
      tags: { kind: 'assigned', leadId: 'lead_1' },
    });
    expect(mail?.subject).toMatch(/^Heiß: Eva Ott/);
    expect(mail?.text).toContain('+4940123456');
    const token = /assignments\/([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(readLink(token, 'assignment', 'secret', NOW)).toMatchObject({
      outcome: 'ok',
      link: { leadId: 'lead_1', owner: 'anke-petersen', turn: 1 },
    });
    const list = /owner\/([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(readLink(list, 'owner', 'secret', NOW)).toMatchObject({ link: { owner: 'anke-petersen' } });
  });

  it('tells the owner that the person wrote back (R129)', async () => {
    await it_.tell(
      await it_.happens({ type: 'AnswerFailed', data: { inquiryId: 'inq_2', reason: 'reply' } }),
    );
    expect(it_.mailer.sent).toMatchObject([
      {
        to: 'anke.petersen@leitwerk.example',
        subject: expect.stringMatching(/^Antwort eingegangen: Eva Ott/),
      },
    ]);
  });

  it.each<[string, Draft]>([
    ['that a lead went to them', assigned('who-left', 2)],
    ['that the person wrote back', { type: 'AnswerFailed', data: { inquiryId: 'inq_2', reason: 'reply' } }],
  ])('tells the process owner what an owner who has left cannot be told: %s', async (_, draft) => {
    const released = { owner: 'anke-petersen', why: 'declined' } as const;
    await it_.happens({ type: 'OwnerReleased', to: 'qualified', data: released });
    if (draft.type !== 'LeadAssigned') await it_.happens(assigned('who-left', 2));
    await it_.tell(await it_.happens(draft));
    const { document } = await rules.get('agents');
    const owner = document.agents.find(({ id }) => id === document.processOwner);
    const [mail, ...others] = it_.mailer.sent;
    expect(others).toEqual([]);
    expect(mail?.to).toBe(owner?.email);
    expect(mail?.text).toContain('/console/leads/lead_1');
    expect(mail?.text).not.toMatch(/v1\/(assignments|owner)\//);
  });

  it.each([
    [
      { type: 'RightsRequested', data: { run: 'rights:1', right: 'erasure' } } as const,
      /^Anliegen zu eigenen Daten: Löschung/,
    ],
    [{ type: 'ComplaintReceived', data: { run: 'complaint:1' } } as const, /^Beschwerde/],
  ])('tells the one in charge of a case until when it must be settled: %j', async (draft, subject) => {
    await it_.tell(await it_.happens(draft));
    expect(it_.mailer.sent).toMatchObject([{ subject: expect.stringMatching(subject) }]);
    expect(it_.mailer.sent[0]?.to).not.toBe('anke.petersen@leitwerk.example');
    expect(it_.mailer.sent[0]?.text).toMatch(/bis \d+\. ?\w+|by /);
  });

  it('tells each owner who had the lead that the person was erased, and nothing of them (Art. 19 GDPR)', async () => {
    const found = await it_.store.load('lead_1');
    if (!found) throw new Error('no lead');
    const { id, version, seq, createdAt, updatedAt, state, stateSince, ...lead } = found;
    const rest = { ...lead, facts: {}, inquiries: [], clocks: [], owner: null, assignment: null };
    const passedTo = ['owner:anke-petersen', 'owner:jonas-wulff', 'owner:who-left'];
    const event = await it_.happens({
      type: 'LeadErased',
      to: 'erased',
      data: { createdAt, rest, passedTo },
    });
    for (let i = 0; i < 2; i++) await it_.tell(event);
    expect(it_.mailer.sent.map(({ to }) => to)).toEqual([
      'anke.petersen@leitwerk.example',
      'jonas.wulff@leitwerk.example',
    ]);
    for (const { subject, text } of it_.mailer.sent)
      expect(`${subject} ${text}`).toMatch(/(gelöscht|erased).*lead_1/is);
    expect(JSON.stringify(it_.mailer.sent)).not.toMatch(/Eva|Ott/);
  });

  it('tells once, however often the message comes', async () => {
    await Promise.all([it_.tell(first), it_.tell(first), it_.tell(first)]);
    expect(it_.mailer.sent).toHaveLength(1);
  });

  it('tries again after a throttle, and not after a lost answer', async () => {
    it_.mailer.behaves(new Fault('mail-throttled', { retryable: true }));
    await expect(it_.tell(first)).rejects.toThrow('mail-throttled');
    await it_.tell(first);
    expect(it_.mailer.sent).toHaveLength(1);
  });

  it('says nothing about a turn that is over', async () => {
    await it_.happens({
      type: 'OwnerReleased',
      to: 'qualified',
      data: { owner: 'anke-petersen', why: 'declined' },
    });
    await it_.happens(assigned('jonas-wulff', 2));
    await it_.tell(first);
    expect(it_.mailer.sent).toHaveLength(0);
  });

  it('reminds the owner first and names the lead, not the person, to the process owner later (R133, R148)', async () => {
    await it_.tell(await it_.happens(step('remind', 'owner:anke-petersen')));
    await it_.tell(await it_.happens(step('next-owner', 'process-owner')));
    const [reminder, missed] = it_.mailer.sent;
    expect(reminder).toMatchObject({ to: 'anke.petersen@leitwerk.example', tags: { kind: 'reminder' } });
    expect(missed).toMatchObject({ to: 'petra.lindner@leitwerk.example', tags: { kind: 'deadline-missed' } });
    expect(`${missed?.subject}${missed?.text}`).not.toMatch(/Eva|Ott|Anke|v1\/owner/);
    expect(missed?.subject).toContain('lead_1');
  });

  it('asks a person to answer where no mail could (R109)', async () => {
    await it_.tell(
      await it_.happens({ type: 'AnswerFailed', data: { inquiryId: 'inq_1', reason: 'no-package' } }),
    );
    expect(it_.mailer.sent[0]).toMatchObject({
      to: 'petra.lindner@leitwerk.example',
      tags: { kind: 'answer-failed' },
    });
  });
});
