import { describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import { answerInquiries } from './answer-inquiry.ts';
import { MailReport, settleMail } from './settle-mail.ts';
import { minutesLater, received, report, world } from './testing.ts';

const chrome = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';

/** Given an answered inquiry, when the provider reports something twice, then … */
async function reported(eventType: string, bounceType?: string) {
  const given = world();
  await answerInquiries(given.ports, await given.receive(), received);
  const [mail] = given.mailer.sent;
  if (!mail) throw new Error('no mail was sent');
  for (const minute of [1, 2]) {
    await settleMail(
      given.ports,
      MailReport.parse(report(eventType, mail, bounceType)),
      minutesLater(minute),
    );
  }
  return { ...given, history: (await given.history()).slice(1) };
}

describe('what the mail provider reports of an answer', () => {
  it.each([
    ['that it left', 'Send', undefined],
    ['that it arrived', 'Delivery', undefined],
    ['that it is late', 'DeliveryDelay', undefined],
    ['that a mailbox is full', 'Bounce', 'Transient'],
    ['that it does not know why it came back', 'Bounce', 'Undetermined'],
  ])('changes nothing: %s', async (_what, eventType, bounceType) => {
    expect((await reported(eventType, bounceType)).history).toEqual([]);
  });

  it.each([
    ['the address does not exist', 'Bounce', 'Permanent', 'bounced'],
    ['the mail was refused for its content', 'Reject', undefined, 'rejected'],
  ])('goes to a person once: %s', async (_what, eventType, bounceType, reason) => {
    const { history, lead } = await reported(eventType, bounceType);
    expect(history).toMatchObject([{ type: 'AnswerFailed', data: { inquiryId: 'inq_1', reason } }]);
    expect((await lead()).inquiries[0]).toMatchObject({ answered: { at: received }, failed: { reason } });
  });

  it('is noted once: a complaint', async () => {
    const { history } = await reported('Complaint');
    expect(history).toMatchObject([{ type: 'NoteAdded', data: { text: 'complaint' }, by: 'system' }]);
  });

  it('settles a mail to staff of which nobody knew whether it left, and is of no meaning else', async () => {
    const given = world();
    await given.ports.claims.claim('bundle:note_1', received);
    const tell = (eventType: string) => {
      const mail = { messageId: 'm', tags: { kind: ['bundle'], bundle: ['note_1'] } };
      return settleMail(given.ports, { detail: { eventType, mail } }, received);
    };
    await tell('Delivery');
    expect(await given.ports.claims.read('bundle:note_1')).toMatchObject({ outcome: 'in-doubt' });
    await tell('Send');
    expect(await given.ports.claims.read('bundle:note_1')).toMatchObject({ outcome: 'done', reference: 'm' });
  });

  it.each([
    ['Bounce', { bounceType: 'Permanent' }, 'refused'],
    ['Bounce', { bounceType: 'Transient' }, undefined],
    ['Reject', undefined, 'refused'],
  ])(
    'is kept of a mail to staff that came back, for whoever sent it: %s %o',
    async (eventType, bounce, outcome) => {
      const given = world();
      const mail = { messageId: 'm', tags: { kind: ['digest'], bundle: ['digest-a-week-2026-11-22'] } };
      await settleMail(given.ports, { detail: { eventType, mail, ...(bounce ? { bounce } : {}) } }, received);
      const claim = await given.ports.claims.read('returned:digest-a-week-2026-11-22');
      expect(claim?.outcome).toBe(outcome);
    },
  );

  it('is left alone where the mail was no answer', async () => {
    const given = world();
    await given.receive();
    const detail = {
      eventType: 'Bounce',
      mail: { messageId: 'm', tags: { kind: ['staff'], leadId: ['lead_1'] } },
    };
    await settleMail(given.ports, { detail: { ...detail, bounce: { bounceType: 'Permanent' } } }, received);
    expect(await given.history()).toEqual([]);
  });
});

describe('what is done with an answer (R98)', () => {
  async function sent(given: boolean) {
    const of = world();
    const consents = { tracking: { given, at: received, source: 'web' } };
    await answerInquiries(of.ports, await of.receive({ consents }), received);
    const [mail] = of.mailer.sent;
    if (!mail) throw new Error('no mail was sent');
    const tell = async (eventType: string, what: object) => {
      const { detail } = report(eventType, mail);
      await settleMail(of.ports, MailReport.parse({ detail: { ...detail, ...what } }), minutesLater(60));
    };
    const acts = async () => (await of.lead()).behaviour ?? [];
    return { mail, tell, acts };
  }
  const read = (seconds: number, more = {}) => ({
    timestamp: new Date(Date.parse(received) + seconds * 1000).toISOString(),
    userAgent: chrome,
    link: 'https://www.example.com',
    ...more,
  });
  /** What `SES` counts leads over its own page; ours are marked to be left as they are. */
  const ours = (mail: OutgoingMail) =>
    [...mail.html.matchAll(/<a ([^>]*)href="([^"]+)"/g)].map(([, mark, address]) => ({ mark, address }));

  it('is heard of over our own links, in both forms of the mail, where the person agreed', async () => {
    const { mail } = await sent(true);
    const [first] = ours(mail);
    expect(first?.address).toMatch(/^https:\/\/leads\.example\/v1\/r\/[\w-]+\.[\w-]+$/);
    expect(mail.text).toContain(first?.address);
    expect(ours(mail).filter(({ mark }) => !mark?.includes('ses:no-track'))).toEqual([]);
    expect(mail.html).toContain('href="https://www.example.com/datenschutz"');
    expect(mail.followed).toBe(true);
  });

  it('is not heard of else: plain addresses, and no word to the provider', async () => {
    const { mail, tell, acts } = await sent(false);
    expect(JSON.stringify([mail.html, mail.text])).not.toMatch(/\/v1\/r\/|no-track/);
    expect(mail.followed).toBeUndefined();
    await tell('Open', { open: read(60) });
    expect(await acts()).toEqual([]);
  });

  it('is kept once: opened and clicked', async () => {
    const { tell, acts } = await sent(true);
    for (let n = 0; n < 2; n++) {
      await tell('Open', { open: read(60) });
      await tell('Click', { click: read(90) });
    }
    expect((await acts()).map((act) => [act.type, act.mail, act.void])).toEqual([
      ['mail-open', 'inq_1', undefined],
      ['mail-click', 'inq_1', undefined],
    ]);
  });

  it('is known already where the link led over us', async () => {
    const { mail, tell, acts } = await sent(true);
    await tell('Click', { click: read(60, { link: ours(mail)[0]?.address }) });
    expect(await acts()).toEqual([]);
  });

  it('is worth nothing within seconds of the arrival, also where that is told later, or by a robot', async () => {
    const { tell, acts } = await sent(true);
    await tell('Click', { click: read(605) });
    await tell('Open', { open: read(900, { userAgent: 'BarracudaSentinel (scan)' }) });
    expect((await acts()).map((act) => act.void)).toEqual([undefined, 'robot']);
    await tell('Delivery', { delivery: { timestamp: read(600).timestamp } });
    expect((await acts()).map((act) => [act.type, act.void])).toEqual([
      ['mail-delivered', undefined],
      ['mail-click', 'too-soon'],
      ['mail-open', 'robot'],
    ]);
  });
});
