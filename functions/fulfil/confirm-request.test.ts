import { describe, expect, it } from 'vitest';
import type { Finding } from '../../shared/domain/facts.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import { confirmRequest } from './confirm-request.ts';
import { anna, minutesLater, pointer, received, world } from './testing.ts';

const note = (code: string): Finding => ({ field: 'email', code, severity: 'note', message: '' });

/** Somebody asks by mail for the own data. */
async function asked(whole: Partial<Inquiry> = {}) {
  const { receive, write, ...rest } = world();
  const mail = {
    messageId: '<1@kunde.example>',
    from: anna.email ?? '',
    subject: 'Meine Daten',
    facts: anna,
  };
  await receive({
    inquiry: { concern: 'rights', messageId: '<1@kunde.example>' },
    whole: { ...mail, ...whole },
  });
  const at = minutesLater(1);
  const data = { run: 'rights:1', right: 'access', inquiryId: 'inq_1' } as const;
  await write('lead_1', [{ type: 'RightsRequested', data }], at);
  return { ...rest, event: pointer('RightsRequested', 'lead_1', 'inq_1', at) };
}

describe('who asks by mail for something about the own data (R191)', () => {
  it('hears once that it arrived and until when it is seen to, and nothing that is known of them', async () => {
    const { ports, mailer, event, lead } = await asked();
    for (let i = 0; i < 3; i++) await confirmRequest(ports, event, minutesLater(2 + i));
    expect(mailer.sent).toHaveLength(1);
    const [mail] = mailer.sent;
    expect(mail).toMatchObject({
      to: anna.email,
      subject: 'Re: Meine Daten',
      inReplyTo: '<1@kunde.example>',
    });
    const limit = (await lead()).clocks.find(({ name }) => name === 'rights')?.limit ?? '';
    const day = new Intl.DateTimeFormat('de', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
    expect(mail?.text).toContain(`spätestens am ${day.format(new Date(limit))}`);
    expect(limit > received).toBe(true);
    for (const text of [mail?.text, mail?.html]) expect(text).not.toMatch(/Anna|Schmidt|\/v1\//);
  });

  it('hears it in the language of the mail', async () => {
    const { ports, mailer, event } = await asked({ facts: { ...anna, language: 'en' } });
    await confirmRequest(ports, event, minutesLater(2));
    expect(mailer.sent[0]?.text).toContain('Your request about your personal data has arrived.');
  });

  it.each<[string, Partial<Inquiry>]>([
    ['may not be who they say', { findings: [note('sender-unproven')] }],
    ['is not who they say', { findings: [note('sender-forged')] }],
    ['asked over a form or the phone', { messageId: undefined }],
  ])('hears nothing by mail where somebody %s', async (_, whole) => {
    const { ports, mailer, event } = await asked(whole);
    await confirmRequest(ports, event, minutesLater(2));
    expect(mailer.sent).toEqual([]);
  });
});
