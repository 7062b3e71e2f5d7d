import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DescribeActiveReceiptRuleSetCommand,
  ListConfigurationSetsCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import * as z from 'zod';
import { s3Objects } from '../../../shared/adapters/aws/s3-objects.ts';
import { readHead } from '../../local/services/ses/message.ts';
import { eventDetail } from '../../local/services/ses/provider-events.ts';
import {
  inquiryIdOf,
  newMessageId,
  receiptNotification,
  receivedHeaders,
} from '../../local/services/ses/receipt.ts';
import { callByForm } from '../account.ts';
import { account } from './emulator.ts';

const Sent = z.object({
  MessageId: z.string(),
  To: z.array(z.string()),
  Subject: z.string(),
  BodyText: z.string().nullish(),
});
export type Sent = z.infer<typeof Sent>;

/** The mails that the emulator took for sending, in their order. */
export async function sentMails(): Promise<Sent[]> {
  const answer = await fetch(new URL('/_ministack/ses/messages', process.env.AWS_ENDPOINT_URL));
  const { messages } = z.object({ messages: z.record(z.string(), z.array(Sent)) }).parse(await answer.json());
  return messages[account.id] ?? [];
}

/**
 * Does for a raw mail what the active receipt rule says, as SES does on AWS: stores it and tells the topic.
 * @returns the id of the inquiry that becomes of it
 */
export async function receiveMail(raw: string): Promise<string> {
  const { Rules } = await new SESClient({}).send(new DescribeActiveReceiptRuleSetCommand({}));
  const action = Rules?.[0]?.Actions?.[0]?.S3Action;
  if (!action?.BucketName || !action.TopicArn) throw new Error('no active receipt rule stores mails');
  const rule = { bucket: action.BucketName, prefix: action.ObjectKeyPrefix ?? '', topic: action.TopicArn };
  const head = await readHead(Buffer.from(raw));
  const verdicts = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' };
  const at = new Date().toISOString();
  const mail = { messageId: newMessageId(), at, recipients: head.recipients, head, verdicts, rule };
  const key = `${rule.prefix}${mail.messageId}`;
  await s3Objects(rule.bucket).put(key, receivedHeaders(mail) + raw, 'application/octet-stream');
  await callByForm('sns', {
    Action: 'Publish',
    Version: '2010-03-31',
    TopicArn: rule.topic,
    Subject: 'Amazon SES Email Receipt Notification',
    Message: JSON.stringify(receiptNotification(mail)),
  });
  return inquiryIdOf(mail.messageId);
}

/** Tells that an answer came back, as SES tells on the default bus; the emulator's SES tells nothing. */
export async function reportBounce(of: { leadId: string; inquiryId: string; to: string }): Promise<void> {
  const { ConfigurationSets: [set] = [] } = await new SESClient({}).send(
    new ListConfigurationSetsCommand({}),
  );
  const mail = {
    n: 1,
    messageId: 'proof',
    sentAt: new Date().toISOString(),
    source: 'anfragen@leitwerk.example',
    recipients: [of.to],
    subject: '',
    tags: {
      kind: 'answer',
      leadId: of.leadId,
      inquiryId: of.inquiryId,
      correlationId: 'proof',
      package: 'general-de',
      rulesHash: 'proof',
    },
    configurationSet: set?.Name ?? '',
  };
  const place = { region: account.region, account: account.id };
  const detail = eventDetail({ mail, type: 'bounce', at: mail.sentAt }, place);
  const entry = { Source: 'aws.ses', DetailType: 'Email Bounced', Detail: JSON.stringify(detail) };
  const { FailedEntryCount } = await new EventBridgeClient({}).send(
    new PutEventsCommand({ Entries: [entry] }),
  );
  if (FailedEntryCount) throw new Error('the bus refused the event');
}
