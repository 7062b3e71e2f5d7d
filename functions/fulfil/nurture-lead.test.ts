import { describe, expect, it } from 'vitest';
import type { Draft } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { unsubscribe } from '../../shared/rules/unsubscribe.ts';
import { nurtureClock } from '../../shared/rules/watch.ts';
import { answerInquiries } from './answer-inquiry.ts';
import { nurtureLead } from './nurture-lead.ts';
import { settleMail } from './settle-mail.ts';
import { anna, minutesLater, pointer, received, report, type World, world } from './testing.ts';

const DAY = 1440;
const consent: Draft = {
  type: 'ConsentChanged',
  data: { consents: { newsletter: { given: true, at: received, source: 'site' } } },
};

/** A lead whose series of three mails has begun, and whose first mail is due. */
async function due(): Promise<World & { take(step: string, day: number): Promise<string> }> {
  const start = world();
  await start.receive({ facts: { ...anna, language: 'de' } });
  const plan = ['example', 'demo', 'stay'].map((id, n) => ({ id, at: minutesLater((n + 1) * DAY) }));
  const begun: Draft = {
    type: 'NurtureBegun',
    data: { series: 'welcome' },
    clocks: [nurtureClock('welcome', received, plan, 'hash')],
  };
  const qualifying: Draft = { type: 'LeadRequalified', data: { reason: 'cold' }, to: 'qualifying' };
  await start.write('lead_1', [consent, qualifying, begun], received);
  async function take(step: string, day: number): Promise<string> {
    const at = minutesLater(day * DAY + 1);
    const data = { clock: 'nurture', run: 'nurture:welcome', step, do: 'nurture', tell: 'nobody' } as const;
    const taken: Draft = {
      type: 'ClockStepTaken',
      data,
      clocks: [{ op: 'take', run: 'nurture:welcome', step, at }],
    };
    await start.write('lead_1', [taken], at);
    return at;
  }
  return { ...start, take };
}

const steps = async ({ store }: World) => {
  const found = await store.loadWithHistory('lead_1');
  expect(rebuild(found?.events ?? [])).toEqual({ ...found?.lead, version: expect.any(Number) });
  return (found?.events ?? []).flatMap((event) => (event.type === 'NurtureStepTaken' ? [event.data] : []));
};
const step = (at: string) => pointer('ClockStepTaken', 'lead_1', undefined, at);

describe('a mail of a series (R117, R119, R196)', () => {
  it('is sent with an unsubscribe of one click, however often its step is announced', async () => {
    const at = await due();
    const now = await at.take('example', 1);
    for (let i = 0; i < 3; i++) await nurtureLead(at.ports, step(now), now);
    expect(at.mailer.sent).toHaveLength(1);
    const [mail] = at.mailer.sent;
    expect(mail).toMatchObject({
      to: 'anna.schmidt@kunde.example',
      subject: 'Wie andere damit arbeiten',
      tags: { kind: 'nurture', series: 'welcome', step: 'example' },
    });
    const [, unsubscribeAt] = /^<(https:\/\/leads\.example\/v1\/privacy\/[\w.-]+)>$/.exec(
      mail?.headers['List-Unsubscribe'] ?? '',
    ) ?? ['', 'none'];
    expect(mail?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(mail?.text).toContain(unsubscribeAt);
    expect(mail?.text).toContain('/v1/questions/');
    expect(await steps(at)).toEqual([
      { series: 'welcome', step: 'example', outcome: 'sent', mailId: expect.any(String) },
    ]);
  });

  it('is left out where its mailbox got as many mails today as the rules allow, whoever asked for them', async () => {
    const at = await due();
    const now = await at.take('example', 1);
    for (const leadId of ['lead_2', 'lead_3', 'lead_4'])
      await answerInquiries(at.ports, await at.receive({ leadId, at: now }), now);
    await nurtureLead(at.ports, step(now), now);
    expect(at.mailer.sent.map(({ tags }) => tags.kind)).toEqual(['answer', 'answer', 'answer']);
    expect(await steps(at)).toMatchObject([{ outcome: 'skipped', reason: 'too-many-mails' }]);
  });

  it('is left out where its condition does not hold, and the series goes on', async () => {
    const at = await due();
    await at.write(
      'lead_1',
      [{ type: 'FactsChanged', data: { facts: { products: ['demo'] }, source: 'x' } }],
      received,
    );
    const first = await at.take('example', 1);
    await nurtureLead(at.ports, step(first), first);
    const second = await at.take('demo', 2);
    await nurtureLead(at.ports, step(second), second);
    const third = await at.take('stay', 3);
    await nurtureLead(at.ports, step(third), third);
    expect((await steps(at)).map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'sent',
      'condition',
      'sent',
    ]);
    expect((await at.lead()).clocks.find(({ name }) => name === 'nurture')?.state).not.toBe('running');
  });

  it.each<[string, (lead: Lead, now: string) => Draft[], string]>([
    ['unsubscribed meanwhile', (lead, now) => unsubscribe(lead, now), 'stopped'],
    ['is ripe', () => [{ type: 'LeadQualified', data: {}, to: 'qualified' }], 'stopped'],
    ['objected', () => [{ type: 'LeadRested', data: { reason: 'objection' }, to: 'dormant' }], 'stopped'],
    [
      'agreed to something else only',
      (_, now) => [
        {
          type: 'ConsentChanged',
          data: {
            consents: {
              newsletter: { given: false, at: now, source: 'x' },
              events: { given: true, at: now, source: 'x' },
            },
          },
        },
      ],
      'no-consent',
    ],
    [
      'cannot be reached',
      () => [{ type: 'AnswerFailed', data: { inquiryId: 'inq_1', reason: 'bounced' } }],
      'bounced',
    ],
  ])('is not sent to a person who %s, and the series is over', async (_, drafts, reason) => {
    const at = await due();
    const now = await at.take('example', 1);
    await at.write('lead_1', drafts(await at.lead(), now), now);
    await nurtureLead(at.ports, step(now), now);
    expect(at.mailer.sent).toEqual([]);
    expect(await steps(at)).toEqual([
      { series: 'welcome', step: 'example', outcome: 'skipped', reason, ends: true },
    ]);
    expect((await at.lead()).clocks.find(({ name }) => name === 'nurture')?.state).not.toBe('running');
  });

  it('is not sent twice where the first attempt is in doubt, and settled by the provider', async () => {
    const at = await due();
    const now = await at.take('example', 1);
    await at.ports.claims.claim('nurture:lead_1:welcome:example', now);
    await nurtureLead(at.ports, step(now), now);
    expect(at.mailer.sent).toEqual([]);
    const tags = {
      kind: 'nurture',
      leadId: 'lead_1',
      series: 'welcome',
      step: 'example',
      rulesHash: 'hash',
      correlationId: 'c',
    };
    const told = { detail: { eventType: 'Send', mail: { messageId: 'm-1', tags: asLists(tags) } } };
    for (let i = 0; i < 2; i++) await settleMail(at.ports, told, now);
    expect(await steps(at)).toEqual([{ series: 'welcome', step: 'example', outcome: 'sent', mailId: 'm-1' }]);
  });

  it('ends the series when it comes back, and all advertising when the person complains', async () => {
    const at = await due();
    const now = await at.take('example', 1);
    await nurtureLead(at.ports, step(now), now);
    const [mail] = at.mailer.sent;
    if (!mail) throw new Error('no mail');
    for (let i = 0; i < 2; i++) await settleMail(at.ports, report('Bounce', mail, 'Permanent'), now);
    expect((await steps(at)).at(-1)).toMatchObject({ outcome: 'skipped', reason: 'bounced', ends: true });
    for (let i = 0; i < 2; i++) await settleMail(at.ports, report('Complaint', mail), now);
    const { consents } = await at.lead();
    expect(consents.newsletter).toMatchObject({ given: false, source: 'complaint' });
  });
});

const asLists = (tags: Record<string, string>) =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
