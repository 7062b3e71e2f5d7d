import { describe, expect, it } from 'vitest';
import { answerInquiries } from './answer-inquiry.ts';
import { MailReport, settleMail } from './settle-mail.ts';
import { minutesLater, received, report, world } from './testing.ts';

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
