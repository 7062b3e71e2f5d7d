import { describe, expect, it } from 'vitest';
import type { Draft } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { unsubscribe } from '../../shared/rules/unsubscribe.ts';
import { nurtureClock } from '../../shared/rules/watch.ts';
import { answerInquiries } from './answer-inquiry.ts';
import { askInRound } from './ask-in-round.ts';
import { mailFor } from './mail-for.ts';
import { settleMail } from './settle-mail.ts';
import { anna, minutesLater, pointer, received, report, type World, world } from './testing.ts';

const DAY = 1440;
const consent: Draft = {
  type: 'ConsentChanged',
  data: { consents: { newsletter: { given: true, at: received, source: 'site' } } },
};
const begun = (round: number): Draft => ({
  type: 'RoundBegun',
  rule: 'rounds/next',
  data: { round, ask: ['need'] },
});
const roundAt = (round: number) => minutesLater(round * 30 * DAY);
const told = (round: number) => pointer('RoundBegun', 'lead_1', undefined, roundAt(round));

/** A lead that was answered, agreed to mails, and stays in qualification. */
async function unripe(facts: Facts = { ...anna, language: 'de' }): Promise<World> {
  const at = world();
  await answerInquiries(at.ports, await at.receive({ facts }), received);
  const qualifying: Draft = { type: 'LeadRequalified', data: { reason: 'cold' }, to: 'qualifying' };
  await at.write('lead_1', [consent, qualifying], minutesLater(5));
  at.mailer.sent.length = 0;
  return at;
}

/** The next round begins, and its mail is asked for as often as messages come. */
async function round(at: World, number: number, times = 1): Promise<void> {
  await at.write('lead_1', [begun(number)], roundAt(number));
  for (let i = 0; i < times; i++) await askInRound(at.ports, told(number), roundAt(number));
}

const questions = async ({ store }: World) => {
  const found = await store.loadWithHistory('lead_1');
  expect(rebuild(found?.events ?? [])).toEqual({ ...found?.lead, version: expect.any(Number) });
  return (found?.events ?? []).flatMap((event) => (event.type === 'QuestionsSent' ? [event.data] : []));
};

describe('the mail of a round (R80, R104, R119)', () => {
  it.each([
    ['de', 'Zwei, drei Fragen zu Ihrem Vorhaben', 'Guten Tag'],
    ['en', 'Two or three questions about your plans', 'Dear'],
  ])(
    'asks in the language %s for what is open, once in a round, with one click to the end of it',
    async (language, subject, greeting) => {
      const at = await unripe({ ...anna, language });
      await round(at, 1, 3);
      expect(at.mailer.sent).toMatchObject([
        {
          to: 'anna.schmidt@kunde.example',
          subject,
          tags: { kind: 'questions', round: '1', leadId: 'lead_1' },
          headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
          text: expect.stringMatching(
            new RegExp(
              `^${greeting}[^]*https://leads.example/v1/questions/[^]*https://leads.example/v1/privacy/`,
            ),
          ),
        },
      ]);
      await round(at, 2);
      expect(at.mailer.sent).toHaveLength(2);
      expect(await questions(at)).toEqual([
        { round: 1, outcome: 'sent', mailId: expect.any(String) },
        { round: 2, outcome: 'sent', mailId: expect.any(String) },
      ]);
    },
  );

  it.each<[string, string, (at: World) => Promise<unknown>]>([
    [
      'who did not agree to it, or does no longer',
      'no-consent',
      async (at) =>
        at.write(
          'lead_1',
          unsubscribe(await at.lead(), roundAt(1), { because: 'x', source: 'link' }),
          minutesLater(10),
        ),
    ],
    [
      'who gets a series of mails',
      'series-runs',
      (at) => {
        const plan = [{ id: 'example', at: minutesLater(90 * DAY) }];
        const clocks = [nurtureClock('welcome', received, plan, 'hash')];
        return at.write(
          'lead_1',
          [{ type: 'NurtureBegun', data: { series: 'welcome' }, clocks }],
          minutesLater(10),
        );
      },
    ],
    [
      'who waits for an answer, for it asks too',
      'answer-follows',
      (at) => at.receive({ at: minutesLater(29 * DAY) }),
    ],
    [
      'of whom everything is known',
      'nothing-open',
      (at) => {
        const facts = {
          need: 'general',
          currentlyUses: 'nothing',
          timeframe: '2028-01-01',
          authority: 'user',
          orderVolume: 500,
          company: 'Birken GmbH',
          postcode: '50667',
          industry: 'IT',
          employees: 5,
        } as const;
        return at.write(
          'lead_1',
          [{ type: 'FactsChanged', data: { facts, source: 'call' } }],
          minutesLater(10),
        );
      },
    ],
    [
      'to whom a mail came back',
      'bounced',
      (at) =>
        at.write(
          'lead_1',
          [{ type: 'AnswerFailed', data: { inquiryId: 'inq_1', reason: 'bounced' } }],
          minutesLater(10),
        ),
    ],
  ])('does not go to a person %s, and says so', async (_, reason, before) => {
    const at = await unripe();
    await before(at);
    await round(at, 1, 2);
    expect(at.mailer.sent).toEqual([]);
    expect(await questions(at)).toEqual([{ round: 1, outcome: 'skipped', reason }]);
  });

  describe('that sales began by giving a lead back, which was hot and lacks facts (R80)', () => {
    const at = minutesLater(DAY);
    const bant = { budget: null, authority: null, need: null, time: null };
    const score = { value: 42, scaled: 42, code: '2B', bant, rulesHash: 'x', criteria: [] };
    const owner = { id: 'anke', name: 'Anke' };
    const assignment = { rule: 'x', because: 'x', rulesHash: 'x', at, turn: 1, candidates: [] };
    const withSales: Draft[] = [
      { type: 'LeadScored', data: { score, class: 'hot', stage: 'SQL' } },
      { type: 'LeadQualified', to: 'qualified', data: {} },
      { type: 'LeadAssigned', to: 'assigned', data: { pool: 'all', owner, assignment } },
    ];
    const back: Draft = {
      type: 'LeadReturned',
      to: 'qualifying',
      data: { owner: 'anke', reason: 'not-ripe', missing: ['budget'] },
    };
    const returned = pointer('LeadReturned', 'lead_1', undefined, at);

    it('asks the person for what is missing, once', async () => {
      const told = await unripe();
      await told.write('lead_1', [...withSales, back], at);
      for (let i = 0; i < 2; i++) await mailFor(returned)(told.ports, returned, minutesLater(11, at));
      expect(told.mailer.sent).toMatchObject([{ tags: { kind: 'questions', round: '2' } }]);
      expect(await questions(told)).toMatchObject([{ round: 2, outcome: 'sent' }]);
    });

    it('is left out where somebody has the lead again by then', async () => {
      const told = await unripe();
      await told.write('lead_1', [...withSales, back, ...withSales.slice(1)], at);
      await mailFor(returned)(told.ports, returned, minutesLater(11, at));
      expect(told.mailer.sent).toEqual([]);
      expect(await questions(told)).toEqual([]);
    });
  });

  it('does not go to a lead that sales has by now', async () => {
    const at = await unripe();
    await at.write('lead_1', [begun(1), { type: 'LeadQualified', to: 'qualified', data: {} }], roundAt(1));
    await askInRound(at.ports, told(1), roundAt(1));
    expect(at.mailer.sent).toEqual([]);
    expect(await questions(at)).toEqual([{ round: 1, outcome: 'skipped', reason: 'moved-on' }]);
  });

  it('counts among the mails that a mailbox gets on a day', async () => {
    const at = await unripe();
    const { mailsPerDay } = (await at.ports.rules.get('fulfilment')).document;
    for (let n = 0; n < mailsPerDay; n++) {
      const facts = { ...anna, language: 'de' };
      const now = roundAt(1);
      await answerInquiries(at.ports, await at.receive({ leadId: `other_${n}`, facts, at: now }), now);
    }
    const before = at.mailer.sent.length;
    await round(at, 1);
    expect(at.mailer.sent).toHaveLength(before);
    expect(await questions(at)).toEqual([{ round: 1, outcome: 'skipped', reason: 'too-many-mails' }]);
  });

  it('is tried again where it surely did not leave, and left alone where nobody knows, until the provider tells', async () => {
    const at = await unripe();
    at.mailer.behaves(new Fault('throttled', { retryable: true }));
    await expect(round(at, 1)).rejects.toThrow();
    await askInRound(at.ports, told(1), roundAt(1));
    expect(at.mailer.sent).toHaveLength(1);

    await at.write('lead_1', [begun(2)], roundAt(2));
    await at.ports.claims.claim('questions:lead_1:2', roundAt(2));
    await askInRound(at.ports, told(2), minutesLater(1, roundAt(2)));
    expect(at.mailer.sent).toHaveLength(1);
    const [mail] = at.mailer.sent;
    if (!mail) throw new Error('no mail');
    const second = { ...mail, tags: { ...mail.tags, round: '2' } };
    await settleMail(at.ports, report('Send', second), minutesLater(2, roundAt(2)));
    await askInRound(at.ports, told(2), minutesLater(20, roundAt(2)));
    expect(at.mailer.sent).toHaveLength(1);
    expect(await questions(at)).toMatchObject([{ round: 1 }, { round: 2, outcome: 'sent' }]);
  });

  it('is followed by none in later rounds once it came back, before the person writes again', async () => {
    const at = await unripe();
    await round(at, 1);
    const [mail] = at.mailer.sent;
    if (!mail) throw new Error('no mail');
    for (let i = 0; i < 2; i++)
      await settleMail(at.ports, report('Bounce', mail, 'Permanent'), minutesLater(1, roundAt(1)));
    await round(at, 2);
    expect(at.mailer.sent).toHaveLength(1);
    expect((await questions(at)).map(({ reason }) => reason)).toEqual([undefined, 'bounced', 'bounced']);
    const now = minutesLater(1, roundAt(2));
    await answerInquiries(at.ports, await at.receive({ at: now }), now);
    await round(at, 3);
    expect((await questions(at)).at(-1)).toMatchObject({ round: 3, outcome: 'sent' });
  });

  it('is none where the rules know no such mail', async () => {
    const at = await unripe();
    const { document, hash } = await at.ports.rules.get('nurture');
    const { rounds: _, ...without } = document;
    const rules = {
      get: async (subject: string) =>
        subject === 'nurture' ? { document: without, hash } : at.ports.rules.get(subject as 'nurture'),
    } as typeof at.ports.rules;
    await at.write('lead_1', [begun(1)], roundAt(1));
    await askInRound({ ...at.ports, rules }, told(1), roundAt(1));
    expect(at.mailer.sent).toEqual([]);
    expect(await questions(at)).toEqual([]);
  });
});
