import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { answerInquiries } from './answer-inquiry.ts';
import { type Asked, anna, minutesLater, pointer, received, world } from './testing.ts';

const { document, hash } = defaultDocument('fulfilment');

/** Given an inquiry, when its event arrives, then … */
async function answered(asked: Asked = {}) {
  const given = world();
  const event = await given.receive(asked);
  await answerInquiries(given.ports, event, received);
  return { ...given, event };
}

describe('an inquiry', () => {
  it('is answered at once with the package for its product, and the lead tells why (R109, R111)', async () => {
    const { mailer, lead, history } = await answered();
    expect(mailer.sent).toHaveLength(1);
    expect(mailer.sent[0]).toMatchObject({
      to: 'anna.schmidt@kunde.example',
      from: { name: 'Beratung Beispiel Software', address: 'anfragen@leitwerk.example' },
      subject: 'Ihre Vorführung: so geht es weiter',
    });
    expect(await history()).toMatchObject([
      {
        type: 'InquiryAnswered',
        data: { inquiryId: 'inq_1', how: 'mail', package: 'demo-de', mailId: 'message-1' },
        rule: 'fulfil/choose-package',
        rulesHash: hash,
        because: 'asked for demo, language de: demo-de',
        causationId: 'lead_1.1',
      },
    ]);
    const { inquiries, clocks } = await lead();
    expect(inquiries[0]?.answered).toEqual({ at: received, how: 'mail', package: 'demo-de' });
    expect(clocks.find(({ name }) => name === 'fulfilment')?.state).toBe('met');
  });

  it('is answered without waiting for a score (R110)', async () => {
    const { lead, mailer } = await answered();
    expect((await lead()).score).toBeNull();
    expect(mailer.sent).toHaveLength(1);
  });

  it('for several products gets one mail with all of them', async () => {
    const { mailer, history } = await answered({ inquiry: { products: ['training', 'consulting'] } });
    expect(mailer.sent.map(({ subject }) => subject)).toEqual([
      'Ihre Anfrage: Vorführung, Schulung und Beratung',
    ]);
    for (const name of ['Vorführung', 'Schulung', 'Beratung'])
      expect(mailer.sent[0]?.text).toContain(`${name}\n---`);
    expect(await history()).toMatchObject([{ data: { package: 'demo-de_training-de_consulting-de' } }]);
  });

  it('from abroad is answered in English', async () => {
    const { mailer } = await answered({ facts: { ...anna, country: 'NL' } });
    expect(mailer.sent[0]?.text).toMatch(/^Dear Anna Schmidt,\n\nThank you for your inquiry about Live demo/);
  });

  it('that came by mail is answered in its thread', async () => {
    const inquiry = { messageId: '<1.anna@kunde.example>', subject: 'AW: Preise', channel: 'email' as const };
    const { mailer } = await answered({ inquiry, whole: { from: 'Anna.Schmidt@kunde.example' } });
    expect(mailer.sent[0]).toMatchObject({ subject: 'Re: Preise', inReplyTo: '<1.anna@kunde.example>' });
  });

  const unproven = { field: 'email', code: 'sender-unproven', severity: 'note', message: '' } as const;
  it.each([
    ['whose sender is not proven', { from: anna.email, findings: [unproven] }],
    ['that somebody else wrote', { from: 'wordpress@shop.example' }],
  ])('that came by mail %s is answered under our own words', async (_what, whole) => {
    const inquiry = { messageId: '<1@shop.example>', subject: 'Du Idiot', channel: 'email' as const };
    const { mailer } = await answered({ inquiry, whole });
    expect(mailer.sent[0]?.subject).toBe('Ihre Vorführung: so geht es weiter');
    expect(mailer.sent[0]?.inReplyTo).toBeUndefined();
  });

  it('is answered by a mail that other programs do not answer, and whose tags hold ids only', async () => {
    const { mailer } = await answered();
    expect(mailer.sent[0]?.headers).toEqual({
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
    });
    expect(mailer.sent[0]?.tags).toEqual({
      kind: 'answer',
      leadId: 'lead_1',
      inquiryId: 'inq_1',
      package: 'demo-de',
      rulesHash: hash,
      correlationId: 'cor_1',
    });
  });

  it('is answered once, however often its event comes', async () => {
    const { ports, event, mailer, history } = await answered();
    await answerInquiries(ports, event, minutesLater(1));
    await Promise.all([
      answerInquiries(ports, event, minutesLater(2)),
      answerInquiries(ports, event, minutesLater(2)),
    ]);
    expect(mailer.sent).toHaveLength(1);
    expect(await history()).toHaveLength(1);
  });

  it('is answered once where its event comes twice at the same moment', async () => {
    const { ports, receive, mailer, history } = world();
    const event = await receive();
    await Promise.all([answerInquiries(ports, event, received), answerInquiries(ports, event, received)]);
    expect(mailer.sent).toHaveLength(1);
    expect(await history()).toHaveLength(1);
  });

  it('that nobody knows is left alone', async () => {
    const { ports, mailer } = world();
    await answerInquiries(ports, pointer('InquiryReceived', 'lead_9', 'inq_9', received), received);
    expect(mailer.sent).toEqual([]);
  });

  it('is answered after its review', async () => {
    const { ports, write, mailer } = await answered({ quarantined: 'spam' });
    expect(mailer.sent).toEqual([]);
    await write(
      'lead_1',
      [{ type: 'ReviewDecided', data: { decision: 'approve' }, to: 'qualifying' }],
      minutesLater(60),
    );
    await answerInquiries(
      ports,
      pointer('ReviewDecided', 'lead_1', undefined, minutesLater(60)),
      minutesLater(60),
    );
    expect(mailer.sent).toHaveLength(1);
  });

  it('is closed without a mail where a rule says so', async () => {
    const unanswered = [{ id: 'jobs', when: 'inquiry.source == "jobs"', because: 'applications go to HR' }];
    const { ports, receive, mailer, history } = world({ fulfilment: { ...document, unanswered } });
    await answerInquiries(ports, await receive({ inquiry: { source: 'jobs' } }), received);
    expect(mailer.sent).toEqual([]);
    expect(await history()).toMatchObject([
      {
        type: 'InquiryAnswered',
        data: { how: 'none' },
        rule: 'fulfil/may-answer',
        because: 'applications go to HR',
      },
    ]);
  });
});

describe('an inquiry that cannot be answered by mail goes to a person, once', () => {
  it.each<[string, Asked, string]>([
    ['without an address', { facts: { phone: '+49 221 1' } }, 'no-address'],
    ['with an address that cannot be one', { facts: { email: 'anna@' } }, 'invalid-address'],
  ])('%s', async (_what, asked, reason) => {
    const { ports, mailer, receive, history, lead } = world();
    mailer.behaves(...(reason === 'invalid-address' ? [{ outcome: 'refused' as const, reason }] : []));
    const event = await receive(asked);
    await answerInquiries(ports, event, received);
    await answerInquiries(ports, event, minutesLater(1));
    await answerInquiries(ports, { ...event, type: 'ClockStepTaken' }, minutesLater(15));
    expect(await history()).toMatchObject([{ type: 'AnswerFailed', data: { inquiryId: 'inq_1', reason } }]);
    expect((await lead()).inquiries[0]?.failed).toEqual({ at: received, reason });
    expect((await lead()).clocks.find(({ name }) => name === 'fulfilment')?.state).toBe('running');
    expect(mailer.sent).toEqual([]);
  });

  it('that no package fits; and is answered with the next step of its clock once there is one', async () => {
    const packages = document.packages.slice(0, 1);
    const { ports, receive, history, mailer } = world({ fulfilment: { ...document, packages } });
    const event = await receive({ inquiry: { product: 'platform' } });
    await answerInquiries(ports, event, received);
    expect(await history()).toMatchObject([
      { data: { reason: 'no-package' }, because: 'no package is for what was asked (platform, de)' },
    ]);
    const better = { ...ports, rules: world().ports.rules };
    await answerInquiries(better, { ...event, type: 'ClockStepTaken' }, minutesLater(15));
    expect(mailer.sent).toHaveLength(1);
  });

  it.each([
    ['template', { template: 'de/none.md' }, 'template-missing', 'de/none.md'],
    ['attachment', { attachments: ['de/none.pdf'] }, 'attachment-missing', 'de/none.pdf'],
  ])('whose package has a missing %s', async (_what, change, reason, because) => {
    const packages = document.packages.map((candidate) => ({ ...candidate, ...change }));
    const { ports, receive, history } = world({ fulfilment: { ...document, packages } });
    await answerInquiries(ports, await receive(), received);
    expect(await history()).toMatchObject([{ type: 'AnswerFailed', data: { reason }, because }]);
  });

  it('where its mailbox got three answers that day, however its address was spelt; then it gets one a day', async () => {
    const { ports, receive, mailer, history } = world();
    const spelt = [
      'anna@kunde.example',
      'ANNA@Kunde.example',
      'anna+a@kunde.example',
      'anna+b@kunde.example',
    ];
    for (const [minute, email] of spelt.entries()) {
      // Four people who leave the same address: it is the mailbox that is protected.
      const at = minutesLater(minute);
      const event = await receive({ leadId: `lead_${minute}`, facts: { ...anna, email }, at });
      await answerInquiries(ports, event, at);
      await answerInquiries(ports, event, minutesLater(minute + 15));
    }
    expect(mailer.sent).toHaveLength(3);
    expect(await history('lead_3')).toMatchObject([
      { type: 'AnswerFailed', data: { reason: 'too-many-mails' } },
    ]);
    for (const hour of [23, 24, 25, 47, 48]) {
      const at = minutesLater(hour * 60);
      const facts = { ...anna, email: 'anna@kunde.example' };
      await answerInquiries(ports, await receive({ leadId: `lead_at_${hour}`, facts, at }), at);
    }
    expect(mailer.sent.map(({ tags }) => tags.leadId).slice(3)).toEqual(['lead_at_24', 'lead_at_48']);
  });

  it('beyond those three once; what follows on the same lead is closed with it in view', async () => {
    const { ports, receive, mailer, history } = world();
    for (let minute = 0; minute < 20; minute++)
      await answerInquiries(ports, await receive({ at: minutesLater(minute) }), minutesLater(minute));
    expect(mailer.sent).toHaveLength(3);
    const what = (await history()).map(({ type, data }) => `${type} ${'how' in data ? data.how : ''}`.trim());
    expect(what.slice(0, 4)).toEqual([...Array(3).fill('InquiryAnswered mail'), 'AnswerFailed']);
    expect(new Set(what.slice(4))).toEqual(new Set(['InquiryAnswered none']));
  });
});

describe('the salutation', () => {
  it.each([
    [
      'is by name where both inquiries of a person name the same',
      'anna',
      'SCHMIDT',
      'Guten Tag Frau SCHMIDT,',
    ],
    ['is without a name where two are given under one address', 'Eva', 'Klein', 'Guten Tag,'],
  ])('%s', async (_what, firstName, lastName, expected) => {
    const { ports, receive, mailer } = world();
    const facts = { ...anna, firstName, lastName };
    const told = [
      await receive({ whole: {} }),
      await receive({ at: minutesLater(5), facts, whole: { facts }, extra: { anrede: 'Frau' } }),
    ];
    for (const event of told) await answerInquiries(ports, event, minutesLater(6));
    expect(mailer.sent[1]?.text.split('\n')[0]).toBe(expected);
  });
});

describe('an inquiry of somebody who was taken for somebody else', () => {
  const consent = { marketing: { given: true, at: received, source: 'website' } };

  it('is answered to the address that asked, and the answer holds nothing of the other', async () => {
    const { ports, receive, mailer, lead } = world();
    const whole = { facts: { ...anna, company: 'Kunde GmbH' }, extra: { titel: 'Dr.' } };
    const first = await receive({ ...whole, consents: consent, whole });
    const mallory = { firstName: 'Mal', lastName: 'Lory', email: 'mallory@evil.example' };
    const event = await receive({
      at: minutesLater(5),
      facts: { firstName: 'Mal', lastName: 'Lory' },
      whole: { facts: mallory },
    });
    for (const pointer of [first, event]) await answerInquiries(ports, pointer, minutesLater(6));
    const [own, other] = mailer.sent;
    expect([own?.to, other?.to]).toEqual([anna.email, mallory.email]);
    expect((await lead()).facts.email).toBe(anna.email);
    for (const text of [other?.text, other?.html, other?.subject])
      expect(text).not.toMatch(/Anna|Schmidt|Dr\.|Kunde GmbH|\/v1\/(privacy|questions|r)\//);
    expect(own?.text).toMatch(/\/v1\/privacy\//);
    expect(own?.text).not.toMatch(/Mal|Lory/);
  });

  it('goes where staff say once mail came back from the address that asked', async () => {
    const { ports, receive, mailer, write } = world();
    await receive({ whole: { facts: anna } });
    const event = await receive({ at: minutesLater(5), whole: { facts: anna } });
    await write(
      'lead_1',
      [
        { type: 'AnswerFailed', data: { inquiryId: 'inq_2', reason: 'bounced' } },
        { type: 'FactsChanged', data: { facts: { email: 'anna@neu.example' }, source: 'qualify' } },
      ],
      minutesLater(6),
    );
    await answerInquiries(ports, event, minutesLater(7));
    expect(mailer.sent.map(({ to }) => to)).toEqual(['anna@neu.example']);
  });
});

describe('a package with attachments', () => {
  it('is sent with its files', async () => {
    const packages = document.packages.map((candidate) => ({
      ...candidate,
      attachments: ['de/overview.pdf'],
    }));
    const { ports, objects, receive, mailer } = world({ fulfilment: { ...document, packages } });
    await objects.put('de/overview.pdf', 'PDF', 'application/pdf');
    await answerInquiries(ports, await receive(), received);
    expect(mailer.sent[0]?.attachments).toEqual([
      { name: 'overview.pdf', contentType: 'application/pdf', content: Buffer.from('PDF') },
    ]);
  });

  it('grants what is behind a form to the address that asked, and the history says which was granted (R33)', async () => {
    const [first] = document.packages;
    if (!first) throw new Error('no package');
    const paper = {
      ...first,
      id: 'paper-de',
      when: 'inquiry.campaign == "white-paper"',
      attachments: ['de/paper.pdf'],
    };
    const { ports, objects, receive, mailer, history } = world({
      fulfilment: { ...document, packages: [paper, ...document.packages] },
    });
    await objects.put('de/paper.pdf', 'PDF', 'application/pdf');
    const asked = { products: first.products, campaign: 'white-paper' };
    await answerInquiries(ports, await receive({ inquiry: asked }), received);
    expect(mailer.sent).toMatchObject([{ to: anna.email, attachments: [{ name: 'paper.pdf' }] }]);
    expect(await history()).toMatchObject([
      { type: 'InquiryAnswered', at: received, data: { package: 'paper-de' } },
    ]);
  });
});

describe('where the mail provider does not take mails now', () => {
  it.each(['mail-throttled', 'mail-unavailable'])('the inquiry is answered later, once: %s', async (code) => {
    const { ports, mailer, receive, history } = world();
    mailer.behaves(new Fault(code, { retryable: true }), new Fault(code, { retryable: true }));
    const event = await receive();
    await expect(answerInquiries(ports, event, received)).rejects.toMatchObject({ code });
    await expect(answerInquiries(ports, event, minutesLater(3))).rejects.toMatchObject({ code });
    await answerInquiries(ports, event, minutesLater(6));
    await answerInquiries(ports, event, minutesLater(9));
    expect(mailer.sent).toHaveLength(1);
    expect(await history()).toMatchObject([{ type: 'InquiryAnswered' }]);
  });

  it('attempts that sent nothing are not counted against the address', async () => {
    const { ports, mailer, receive } = world();
    const fault = new Fault('mail-throttled', { retryable: true });
    mailer.behaves(fault, fault, fault, fault);
    const event = await receive();
    for (const minute of [0, 3, 6, 9]) {
      await expect(answerInquiries(ports, event, minutesLater(minute))).rejects.toThrow();
    }
    await answerInquiries(ports, event, minutesLater(12));
    expect(mailer.sent).toHaveLength(1);
  });
});
