import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { conditionFacts } from '../../../shared/rules/conditions.ts';
import type { ExclusionRule } from '../../../shared/rules/exclusion.ts';
import type { FulfilmentDocument } from '../../../shared/rules/fulfilment.ts';
import { type Asked, anna, minutesLater, world } from '../testing.ts';
import { mayAnswer } from './may-answer.ts';

const { document } = defaultDocument('fulfilment');

async function verdict(
  asked: Asked = {},
  change: Partial<FulfilmentDocument> = {},
  exclusion: ExclusionRule | null = null,
) {
  const { receive, lead, store, write } = world();
  const { inquiryId = '' } = await receive(asked);
  return {
    lead: await lead(),
    write: (drafts: Parameters<typeof write>[1]) => write('lead_1', drafts, minutesLater(1)),
    async of(): Promise<ReturnType<typeof mayAnswer>> {
      const current = await lead();
      const [inquiry] = current.inquiries;
      if (!inquiry) throw new Error('no inquiry');
      const whole = await store.loadInquiry(inquiryId);
      return mayAnswer(
        { lead: current, inquiry, whole, exclusion, facts: conditionFacts(current) },
        { ...document, ...change },
      );
    },
  };
}

describe('whether an inquiry is answered by mail (R109, R112)', () => {
  it.each<[string, Asked]>([
    ['any inquiry', {}],
    ['a student', { facts: { ...anna, jobTitle: 'Studentin' } }],
    ['a person who wrote without a product', { inquiry: { product: undefined } }],
  ])('%s is', async (_what, asked) => {
    expect(await (await verdict(asked)).of()).toEqual({
      verdict: 'answer',
      to: 'anna.schmidt@kunde.example',
    });
  });

  it('answers a mail to the address that it came from, whatever other addresses are known', async () => {
    const asked: Asked = {
      inquiry: { messageId: '<1@x>' },
      whole: { facts: { email: 'privat@anna.example' } },
    };
    expect(await (await verdict(asked)).of()).toEqual({ verdict: 'answer', to: 'privat@anna.example' });
  });

  it('does not whoever never asked, until they agree', async () => {
    const { lead } = await verdict();
    const [asked] = lead.inquiries;
    if (!asked) throw new Error('no inquiry');
    const inquiry = { ...asked, requested: false as const };
    const question = { inquiry, whole: null, exclusion: null, facts: conditionFacts(lead) };
    expect(mayAnswer({ ...question, lead }, document)).toEqual({ verdict: 'leave' });
    const given = { given: true, at: inquiry.receivedAt, source: 'list' };
    const agreed = { ...lead, consents: { marketing: given } };
    expect(mayAnswer({ ...question, lead: agreed }, document).verdict).toBe('answer');
    const refused = { ...lead, consents: { marketing: { ...given, given: false } } };
    expect(mayAnswer({ ...question, lead: refused }, document).verdict).toBe('leave');
  });

  it('does not once it is answered', async () => {
    const { write, of } = await verdict();
    await write([{ type: 'InquiryAnswered', data: { inquiryId: 'inq_1', how: 'call' } }]);
    expect(await of()).toEqual({ verdict: 'leave' });
  });

  it('does not before a review, and does after its approval', async () => {
    const { write, of } = await verdict({ quarantined: 'spam' });
    expect(await of()).toEqual({ verdict: 'leave' });
    await write([{ type: 'ReviewDecided', data: { decision: 'approve' }, to: 'qualifying' }]);
    expect((await of()).verdict).toBe('answer');
  });

  it('does not after a review that ended in a rejection', async () => {
    const { write, of } = await verdict({ quarantined: 'spam' });
    await write([{ type: 'ReviewDecided', data: { decision: 'reject' }, to: 'excluded' }]);
    expect(await of()).toEqual({ verdict: 'leave' });
  });

  it('does in quarantine for a reason that the rules name', async () => {
    const answeredInQuarantine = ['duplicate'];
    expect((await (await verdict({ quarantined: 'duplicate' }, { answeredInQuarantine })).of()).verdict).toBe(
      'answer',
    );
    expect((await (await verdict({ quarantined: 'spam' }, { answeredInQuarantine })).of()).verdict).toBe(
      'leave',
    );
  });

  it('does after an objection too: what was asked before is owed, and no advertising', async () => {
    const { write, of } = await verdict();
    await write([
      { type: 'RightsRequested', data: { run: 'rights:1', right: 'objection' } },
      { type: 'LeadRested', data: { reason: 'objection' }, to: 'dormant' },
    ]);
    expect((await of()).verdict).toBe('answer');
  });

  it('does not after an erasure', async () => {
    const { write, of } = await verdict();
    await write([{ type: 'NoteAdded', data: { text: 'erased' }, to: 'erased' }]);
    expect(await of()).toEqual({ verdict: 'leave' });
  });

  it('closes without an answer what a rule names', async () => {
    const unanswered = [
      { id: 'jobs', when: 'lead.jobTitle == "Bewerber"', because: 'applications go to HR' },
    ];
    const asked: Asked = { facts: { ...anna, jobTitle: 'Bewerber' } };
    expect(await (await verdict(asked, { unanswered })).of()).toEqual({
      verdict: 'close',
      because: 'applications go to HR',
    });
    expect((await (await verdict({}, { unanswered })).of()).verdict).toBe('answer');
  });

  it('goes to a person without an address', async () => {
    const { of } = await verdict({ facts: { phone: '+49 221 1' } });
    expect(await of()).toEqual({ verdict: 'person', reason: 'no-address' });
  });

  it('goes to a person where somebody writes back to us', async () => {
    const { of } = await verdict({ outcome: 'reply', inquiry: { messageId: '<1@x>' }, whole: {} });
    expect(await of()).toEqual({ verdict: 'person', reason: 'reply' });
  });
});

describe('an inquiry that is no sales case', () => {
  const rule: ExclusionRule = {
    id: 'competitor',
    reason: 'competitor',
    when: 'true',
    because: 'a competitor',
    verdict: 'exclude',
    answer: 'none',
  };

  it.each([
    ['gets no answer where the rule says so', rule, { verdict: 'close', because: 'a competitor' }],
    [
      'is answered otherwise (R63, R112)',
      { ...rule, answer: 'as-usual' as const },
      { verdict: 'answer', to: 'anna.schmidt@kunde.example' },
    ],
  ])('%s', async (_, exclusion, expected) => {
    expect(await (await verdict({}, {}, exclusion)).of()).toEqual(expected);
  });

  it.each([
    ['is answered', 'as-usual', 'answer'],
    ['is not', 'none', 'leave'],
  ] as const)(
    'but must be looked at %s where the rule says so, whether the review was asked for before or not',
    async (_, answer, expected) => {
      const review = { ...rule, verdict: 'review' as const, answer };
      const { write, of } = await verdict({}, {}, review);
      expect((await of()).verdict).toBe(expected);
      await write([{ type: 'LeadQuarantined', data: { reason: 'competitor' }, to: 'quarantined' }]);
      expect((await of()).verdict).toBe(expected);
    },
  );

  it('of a lead that is on the way already is closed: it was looked at before, and nobody is asked again', async () => {
    const review = { ...rule, verdict: 'review' as const };
    const { write, of } = await verdict({}, {}, review);
    await write([{ type: 'LeadRequalified', data: { reason: 'cold' }, to: 'qualifying' }]);
    expect(await of()).toEqual({ verdict: 'close', because: 'a competitor' });
  });

  it('contested by a reply goes to a person', async () => {
    const asked: Asked = { inquiry: { messageId: '<1@x>' }, outcome: 'reply', whole: { outcome: 'reply' } };
    expect(await (await verdict(asked, {}, rule)).of()).toEqual({ verdict: 'person', reason: 'reply' });
  });
});
