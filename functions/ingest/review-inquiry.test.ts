import { beforeEach, describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryRateLimit } from '../../shared/adapters/memory/rate-limit.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { answerForm } from './answer-form.ts';
import { answerHook } from './answer-hook.ts';
import { eml } from './mail-fixtures.ts';
import { MailNotice } from './mail-notice.ts';
import { receiveMail } from './receive-mail.ts';
import { reviewInquiry } from './review-inquiry.ts';
import type { InquiryAction } from './rules/review-verdict.ts';

const arrived = '2026-11-24T09:00:00.000Z';
const days = (count: number) => new Date(Date.parse(arrived) + count * 86_400_000).toISOString();
const intake: IntakeDocument = defaultDocument('intake').document;

function setUp() {
  const objects = memoryObjects();
  let document = intake;
  const ports = {
    store: memoryLeadStore({ now: () => arrived }),
    get rules() {
      return defaultRules({ intake: document });
    },
    objects,
    raw: objects,
    limit: memoryRateLimit(),
    secret: async () => 'a secret of the installation',
    now: () => arrived,
    sender: 'anfragen@leitwerk.example',
    keys: async (): Promise<Record<string, string>> => ({}),
    get: async () => ({ status: 404, body: Buffer.from('') }),
    hashKey: 'table',
    stage: 'test',
  };
  return {
    ...ports,
    ports,
    change(rules: Partial<IntakeDocument>) {
      document = { ...intake, ...rules };
    },
    async mail(id: string, raw: Buffer, verdicts: Record<string, string> = {}) {
      await objects.put(`mail/${id}`, raw, 'message/rfc822');
      const verdict = (name: string) => ({ status: verdicts[name] ?? 'PASS' });
      const notice = {
        notificationType: 'Received',
        mail: {
          messageId: id,
          timestamp: arrived,
          source: verdicts.sender ?? 'a@b.example',
          commonHeaders: {},
        },
        receipt: {
          recipients: ['vertrieb@leitwerk.example'],
          spamVerdict: verdict('spam'),
          virusVerdict: verdict('virus'),
          spfVerdict: verdict('spf'),
          dkimVerdict: verdict('dkim'),
          dmarcVerdict: verdict('dmarc'),
          action: { objectKey: `mail/${id}` },
        },
      };
      const { Message } = MailNotice.parse({ Message: JSON.stringify(notice) });
      if (!Message) throw new Error('no notice');
      return receiveMail(ports, Message, 'cor-1');
    },
    async hook(
      source: string,
      body: object,
    ): Promise<{ inquiryId: string; leadId?: string; outcome: string }[]> {
      const path = `/v1/hooks/${source}`;
      const headers = { 'content-type': 'application/json' };
      const event = httpEvent({ path, params: { source }, body: JSON.stringify(body), headers });
      return JSON.parse((await answerHook(ports, readRequest(event))).body).inquiries;
    },
    async form(body: object): Promise<{ inquiryId: string; leadId: string; outcome: string }> {
      const headers = { 'content-type': 'application/json' };
      const event = httpEvent({ path: '/v1/leads', body: JSON.stringify(body), headers });
      return JSON.parse((await answerForm(ports, readRequest(event))).body);
    },
    decide(id: string, asked: Omit<InquiryAction, 'action'>, now = days(1)) {
      const origin = { now, by: 'staff:mia', correlationId: 'cor-2' };
      return reviewInquiry(ports, id, asked, origin);
    },
    waiting: async () => (await ports.store.listSetAside({ limit: 9 })).items.map(({ id }) => id),
    async lead(id: string | null | undefined) {
      const found = await ports.store.loadWithHistory(id ?? '');
      if (!found) throw new Error(`no lead ${id}`);
      expect(rebuild(found.events)).toEqual({ ...found.lead, version: 0 });
      return found.lead;
    },
  };
}
let desk = setUp();
beforeEach(() => {
  desk = setUp();
});

const refused = (code: string) => ({
  outcome: 'refused',
  refusal: expect.objectContaining({ refused: code }),
});
const nobody = eml({ from: null, body: 'Bitte rufen Sie mich wegen der Demo an.' });

describe('a mail that nobody could be found in (R47)', () => {
  it('waits, and begins a lead once a person says who it is; each decision is kept', async () => {
    const { inquiryId, outcome } = await desk.mail('m1', nobody);
    expect({ outcome, waiting: await desk.waiting() }).toEqual({
      outcome: 'quarantined',
      waiting: [inquiryId],
    });
    expect(await desk.decide(inquiryId, { decision: 'approve' })).toEqual(refused('contact-missing'));
    expect(await desk.decide(inquiryId, { decision: 'correct' })).toEqual(refused('facts-missing'));
    const wrong = { decision: 'correct' as const, facts: { email: 'nobody at all' } };
    expect(await desk.decide(inquiryId, wrong)).toEqual(refused('facts-unusable'));
    expect(await desk.waiting()).toEqual([inquiryId]);
    const right = {
      decision: 'correct' as const,
      facts: { email: 'Eva@Brief.example' },
      reason: 'she called',
    };
    const done = await desk.decide(inquiryId, right);
    if (!('inquiry' in done)) throw new Error('not decided');
    expect(done.inquiry).toMatchObject({
      outcome: 'created',
      receivedAt: arrived,
      review: { decisions: [{ as: 'correct', by: 'staff:mia', at: days(1), reason: 'she called' }] },
    });
    expect(await desk.waiting()).toEqual([]);
    const lead = await desk.lead(done.inquiry.leadId);
    expect(lead).toMatchObject({ state: 'received', facts: { email: 'eva@brief.example' } });
    expect(lead.clocks).toContainEqual(
      expect.objectContaining({ name: 'fulfilment', startedAt: arrived, state: 'running' }),
    );
    expect(await desk.decide(inquiryId, right)).toMatchObject({ outcome: 'unchanged' });
    expect((await desk.lead(done.inquiry.leadId)).inquiries).toHaveLength(1);
  });

  it('joins the lead that holds the corrected address', async () => {
    const { leadId } = await desk.form({ email: 'eva@brief.example', message: 'Hallo' });
    const { inquiryId } = await desk.mail('m1', nobody);
    await desk.decide(inquiryId, { decision: 'correct', facts: { email: 'eva@brief.example' } });
    expect((await desk.lead(leadId)).inquiries.map(({ id }) => id)).toContain(inquiryId);
  });

  it('is taken back for 30 days after it was rejected, and not longer', async () => {
    const { inquiryId } = await desk.mail('m1', nobody);
    expect(await desk.decide(inquiryId, { decision: 'reject' })).toMatchObject({ outcome: 'decided' });
    expect(await desk.decide(inquiryId, { decision: 'reject' })).toMatchObject({ outcome: 'unchanged' });
    expect(await desk.waiting()).toEqual([]);
    const back = { decision: 'correct' as const, facts: { phone: '0221 1234567' } };
    expect(await desk.decide(inquiryId, back, days(31.5))).toEqual(refused('too-late'));
    const done = await desk.decide(inquiryId, back, days(31));
    expect(done).toMatchObject({
      outcome: 'decided',
      inquiry: { review: { decisions: [{ as: 'reject' }, { as: 'correct' }] } },
    });
    expect(await desk.decide(inquiryId, { decision: 'reject' })).toEqual(refused('decided-already'));
  });

  it('is decided once, however many decide at the same moment', async () => {
    const { inquiryId } = await desk.mail('m1', nobody);
    const right = { decision: 'correct' as const, facts: { email: 'eva@brief.example' } };
    const done = await Promise.all([1, 2, 3, 4].map(() => desk.decide(inquiryId, right)));
    expect(done.map(({ outcome }) => outcome).sort()).toEqual([
      'decided',
      ...['unchanged', 'unchanged', 'unchanged'],
    ]);
    expect((await desk.store.list({ limit: 9 })).items).toHaveLength(1);
  });
});

describe('what programs of ours never open', () => {
  it('becomes a lead only by what a person says, not by what stands in it', async () => {
    const { inquiryId } = await desk.mail('v1', eml({ body: 'Bitte ein Angebot.' }), { virus: 'FAIL' });
    expect(await desk.decide(inquiryId, { decision: 'approve' })).toEqual(refused('unreadable'));
    const facts = { email: 'eva@brief.example', message: 'Angebot' };
    const done = await desk.decide(inquiryId, { decision: 'correct', facts });
    expect(done).toMatchObject({ inquiry: { outcome: 'created', text: 'Angebot', attachments: [] } });
  });
});

describe('a mail that was taken for an automatic one', () => {
  it('does not wait, and is an inquiry all the same where a person says so within 30 days', async () => {
    const away = eml({ subject: 'Abwesenheitsnotiz', body: 'Bitte ein Angebot für 20 Plätze.' });
    const { inquiryId, outcome } = await desk.mail('a1', away);
    expect({ outcome, waiting: await desk.waiting() }).toEqual({ outcome: 'ignored', waiting: [] });
    expect(await desk.decide(inquiryId, { decision: 'reject' })).toEqual(refused('not-set-aside'));
    expect(await desk.decide(inquiryId, { decision: 'approve' }, days(31))).toEqual(refused('too-late'));
    const done = await desk.decide(inquiryId, { decision: 'approve' });
    expect(done).toMatchObject({
      inquiry: { outcome: 'created', facts: { email: 'anna.berg@firma.example' } },
    });
  });

  it('joins nobody where its sender is not proven', async () => {
    const { leadId } = await desk.form({ email: 'anna.berg@firma.example', message: 'Hallo' });
    const away = eml({ subject: 'Abwesenheitsnotiz', body: 'Bitte ein Angebot.' });
    const { inquiryId } = await desk.mail('a1', away, { dmarc: 'FAIL' });
    const done = await desk.decide(inquiryId, { decision: 'approve' });
    expect(done).toMatchObject({ inquiry: { outcome: 'created' } });
    expect((await desk.lead(leadId)).inquiries).toHaveLength(1);
  });
});

describe('the body of a tool that nobody understood', () => {
  const body = { kunde: { adresse: 'anna@firma.example' }, wunsch: 'Demo' };

  it('is understood once the rules say how, by the same way', async () => {
    const [taken] = await desk.hook('jotform', body);
    const id = taken?.inquiryId ?? '';
    expect({ outcome: taken?.outcome, waiting: await desk.waiting() }).toEqual({
      outcome: 'quarantined',
      waiting: [id],
    });
    expect(await desk.decide(id, { decision: 'approve' })).toMatchObject({ outcome: 'refused' });
    desk.change({
      hooks: {
        jotform: { like: 'form', fields: ['kunde', ''], names: { adresse: 'email', wunsch: 'message' } },
      },
    } as never);
    const done = await desk.decide(id, { decision: 'approve' });
    expect(done).toMatchObject({ outcome: 'decided', inquiry: { facts: { email: 'anna@firma.example' } } });
  });
});

describe('an inquiry in doubt of somebody who is known', () => {
  const anna = { email: 'anna@firma.example', firstName: 'Anna', company: 'Firma GmbH' };
  const doubtful = { ...anna, firstName: 'Casino', website_url: 'x', message: 'Hallo' };
  const trap = intake.spam.honeypots[0] ?? '';

  async function inDoubt(more: object = {}) {
    const { leadId } = await desk.form({ ...anna, message: 'Bitte Unterlagen.' });
    const before = await desk.lead(leadId);
    const { inquiryId, outcome } = await desk.form({ ...doubtful, ...more, [trap]: 'filled in' });
    expect(outcome).toBe('quarantined');
    return { leadId, inquiryId, before };
  }

  it('changes nothing, is answered by nobody, and waits with a clock', async () => {
    const { leadId, inquiryId, before } = await inDoubt();
    const { inquiries, clocks, ...lead } = await desk.lead(leadId);
    const { inquiries: _i, clocks: _c, version: _v, seq: _s, updatedAt: _u, ...same } = before;
    expect(lead).toMatchObject(same);
    expect(inquiries[1]).toMatchObject({ id: inquiryId, setAside: 'waiting' });
    expect(clocks.filter(({ state }) => state === 'running').map(({ run }) => run)).not.toContain(
      `fulfilment:${inquiryId}`,
    );
    expect(clocks).toContainEqual(expect.objectContaining({ name: 'review', state: 'running' }));
    expect(await desk.waiting()).toEqual([inquiryId]);
  });

  it('counts once it is approved: it is answered from its receipt on, and its facts are news', async () => {
    const { leadId, inquiryId } = await inDoubt();
    expect(await desk.decide(inquiryId, { decision: 'approve' })).toMatchObject({
      inquiry: { outcome: 'merged', leadId },
    });
    const { facts, inquiries, clocks } = await desk.lead(leadId);
    expect({ name: facts.firstName, aside: inquiries[1]?.setAside }).toEqual({ name: 'Casino' });
    expect(clocks).toContainEqual(
      expect.objectContaining({ run: `fulfilment:${inquiryId}`, startedAt: arrived, state: 'running' }),
    );
    expect(clocks.find(({ name }) => name === 'review')?.state).not.toBe('running');
    expect(await desk.decide(inquiryId, { decision: 'approve' })).toMatchObject({ outcome: 'unchanged' });
  });

  it('counts as corrected', async () => {
    const { leadId, inquiryId } = await inDoubt();
    await desk.decide(inquiryId, { decision: 'correct', facts: { firstName: 'Anna' } });
    expect((await desk.lead(leadId)).facts).toMatchObject({ firstName: 'Anna', company: 'Firma GmbH' });
  });

  it('says nothing once it is rejected, and can be taken back', async () => {
    const { leadId, inquiryId } = await inDoubt();
    await desk.decide(inquiryId, { decision: 'reject', reason: 'Werbung' });
    const { facts, inquiries } = await desk.lead(leadId);
    expect({ name: facts.firstName, aside: inquiries[1]?.setAside }).toEqual({
      name: 'Anna',
      aside: 'rejected',
    });
    expect(await desk.waiting()).toEqual([]);
    await desk.decide(inquiryId, { decision: 'approve' }, days(20));
    expect((await desk.lead(leadId)).inquiries[1]?.setAside).toBeUndefined();
  });

  it('is a case where it asks for the erasure of the data', async () => {
    const { leadId, inquiryId } = await inDoubt({ message: 'Bitte löschen Sie alle meine Daten.' });
    expect(await desk.decide(inquiryId, { decision: 'approve' })).toMatchObject({
      inquiry: { reason: 'rights' },
    });
    const { clocks, facts } = await desk.lead(leadId);
    expect(facts.firstName).toBe('Anna');
    expect(clocks).toContainEqual(expect.objectContaining({ name: 'rights', state: 'running' }));
    expect(clocks.map(({ run }) => run)).not.toContain(`fulfilment:${inquiryId}`);
  });

  it('is decided with its lead where that lies in quarantine itself', async () => {
    const first = await desk.form({ ...doubtful, [trap]: 'filled in' });
    const second = await desk.form({ ...doubtful, message: 'Noch einmal', [trap]: 'filled in' });
    expect(await desk.waiting()).toEqual([]);
    expect(await desk.decide(second.inquiryId, { decision: 'approve' })).toEqual(refused('with-lead'));
    expect((await desk.lead(first.leadId)).state).toBe('quarantined');
  });
});

it('knows no inquiry of another id', async () => {
  expect(await desk.decide('inq_none', { decision: 'approve' })).toEqual({ outcome: 'missing' });
});
