import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../ports/mailer.ts';
import { sesMailer } from './ses-mailer.ts';

const ses = mockClient(SESClient);
beforeEach(() => {
  ses.reset();
  pauses.length = 0;
});

const mail: OutgoingMail = {
  from: { name: 'Nordlicht', address: 'info@leitwerk.example' },
  to: 'anna@müller.example',
  subject: 'Ihre Anfrage',
  text: 'Guten Tag',
  html: '<p>Guten Tag</p>',
  headers: { 'Auto-Submitted': 'auto-replied' },
  tags: { kind: 'answer', event: 'lead_1.3' },
  attachments: [],
};
const pauses: number[] = [];
const pause = async (milliseconds: number) => pauses.push(milliseconds);
const send = (change: Partial<OutgoingMail> = {}) =>
  sesMailer('leitwerk', { pause }).send({ ...mail, ...change });

function refusal(name: string, httpStatusCode: number, message = name): SESServiceException {
  return new SESServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } });
}

function network(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('a mail over SES', () => {
  it('goes to one address in ASCII, with tags that SES takes, under the configuration set', async () => {
    ses.on(SendRawEmailCommand).resolves({ MessageId: 'm-1' });
    expect(await send()).toEqual({ outcome: 'sent', messageId: 'm-1' });
    const { RawMessage, ...input } = ses.commandCalls(SendRawEmailCommand)[0]?.args[0].input ?? {};
    expect(input).toEqual({
      Source: 'info@leitwerk.example',
      Destinations: ['anna@xn--mller-kva.example'],
      ConfigurationSetName: 'leitwerk',
      Tags: [
        { Name: 'kind', Value: 'answer' },
        { Name: 'event', Value: 'lead_1_3' },
      ],
    });
  });

  it.each([
    'no address',
    'anna@',
    'a@b.example, c@d.example',
    '<a@b.example>',
    'a@b.example\r\nBcc: c@d.example',
    'jürgen@b.example',
    'a@localhost',
    `${'a'.repeat(65)}@b.example`,
  ])('is refused without asking SES for the address %j', async (to) => {
    expect(await send({ to })).toEqual({ outcome: 'refused', reason: 'invalid-address' });
    expect(ses.commandCalls(SendRawEmailCommand)).toHaveLength(0);
  });

  it('is refused where it is larger than SES takes', async () => {
    const content = new Uint8Array(8 * 1024 * 1024);
    const attachments = [{ name: 'a.pdf', contentType: 'application/pdf', content }];
    expect(await send({ attachments })).toEqual({ outcome: 'refused', reason: 'too-large' });
  });

  it.each([
    ['MessageRejected', refusal('MessageRejected', 400)],
    ['InvalidParameterValue', refusal('InvalidParameterValue', 400)],
  ])('is refused for good by %s', async (reason, error) => {
    ses.on(SendRawEmailCommand).rejects(error);
    expect(await send()).toEqual({ outcome: 'refused', reason });
  });

  it.each([
    ['mail-throttled', 'too many a second', refusal('Throttling', 400)],
    ['mail-unavailable', 'a paused account', refusal('AccountSendingPausedException', 400)],
    ['mail-unavailable', 'a missing permission', refusal('AccessDenied', 403)],
    [
      'mail-unavailable',
      'an unverified sender',
      refusal('MessageRejected', 400, 'Email address is not verified.'),
    ],
    ['mail-unavailable', 'an unreachable service', network('ECONNREFUSED')],
    ['mail-in-doubt', 'a failing service', refusal('InternalFailure', 500)],
    ['mail-in-doubt', 'a connection cut after sending', network('ECONNRESET')],
    ['mail-in-doubt', 'no answer in time', Object.assign(new Error('late'), { name: 'TimeoutError' })],
  ])('ends in %s for %s, and may be tried again', async (code, _what, error) => {
    ses.on(SendRawEmailCommand).rejects(error);
    await expect(send()).rejects.toMatchObject({ code, retryable: true });
  });

  it('waits for its turn where it comes too fast, up to 20 s', async () => {
    ses
      .on(SendRawEmailCommand)
      .rejectsOnce(refusal('Throttling', 400))
      .rejectsOnce(refusal('Throttling', 400))
      .resolves({ MessageId: 'm-3' });
    expect(await send()).toEqual({ outcome: 'sent', messageId: 'm-3' });
    expect(pauses).toHaveLength(2);
    ses.on(SendRawEmailCommand).rejects(refusal('Throttling', 400));
    await expect(send()).rejects.toMatchObject({ code: 'mail-throttled' });
    expect(pauses.reduce((sum, milliseconds) => sum + milliseconds)).toBeLessThanOrEqual(21_500);
  });

  it('is in doubt where SES gives no id', async () => {
    ses.on(SendRawEmailCommand).resolves({});
    await expect(send()).rejects.toMatchObject({ code: 'mail-in-doubt' });
  });
});
