import { afterEach, describe, expect, test } from 'vitest';
import type { Resource } from '../../contract.ts';
import { resource, type TestCloud, testCloud } from '../test-cloud.ts';
import { inboundRoute } from './inbound.ts';
import { ruleFor } from './receipt.ts';

const rule = (Recipients: string[] | undefined, over: Record<string, unknown> = {}) =>
  resource('AWS::SES::ReceiptRule', 'rule', {
    RuleSetName: 'set',
    Rule: {
      Enabled: true,
      Recipients,
      Actions: [{ S3Action: { BucketName: 'raw', ObjectKeyPrefix: 'mail/', TopicArn: 'arn:topic' } }],
      ...over,
    },
  });
const subscription = (over: Record<string, unknown> = {}) =>
  resource('AWS::SNS::Subscription', 'sub', {
    TopicArn: 'arn:topic',
    Protocol: 'sqs',
    Endpoint: 'arn:inbound',
    ...over,
  });
const raw = Buffer.from(
  'From: Jürgen <juergen@kunde.example>\r\nTo: sales@company.example\r\nSubject: =?utf-8?q?Anfrage_K=C3=B6ln?=\r\nMessage-ID: <1@kunde>\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\n\r\nBitte um Angebot\r\n',
);
let cloud: TestCloud;
afterEach(() => cloud.remove());

async function receive(resources: Resource[], query = '', body = raw) {
  cloud = testCloud(resources);
  const url = new URL(`http://127.0.0.1/_local/email?${query}`);
  const answer = await inboundRoute(cloud).handle({ method: 'POST', url, params: {}, headers: {}, body });
  return { status: answer.status, body: JSON.parse(String(answer.body)) };
}

describe('a mail that comes in does what the receipt rule of the template says', () => {
  test('the mail is stored and the queue is told where, with the verdicts, in the envelope of SNS', async () => {
    const answer = await receive(
      [rule(['company.example']), subscription()],
      'to=sales%40company.example&spam=FAIL',
    );
    expect(answer).toEqual({ status: 202, body: { id: expect.stringMatching(/^inq_[a-z0-9]{40}$/) } });
    const messageId = answer.body.id.slice('inq_'.length);
    const stored = (await cloud.objects.get('raw', `mail/${messageId}`))?.body.toString();
    expect(stored).toMatch(
      /^Return-Path: <juergen@kunde.example>\r\nReceived: .*\r\nX-SES-Spam-Verdict: FAIL\r\n/,
    );
    expect(stored?.endsWith('Bitte um Angebot\r\n')).toBe(true);
    expect(cloud.sent.map(({ queue }) => queue)).toEqual(['arn:inbound']);
    const envelope = JSON.parse(cloud.sent[0]?.body ?? '');
    expect(envelope).toMatchObject({ Type: 'Notification', TopicArn: 'arn:topic' });
    expect(JSON.parse(envelope.Message)).toMatchObject({
      notificationType: 'Received',
      mail: {
        messageId,
        source: 'juergen@kunde.example',
        destination: ['sales@company.example'],
        commonHeaders: { subject: 'Anfrage Köln', messageId: '<1@kunde>' },
      },
      receipt: {
        recipients: ['sales@company.example'],
        spamVerdict: { status: 'FAIL' },
        dmarcVerdict: { status: 'PASS' },
        action: { type: 'S3', topicArn: 'arn:topic', bucketName: 'raw', objectKey: `mail/${messageId}` },
      },
    });
  });

  test('raw message delivery leaves the envelope out', async () => {
    await receive([rule(undefined), subscription({ RawMessageDelivery: true })]);
    expect(JSON.parse(cloud.sent[0]?.body ?? '')).toMatchObject({ notificationType: 'Received' });
  });

  test('a mail without a blank line is taken as SES takes it, and its endless header is not told', async () => {
    const answer = await receive(
      [rule(undefined), subscription({ RawMessageDelivery: true })],
      'to=a%40b.test',
      Buffer.alloc(5_000_000, 'a'),
    );
    expect(answer.status).toBe(202);
    expect(cloud.sent[0]?.body.length).toBeLessThan(256 * 1024);
  });

  test('headers beyond 10 KB are not told', async () => {
    const long = Buffer.from(`X-Long: ${'y'.repeat(11_000)}\r\n${raw.toString()}`);
    await receive([rule(undefined), subscription({ RawMessageDelivery: true })], '', long);
    expect(JSON.parse(cloud.sent[0]?.body ?? '').mail).toMatchObject({ headersTruncated: true, headers: [] });
  });

  test.each([
    ['mail to nobody the template knows', [rule(['other.example'])], '', raw, 404],
    ['an empty body', [rule(undefined)], '', Buffer.alloc(0), 400],
    ['a verdict that does not exist', [rule(undefined)], 'spam=maybe', raw, 400],
    ['a mail over 40 MB', [rule(undefined)], '', Buffer.alloc(40 * 1024 * 1024 + 1), 413],
  ])('%s is refused', async (_name, resources, query, body, status) => {
    expect((await receive(resources, query, body)).status).toBe(status);
  });

  test.each([
    ['its address', ['sales@company.example'], true],
    ['its address, other case', ['Sales@Company.example'], true],
    ['another address', ['info@company.example'], false],
    ['its domain', ['company.example'], true],
    ['a domain above it is not enough', ['example'], false],
    ['below a domain', ['.example'], true],
    ['no recipients: everything', undefined, true],
  ])('a rule takes sales@company.example by %s', (_name, recipients, expected) => {
    cloud = testCloud();
    expect(ruleFor('sales@company.example', [rule(recipients)]) !== undefined).toBe(expected);
  });

  test('a rule that is switched off takes nothing', () => {
    cloud = testCloud();
    expect(ruleFor('a@b.example', [rule(undefined, { Enabled: false })])).toBeUndefined();
  });
});
