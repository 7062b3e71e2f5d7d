import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { changeLead } from '../../shared/change-lead.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import { replyAddress } from '../../shared/mail/reply-address.ts';
import { eml, letter, multipart } from './mail-fixtures.ts';
import { MailNotice } from './mail-notice.ts';
import { receiveMail } from './receive-mail.ts';

const now = '2026-11-24T09:00:05.000Z';

/** The message that SNS puts into the queue when SES has stored a mail. */
function message(id: string, verdicts: Record<string, string> = {}): unknown {
  const verdict = (name: string) => ({ status: verdicts[name] ?? 'PASS' });
  const notice = {
    notificationType: 'Received',
    mail: {
      messageId: id,
      timestamp: '2026-11-24T09:00:00Z',
      source: verdicts.sender ?? 'anna.berg@firma.example',
      commonHeaders: { from: ['Anna Berg <anna.berg@firma.example>'], subject: 'Angebot' },
    },
    receipt: {
      recipients: [verdicts.to ?? 'Vertrieb@leitwerk.example'],
      spamVerdict: verdict('spam'),
      virusVerdict: verdict('virus'),
      spfVerdict: verdict('spf'),
      dkimVerdict: verdict('dkim'),
      dmarcVerdict: verdict('dmarc'),
      ...(verdicts.policy ? { dmarcPolicy: verdicts.policy } : {}),
      action: { type: 'S3', bucketName: 'raw', objectKey: `mail/${id}` },
    },
  };
  return { Type: 'Notification', MessageId: 'm', TopicArn: 't', Message: JSON.stringify(notice) };
}

function setUp() {
  const ports = {
    store: memoryLeadStore({ now: () => now }),
    rules: defaultRules(),
    objects: memoryObjects(),
    secret: async () => 'a secret of the installation',
    now: () => now,
    sender: 'anfragen@leitwerk.example',
  };
  return {
    ...ports,
    async receive(id: string, raw: Buffer, verdicts: Record<string, string> = {}) {
      await ports.objects.put(`mail/${id}`, raw, 'message/rfc822');
      const { Message: notice } = MailNotice.parse(message(id, verdicts));
      if (!notice) throw new Error('no notice');
      return receiveMail(ports, notice, 'cor-1');
    },
  };
}
let inbox = setUp();
beforeEach(() => {
  inbox = setUp();
});

const ask = eml({ body: 'Bitte ein Angebot für 20 Plätze.' });

describe('a mail that somebody wrote', () => {
  it('begins a lead; the inquiry has the id of the mail and points at it', async () => {
    const { outcome, leadId, inquiryId } = await inbox.receive('abc', eml({ body: letter }));
    expect({ outcome, inquiryId }).toEqual({ outcome: 'created', inquiryId: 'inq_abc' });
    const found = await inbox.store.loadWithHistory(leadId ?? '');
    expect(found?.lead).toMatchObject({
      state: 'received',
      facts: { name: 'Anna Berg', postcode: '50667' },
      inquiries: [
        {
          id: 'inq_abc',
          channel: 'email',
          messageId: '<1@firma.example>',
          subject: 'Angebot',
          receivedAt: '2026-11-24T09:00:00.000Z',
        },
      ],
    });
    expect(found?.lead.clocks.map(({ name, startedAt }) => [name, startedAt])).toEqual([
      ['fulfilment', '2026-11-24T09:00:00.000Z'],
    ]);
    expect(rebuild(found?.events ?? [])).toEqual({ ...found?.lead, version: 0 });
    expect(await inbox.store.loadInquiry('inq_abc')).toMatchObject({
      source: 'vertrieb@leitwerk.example',
      from: 'anna.berg@firma.example',
      raw: { in: 'bucket', contentType: 'message/rfc822', key: 'mail/abc' },
    });
  });

  it('joins the lead of its sender', async () => {
    const first = await inbox.receive('a', ask);
    expect(
      await inbox.receive('b', eml({ from: 'ANNA.BERG@firma.example', body: 'Und die Preisliste?' })),
    ).toMatchObject({ outcome: 'merged', leadId: first.leadId });
  });

  it('is one inquiry when a server sends it again or it reaches two of our addresses, and says so', async () => {
    await inbox.receive('a', ask);
    expect(await inbox.receive('b', ask)).toMatchObject({ outcome: 'ignored', reason: 'repeated' });
    expect(await inbox.store.loadInquiry('inq_b')).toMatchObject({ outcome: 'ignored', reason: 'repeated' });
    const [lead] = (await inbox.store.list({ limit: 10 })).items;
    expect(lead?.inquiries.map(({ id }) => id)).toEqual(['inq_a']);
  });

  it('is another inquiry where only the id of the mail is the same', async () => {
    await inbox.receive('a', ask);
    expect((await inbox.receive('b', eml({ body: 'Etwas ganz anderes, bitte.' }))).outcome).toBe('merged');
  });

  it('counts once, however often it is delivered', async () => {
    await inbox.receive('a', ask);
    expect((await inbox.receive('a', ask)).outcome).toBe('duplicate');
    const other = eml({ body: 'Und was kostet die Einführung?' });
    const all = await Promise.all([1, 2, 3].map(() => inbox.receive('b', other)));
    expect(all.map(({ outcome }) => outcome).sort()).toEqual(['duplicate', 'duplicate', 'merged']);
    expect((await inbox.store.list({ limit: 10 })).items.map(({ inquiries }) => inquiries.length)).toEqual([
      2,
    ]);
  });

  it('keeps what is attached apart, also another mail', async () => {
    const raw = multipart('mixed', [
      'Content-Type: text/plain\n\nsiehe Anhang, bitte ein Angebot',
      'Content-Type: application/pdf\nContent-Disposition: attachment; filename="Lastenheft.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERi0=',
      'Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: alt\n\nWorte eines anderen',
    ]);
    await inbox.receive('a', raw);
    const inquiry = await inbox.store.loadInquiry('inq_a');
    expect(inquiry?.attachments).toMatchObject([
      { name: 'Lastenheft.pdf', contentType: 'application/pdf', size: 5, key: 'inquiries/inq_a/1' },
      { contentType: 'message/rfc822', key: 'inquiries/inq_a/2' },
    ]);
    expect(inquiry?.text).not.toContain('Worte eines anderen');
  });
});

describe('a reply to one of our mails (R27)', () => {
  const secret = 'a secret of the installation';
  const replyTo = (leadId = '') => replyAddress('vertrieb@leitwerk.example', leadId, secret);
  const thanks = { subject: 'Re: Angebot', body: 'Ja, Dienstag um zehn passt mir gut.' };

  async function answered() {
    const { leadId = '', inquiryId } = await inbox.receive('a', eml({ body: letter }));
    await changeLead(inbox, leadId, { now, by: 'system', correlationId: 'cor-2' }, () => [
      { type: 'InquiryAnswered', data: { inquiryId, how: 'mail', package: 'p', mailId: '0107-abc-000000' } },
    ]);
    return leadId;
  }

  it('is known by the address that it was sent to, and stays with its lead', async () => {
    const leadId = await answered();
    expect(await inbox.receive('b', eml(thanks), { to: replyTo(leadId) })).toMatchObject({
      outcome: 'reply',
      leadId,
    });
    expect(await inbox.store.loadInquiry('inq_b')).toMatchObject({
      outcome: 'reply',
      leadId,
      source: 'vertrieb@leitwerk.example',
      text: 'Ja, Dienstag um zehn passt mir gut.',
    });
  });

  it.each(['In-Reply-To', 'References'])('is known by our Message-ID in %s', async (name) => {
    const leadId = await answered();
    const headers = { [name]: '<0107-abc-000000@eu-central-1.amazonses.com>' };
    expect(await inbox.receive('b', eml({ ...thanks, headers }))).toMatchObject({ outcome: 'reply', leadId });
  });

  it('of a colleague stays with the lead and changes nothing about the person', async () => {
    const leadId = await answered();
    const body =
      'Ich übernehme das von Frau Berg.\n\nMit freundlichen Grüßen\nJan Kurz\nTel. +49 221 99 88 77';
    const reply = eml({ ...thanks, from: 'Jan Kurz <jan.kurz@firma.example>', body });
    const taken = await inbox.receive('b', reply, { to: replyTo(leadId) });
    expect(taken).toMatchObject({ outcome: 'reply', leadId });
    expect((await inbox.store.load(leadId))?.facts).toMatchObject({
      name: 'Anna Berg',
      email: 'anna.berg@firma.example',
    });
    expect(await inbox.store.holderOf({ kind: 'email', value: 'jan.kurz@firma.example' })).toBeNull();
    expect(await inbox.store.loadInquiry('inq_b')).toMatchObject({ from: 'jan.kurz@firma.example' });
  });

  it.each([
    ['with a forged tag', (leadId: string) => ({ to: replyTo(leadId).replace(/.@/, '!@') }), {}],
    ['to a lead that never was', () => ({ to: replyTo('lead_0000000000000000000000') }), {}],
    [
      'to a mail that we never sent',
      () => ({}),
      { 'In-Reply-To': '<0107-xyz-000000@eu-central-1.amazonses.com>' },
    ],
  ])('%s is an inquiry like any other', async (_, verdicts, headers) => {
    const leadId = await answered();
    const other = eml({ ...thanks, from: 'Jan Kurz <jan.kurz@andere.example>', headers });
    const taken = await inbox.receive('b', other, verdicts(leadId));
    expect(taken.outcome).toBe('created');
    expect(taken.leadId).not.toBe(leadId);
  });

  it('whose sender is not proven needs more than the Message-ID, which is no secret', async () => {
    const leadId = await answered();
    const headers = { 'In-Reply-To': '<0107-abc-000000@eu-central-1.amazonses.com>' };
    const taken = await inbox.receive('b', eml({ ...thanks, headers }), { dmarc: 'FAIL' });
    expect(taken.outcome).toBe('created');
    expect(taken.leadId).not.toBe(leadId);
  });
});

describe('a request about one’s data, or a complaint', () => {
  const openCases = async (leadId = '') =>
    (await inbox.store.load(leadId))?.clocks
      .filter(({ state }) => state === 'running')
      .map(({ name, run }) => [name, run]);

  it('of somebody known is a case with its own clock and changes nothing else', async () => {
    const { leadId } = await inbox.receive('a', ask);
    const before = await inbox.store.load(leadId ?? '');
    const taken = await inbox.receive('b', eml({ body: 'Bitte löschen Sie meine Daten.' }));
    expect(taken).toMatchObject({ outcome: 'merged', leadId });
    const after = await inbox.store.load(leadId ?? '');
    expect(after).toMatchObject({ state: before?.state, facts: before?.facts });
    expect(after?.inquiries[1]).toMatchObject({ id: 'inq_b', concern: 'rights' });
    expect(await openCases(leadId)).toEqual([
      ['fulfilment', 'fulfilment:inq_a'],
      ['rights', 'rights:1'],
    ]);
    expect(await inbox.store.loadInquiry('inq_b')).toMatchObject({ reason: 'rights' });
  });

  it('of somebody unknown is no sales case', async () => {
    const { leadId } = await inbox.receive('a', eml({ body: 'What data do you hold about me?' }));
    expect(await inbox.store.load(leadId ?? '')).toMatchObject({ state: 'excluded', reason: 'rights' });
    expect(await openCases(leadId)).toEqual([['rights', 'rights:1']]);
  });

  it('that objects stops everything at once and takes consents back', async () => {
    const { leadId = '' } = await inbox.receive('a', ask);
    await changeLead(inbox, leadId, { now, by: 'system', correlationId: 'cor-2' }, (lead) => [
      {
        type: 'InquiryReceived',
        data: {
          inquiry: {
            ...lead.inquiries[0],
            id: 'inq_x',
            channel: 'web_form',
            source: 'w',
            capturedAt: now,
            receivedAt: now,
          },
          outcome: 'merged',
          facts: {},
          extra: {},
          consents: { newsletter: { given: true, at: now, source: 'w' } },
          findings: [],
          organisation: null,
        },
      },
    ]);
    await inbox.receive('b', eml({ body: 'Ich widerspreche der Nutzung meiner Daten für Werbung.' }));
    expect(await inbox.store.load(leadId)).toMatchObject({
      state: 'dormant',
      reason: 'objection',
      consents: { newsletter: { given: false } },
    });
    await inbox.receive('c', eml({ subject: 'Doch', body: 'Bitte doch noch ein Angebot für 10 Plätze.' }));
    expect((await inbox.store.load(leadId))?.reason).toBeNull();
  });

  it('that complains waits for an answer by a person', async () => {
    const { leadId } = await inbox.receive(
      'a',
      eml({ body: 'Ich möchte mich über Ihren Service beschweren.' }),
    );
    expect(await openCases(leadId)).toEqual([['complaint', 'complaint:1']]);
  });

  it('is no case while it looks like spam: much of it says "unsubscribe"', async () => {
    const { leadId } = await inbox.receive('a', eml({ body: 'Win!\n\nUnsubscribe' }), { spam: 'FAIL' });
    expect(await inbox.store.load(leadId ?? '')).toMatchObject({ state: 'quarantined', reason: 'spam' });
  });
});

describe('a mail that becomes no lead is kept with the reason', () => {
  it.each([
    [
      'an automatic reply',
      eml({ headers: { 'Auto-Submitted': 'auto-replied' }, body: 'bin weg' }),
      {},
      'ignored',
      'auto-reply',
    ],
    ['our own mail come back', eml({ from: 'Anfragen@Leitwerk.example' }), {}, 'ignored', 'own-mail'],
    ['a bounce', eml({ from: 'mailer-daemon@x.example' }), { sender: '<>' }, 'ignored', 'bounce'],
    ['one with a virus, unopened', ask, { virus: 'FAIL' }, 'quarantined', 'virus'],
    [
      'one of 10 MB and more',
      Buffer.concat([ask, Buffer.alloc(10 * 1024 * 1024, 0x61)]),
      {},
      'rejected',
      'too-large',
    ],
    [
      'one without a sender',
      eml({ from: null, body: 'Bitte ein Angebot' }),
      {},
      'quarantined',
      'sender-unreadable',
    ],
    [
      'one nested too deeply',
      Buffer.from(
        Array.from(
          { length: 300 },
          (_, i) => `Content-Type: multipart/mixed; boundary="${i}"\r\n\r\n--${i}\r\n`,
        ).join(''),
      ),
      {},
      'quarantined',
      'unreadable',
    ],
  ])('%s', async (_, raw, verdicts, outcome, reason) => {
    expect(await inbox.receive('a', raw, verdicts)).toEqual({ outcome, reason, inquiryId: 'inq_a' });
    expect(await inbox.store.loadInquiry('inq_a')).toMatchObject({
      outcome,
      reason,
      leadId: null,
      channel: 'email',
      raw: { key: 'mail/a' },
    });
    expect((await inbox.store.list({ limit: 10 })).items).toEqual([]);
    expect((await inbox.receive('a', raw, verdicts)).outcome).toBe('duplicate');
  });
});

describe('a mail that a person must look at first', () => {
  it.each([
    [{ spam: 'FAIL' }, 'spam'],
    [{ dmarc: 'FAIL', policy: 'reject' }, 'sender-forged'],
  ])('%j begins a quarantined lead', async (verdicts, reason) => {
    const { outcome, leadId } = await inbox.receive('a', ask, verdicts);
    expect(outcome).toBe('quarantined');
    expect(await inbox.store.load(leadId ?? '')).toMatchObject({ state: 'quarantined', reason });
  });

  it('changes nothing about somebody who is known', async () => {
    const { leadId } = await inbox.receive('a', ask);
    const spam = await inbox.receive('b', eml({ from: 'Casino <anna.berg@firma.example>', body: 'Hallo' }), {
      spam: 'FAIL',
    });
    expect(spam).toMatchObject({ outcome: 'quarantined' });
    expect(await inbox.store.load(leadId ?? '')).toMatchObject({
      state: 'received',
      facts: { name: 'Anna Berg' },
    });
  });

  it.each([[{ dmarc: 'FAIL' }], [{ dmarc: 'GRAY', spf: 'FAIL', dkim: 'GRAY' }]])(
    'joins nobody while its sender is not proven: %j',
    async (verdicts) => {
      const { leadId } = await inbox.receive('a', ask);
      const other = await inbox.receive('b', ask, verdicts);
      expect(other.outcome).toBe('created');
      expect(other.leadId).not.toBe(leadId);
    },
  );

  it.each([[{ spf: 'PASS', dkim: 'FAIL' }], [{ spf: 'FAIL', dkim: 'PASS' }]])(
    'is believed by one proof where its domain asks for none: %j',
    async (verdicts) => {
      const { leadId } = await inbox.receive('a', ask);
      const more = eml({ body: 'Und noch eine Frage.' });
      expect((await inbox.receive('b', more, { dmarc: 'GRAY', ...verdicts })).leadId).toBe(leadId);
    },
  );

  it.each([[eml({ subject: '', body: '' })]])('without any wish waits for review', async (raw) => {
    expect((await inbox.receive('a', raw)).outcome).toBe('quarantined');
  });
});

describe('what the queue delivers', () => {
  it.each([
    [{ Message: JSON.stringify({ notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'x' }) }, null],
    [{ Message: 'Successfully validated SNS topic' }, undefined],
    [{ Message: '{"notificationType":"Received"}' }, undefined],
    [{}, undefined],
  ])('%j', (body, expected) => {
    expect(MailNotice.safeParse(body).data?.Message).toBe(expected);
  });

  it('comes again while the mail itself is not there', async () => {
    const { Message: notice } = MailNotice.parse(message('missing'));
    if (!notice) throw new Error('no notice');
    await expect(receiveMail(inbox, notice, 'cor-1')).rejects.toMatchObject({
      code: 'mail-missing',
      retryable: true,
    });
  });
});

describe('a mail that somebody passes on for a colleague', () => {
  const body =
    'Zur Info.\n\nVon: Lena Vogt <lena.vogt@firma.example>\nGesendet: heute\nAn: anna\nBetreff: Preis\n\nWir brauchen 20 Plätze.';
  const forwarded = eml({ subject: 'WG: Preis', body, headers: { 'Message-ID': '<9@firma.example>' } });
  const own = eml({ from: 'Lena Vogt <lena.vogt@firma.example>', body: 'Bitte ein Angebot.' });

  it('is an inquiry of the lead of the colleague, not of the one who passed it on (R54)', async () => {
    const lena = await inbox.receive('own', own);
    const anna = await inbox.receive('anna', ask);
    expect(await inbox.receive('fwd', forwarded)).toMatchObject({ outcome: 'merged', leadId: lena.leadId });
    expect((await inbox.store.load(anna.leadId ?? ''))?.inquiries).toHaveLength(1);
  });

  it('joins nobody where it is not proven to come from their company', async () => {
    const lena = await inbox.receive('own', own);
    const passedOn = await inbox.receive('fwd', forwarded, { dmarc: 'FAIL' });
    expect(passedOn.leadId).not.toBe(lena.leadId);
    expect((await inbox.store.load(lena.leadId ?? ''))?.inquiries).toHaveLength(1);
  });
});
