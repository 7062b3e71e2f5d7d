import { describe, expect, it } from 'vitest';
import type { Draft } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { readLink } from '../../shared/links/link.ts';
import { unsubscribe } from '../../shared/rules/unsubscribe.ts';
import { loses } from '../../test/fixtures/lead.ts';
import { answerInquiries } from './answer-inquiry.ts';
import { mailFor } from './mail-for.ts';
import { settleMail } from './settle-mail.ts';
import { anna, minutesLater, pointer, received, report, type World, world } from './testing.ts';

const DAY = 1440;
const consent: Draft = {
  type: 'ConsentChanged',
  data: { consents: { newsletter: { given: true, at: received, source: 'site' } } },
};
const due = minutesLater(20 * DAY);
const asks = { ...pointer('ClockStepTaken', 'lead_1', undefined, due), clock: 'loss-survey' as const };

/** A lead that was answered, agreed to mails, and was lost. */
async function lost(facts: Facts = { ...anna, language: 'de' }, agrees = [consent]): Promise<World> {
  const at = world();
  await answerInquiries(at.ports, await at.receive({ facts }), received);
  await at.write('lead_1', [...agrees, ...loses], minutesLater(5));
  at.mailer.sent.length = 0;
  return at;
}

/** The time has come: the step is taken, and the mail is asked for as often as messages come. */
async function ask(at: World, times = 1): Promise<void> {
  const run = 'loss-survey:1';
  const step = { clock: 'loss-survey' as const, run, step: 'ask', do: 'ask-why' as const, tell: 'nobody' };
  const taken: Draft = {
    type: 'ClockStepTaken',
    data: step,
    clocks: [{ op: 'take', run, step: 'ask', at: due }],
  };
  if (!(await at.lead()).clocks.some(({ steps }) => steps.some(({ taken: is }) => is)))
    await at.write('lead_1', [taken], due);
  for (let i = 0; i < times; i++) await mailFor(asks)(at.ports, asks, due);
}

const told = async ({ store }: World) => {
  const found = await store.loadWithHistory('lead_1');
  expect(rebuild(found?.events ?? [])).toEqual({ ...found?.lead, version: expect.any(Number) });
  return (found?.events ?? []).flatMap((event) => (event.type === 'LossSurveySent' ? [event.data] : []));
};
const mailOf = ({ mailer }: World) => {
  const [mail] = mailer.sent;
  if (!mail) throw new Error('no mail');
  return mail;
};

describe('the mail that asks why a lead was lost (R116, R137)', () => {
  it.each([
    ['de', 'Woran lag es?', 'Guten Tag'],
    ['en', 'What was the reason?', 'Dear'],
  ])(
    'goes out once, in the language %s, with a link of its own and one click to the end of it',
    async (language, subject, greeting) => {
      const at = await lost({ ...anna, language });
      await ask(at, 3);
      expect(at.mailer.sent).toMatchObject([
        {
          to: 'anna.schmidt@kunde.example',
          subject,
          tags: { kind: 'survey', loss: '1', leadId: 'lead_1' },
          headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
          text: expect.stringMatching(new RegExp(`^${greeting}`)),
        },
      ]);
      const token = /https:\/\/leads\.example\/v1\/questions\/([\w.-]+)/.exec(mailOf(at).text)?.[1] ?? '';
      expect(readLink(token, 'survey', await at.ports.secret(), due)).toMatchObject({
        outcome: 'ok',
        link: { leadId: 'lead_1', run: 'loss-survey:1' },
      });
      expect(await told(at)).toEqual([{ run: 'loss-survey:1', outcome: 'sent', mailId: expect.any(String) }]);
    },
  );

  it.each<[string, string, (at: World) => Promise<unknown>]>([
    [
      'who unsubscribed',
      'left-in-peace',
      async (at) =>
        at.write(
          'lead_1',
          unsubscribe(await at.lead(), due, { because: 'x', source: 'link' }),
          minutesLater(9),
        ),
    ],
    [
      'whose complaint is open',
      'left-in-peace',
      (at) =>
        at.write('lead_1', [{ type: 'ComplaintReceived', data: { run: 'complaint:1' } }], minutesLater(9)),
    ],
    [
      'to whom a mail came back',
      'bounced',
      (at) =>
        at.write(
          'lead_1',
          [{ type: 'AnswerFailed', data: { inquiryId: 'inq_1', reason: 'bounced' } }],
          minutesLater(9),
        ),
    ],
  ])('does not go to a person %s, and says so', async (_, reason, before) => {
    const at = await lost();
    await before(at);
    await ask(at, 2);
    expect(at.mailer.sent).toEqual([]);
    expect(await told(at)).toEqual([{ run: 'loss-survey:1', outcome: 'skipped', reason }]);
  });

  it('does not go to a person who never agreed to such mails', async () => {
    const at = await lost(anna, []);
    await ask(at);
    expect(at.mailer.sent).toEqual([]);
    expect(await told(at)).toMatchObject([{ outcome: 'skipped', reason: 'no-consent' }]);
  });

  it('does not go out by rules that are no longer in force', async () => {
    const at = await lost();
    const { document, hash } = await at.ports.rules.get('deadlines');
    const { lossSurvey: _, ...without } = document;
    const get: typeof at.ports.rules.get = async (subject) =>
      subject === 'deadlines' ? ({ document: without, hash } as never) : at.ports.rules.get(subject);
    await ask({ ...at, ports: { ...at.ports, rules: { ...at.ports.rules, get } } });
    expect(await told(at)).toMatchObject([{ outcome: 'skipped', reason: 'not-in-rules' }]);
  });

  it('is tried again where it surely did not leave', async () => {
    const at = await lost();
    at.mailer.behaves(new Fault('throttled', { retryable: true }));
    await expect(ask(at)).rejects.toThrow();
    await ask(at);
    expect(at.mailer.sent).toHaveLength(1);
    expect(await told(at)).toMatchObject([{ outcome: 'sent' }]);
  });

  it('is left alone where nobody knows, until the provider tells', async () => {
    const at = await lost();
    await at.ports.claims.claim('loss-survey:1:lead_1', due);
    await ask(at);
    expect(await told(at)).toEqual([]);
    const other = await lost();
    await ask(other);
    await settleMail(at.ports, report('Send', mailOf(other)), minutesLater(1, due));
    expect(await told(at)).toMatchObject([{ outcome: 'sent' }]);
    expect(at.mailer.sent).toEqual([]);
  });

  it('that came back is noted once', async () => {
    const at = await lost();
    await ask(at);
    for (let i = 0; i < 2; i++)
      await settleMail(at.ports, report('Bounce', mailOf(at), 'Permanent'), minutesLater(1, due));
    expect((await told(at)).map(({ reason }) => reason)).toEqual([undefined, 'bounced']);
    expect((await at.lead()).lossSurvey).toMatchObject({ run: 'loss-survey:1', skipped: 'bounced' });
  });
});
