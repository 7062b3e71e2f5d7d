import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  GetSendQuotaCommand,
  SESClient,
  SendRawEmailCommand,
  SendTemplatedEmailCommand,
} from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlRequest } from '../../contract.ts';
import { createBus } from '../events/bus.ts';
import { openStore } from '../store.ts';
import { clientOptions, resource, serve, testCloud } from '../test-cloud.ts';
import { openMailStore } from './mail-store.ts';
import { mailboxRoutes } from './mailbox.ts';
import { createMailService } from './send.ts';

const cloud = testCloud(
  [
    resource('AWS::SES::EmailIdentity', 'company.example'),
    resource('AWS::SES::ConfigurationSet', 'leitwerk'),
    resource('AWS::SES::ConfigurationSetEventDestination', 'events', {
      ConfigurationSetName: 'leitwerk',
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'bounce'],
        EventBridgeDestination: { EventBusArn: 'arn:aws:events:eu-central-1:000000000000:event-bus/default' },
      },
    }),
  ],
  [{ id: 'mail-events', bus: 'default', pattern: { source: ['aws.ses'] }, enabled: true, targets: [] }],
);
const store = openStore(cloud.dataDir);
const mails = openMailStore(store);
const bus = createBus(cloud);
const service = createMailService(cloud, mails, bus);
const routes = mailboxRoutes(cloud, mails, bus);
let front: Awaited<ReturnType<typeof serve>>;
let ses: SESClient;

beforeAll(async () => {
  front = await serve(service);
  ses = new SESClient({ ...clientOptions, endpoint: front.endpoint });
});
afterAll(async () => {
  ses.destroy();
  await front.close();
  store.close();
  cloud.remove();
});

async function mime(over: Record<string, unknown> = {}): Promise<Buffer> {
  const message = {
    from: 'Vertrieb <sales@company.example>',
    to: 'anna@kunde.example',
    subject: 'Ihre Unterlagen für Köln',
    text: 'Guten Tag',
    html: '<p>Guten Tag</p>',
    ...over,
  };
  return new MailComposer(message).compile().build();
}
const send = async (over: Partial<ConstructorParameters<typeof SendRawEmailCommand>[0]> = {}) =>
  ses.send(
    new SendRawEmailCommand({
      RawMessage: { Data: await mime() },
      ConfigurationSetName: 'leitwerk',
      ...over,
    }),
  );
const ask = (method: string, path: string, request: Partial<ControlRequest> & { n?: string } = {}) => {
  const route = routes.find((candidate) => candidate.method === method && candidate.path === path);
  if (!route) throw new Error(`no route ${path}`);
  const url = new URL('http://127.0.0.1/');
  return route.handle({
    method,
    url,
    headers: {},
    body: Buffer.alloc(0),
    params: { n: request.n ?? '' },
    ...request,
  });
};

describe('SES takes the mails of the system', () => {
  test('a mail is kept with its subject, recipient and tags, and Send and Delivery are told', async () => {
    const { MessageId } = await send({ Tags: [{ Name: 'lead', Value: 'lead_1' }] });
    await nextTurn();
    const list = await ask('GET', '/_local/mail');
    expect(JSON.parse(String(list.body))).toEqual([
      {
        n: 1,
        to: 'anna@kunde.example',
        subject: 'Ihre Unterlagen für Köln',
        sentAt: '2026-11-24T09:00:00.000Z',
        tags: { lead: 'lead_1' },
      },
    ]);
    expect(cloud.delivered.map(({ event }) => event['detail-type'])).toEqual([
      'Email Sent',
      'Email Delivered',
    ]);
    expect(cloud.delivered[1]?.event).toMatchObject({
      source: 'aws.ses',
      resources: ['arn:aws:ses:eu-central-1:000000000000:configuration-set/leitwerk'],
      detail: {
        eventType: 'Delivery',
        mail: { messageId: MessageId, destination: ['anna@kunde.example'], tags: { lead: ['lead_1'] } },
        delivery: { recipients: ['anna@kunde.example'] },
      },
    });
    expect(cloud.work.open).toBe(0);
  });

  test('the message goes out with the Message-ID of SES and without the headers for SES', async () => {
    const raw = await mime({
      bcc: 'hidden@company.example',
      headers: { 'X-SES-MESSAGE-TAGS': 'lead=lead_2, kind=package', 'X-SES-CONFIGURATION-SET': 'leitwerk' },
    });
    const { MessageId } = await ses.send(new SendRawEmailCommand({ RawMessage: { Data: raw } }));
    const mail = mails.list().at(-1);
    expect(mail).toMatchObject({ tags: { lead: 'lead_2', kind: 'package' }, configurationSet: 'leitwerk' });
    const text = mails.raw(mail?.n ?? 0)?.toString() ?? '';
    expect(text).toContain(`Message-ID: <${MessageId}@eu-central-1.amazonses.com>`);
    expect(text.match(/^message-id:/gim)).toHaveLength(1);
    expect(text).not.toMatch(/^(x-ses-|bcc)/im);
    expect(text).toContain('Guten Tag');
  });

  test.each([
    ['a sender the template does not know', { Source: 'x@elsewhere.example' }, 'MessageRejected'],
    [
      'a configuration set the template does not have',
      { ConfigurationSetName: 'other' },
      'ConfigurationSetDoesNotExistException',
    ],
    ['a recipient that is no address', { Destinations: ['nobody'] }, 'InvalidParameterValue'],
    ['a tag value with a space', { Tags: [{ Name: 'a', Value: 'b c' }] }, 'InvalidParameterValue'],
    ['an empty message', { RawMessage: { Data: Buffer.alloc(0) } }, 'InvalidParameterValue'],
  ])('%s is refused by name', async (_name, over, code) => {
    await expect(send(over)).rejects.toMatchObject({ name: code });
  });

  test('what is not built is refused, not left without an answer', async () => {
    const templated = new SendTemplatedEmailCommand({
      Source: 'a@company.example',
      Destination: {},
      Template: 't',
      TemplateData: '{}',
    });
    await expect(ses.send(templated)).rejects.toMatchObject({ name: 'InvalidAction' });
  });

  test('the quota can be asked for', async () => {
    expect(await ses.send(new GetSendQuotaCommand({}))).toMatchObject({ MaxSendRate: 14 });
  });

  test('mails accepted just before a kill are told after the restart', () => {
    const mail = {
      messageId: 'm',
      sentAt: '2026-11-24T09:00:00.000Z',
      source: 'sales@company.example',
      recipients: ['a@b.example'],
      subject: '',
      tags: {},
      configurationSet: 'leitwerk',
    };
    const n = mails.add(mail, Buffer.from('x'));
    const before = cloud.delivered.length;
    service.catchUp();
    expect(cloud.delivered.length - before).toBe(2);
    expect(mails.untold()).toEqual([]);
    expect(mails.get(n)?.messageId).toBe('m');
  });
});

describe('stopping the machine', () => {
  test('a mail accepted on the way down is told after the next start', async () => {
    const other = createMailService(cloud, mails, bus);
    const body = new URLSearchParams({
      'RawMessage.Data': (await mime()).toString('base64'),
      ConfigurationSetName: 'leitwerk',
    });
    const url = new URL('http://127.0.0.1/');
    const call = {
      service: 'ses',
      operation: 'SendRawEmail',
      caller: 'Test',
      method: 'POST',
      headers: {},
      url,
    };
    await other.handle({ ...call, body: Buffer.from(body.toString()) });
    other.stop();
    await nextTurn();
    expect([mails.untold().length, cloud.work.open]).toEqual([1, 0]);
    service.catchUp();
    expect(mails.untold()).toEqual([]);
  });
});

describe('the mailbox of the machine', () => {
  test('a bounce is told with what the caller says of it', async () => {
    const answer = await ask('POST', '/_local/mail/{n}/events', {
      n: '1',
      body: Buffer.from('{"type":"bounce","bounceType":"Transient"}'),
    });
    expect([answer.status, JSON.parse(String(answer.body))]).toEqual([
      202,
      { type: 'bounce', published: true },
    ]);
    expect(cloud.delivered.at(-1)?.event).toMatchObject({
      'detail-type': 'Email Bounced',
      detail: {
        bounce: { bounceType: 'Transient', bouncedRecipients: [{ emailAddress: 'anna@kunde.example' }] },
      },
    });
  });

  test('an event the configuration set does not pass on is not told', async () => {
    const before = cloud.delivered.length;
    const answer = await ask('POST', '/_local/mail/{n}/events', {
      n: '1',
      body: Buffer.from('{"type":"open"}'),
    });
    expect(JSON.parse(String(answer.body))).toEqual({ type: 'open', published: false });
    expect(cloud.delivered.length).toBe(before);
  });

  test.each([
    ['the raw message for programs', { n: '1' }, 200, /^Message-ID: </],
    ['a page for people', { n: '1', headers: { accept: 'text/html' } }, 200, /Ihre Unterlagen für Köln/],
    ['no such mail', { n: '99' }, 404, /no mail 99/],
    ['not a number', { n: 'x' }, 404, /no mail x/],
  ])('%s', async (_name, request, status, body) => {
    const answer = await ask('GET', '/_local/mail/{n}', request);
    expect([answer.status, String(answer.body)]).toEqual([status, expect.stringMatching(body)]);
  });

  test('mails to one address, whatever its case', async () => {
    const url = new URL('http://127.0.0.1/_local/mail?to=Anna%40Kunde.example');
    expect(JSON.parse(String((await ask('GET', '/_local/mail', { url })).body))).toHaveLength(3);
  });
});
