import { randomInt } from 'node:crypto';
import type { Resource } from '../../contract.ts';
import { isRecord } from '../json.ts';
import type { MessageHead } from './message.ts';

export interface ReceiptRule {
  readonly bucket: string;
  readonly prefix: string;
  readonly topic: string | undefined;
}

/**
 * The S3 action of the first enabled receipt rule that takes a recipient: an address, a domain, `.domain` for what
 * is below it, or no recipients at all for everything. Undefined: SES would refuse the mail at the door.
 */
export function ruleFor(recipient: string, rules: readonly Resource[]): ReceiptRule | undefined {
  for (const { properties } of rules) {
    const rule = properties.Rule;
    if (!isRecord(rule) || rule.Enabled === false || !takes(rule.Recipients, recipient.toLowerCase()))
      continue;
    const actions = Array.isArray(rule.Actions) ? rule.Actions : [];
    const action = actions.filter(isRecord).find((candidate) => isRecord(candidate.S3Action))?.S3Action;
    if (!isRecord(action)) continue;
    return {
      bucket: String(action.BucketName),
      prefix: String(action.ObjectKeyPrefix ?? ''),
      topic: action.TopicArn === undefined ? undefined : String(action.TopicArn),
    };
  }
  return undefined;
}

function takes(recipients: unknown, address: string): boolean {
  if (!Array.isArray(recipients) || recipients.length === 0) return true;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return recipients.some((recipient) => {
    const wanted = String(recipient).toLowerCase();
    // SES takes an address with any label for the address itself: `a+b@c` for `a@c`.
    if (wanted.includes('@')) return [address, address.replace(/\+[^@]*/, '')].includes(wanted);
    return wanted.startsWith('.') ? domain.endsWith(wanted) : wanted === domain;
  });
}

/**
 * An id as SES gives to received mail: 40 lower-case letters and digits. It names the stored object, and the intake
 * calls the inquiry `inq_` + this id, so whoever sent the mail can ask what became of it.
 */
export function newMessageId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 40 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** The id under which GET /v1/inquiries/{id} tells what became of a received mail; the intake makes the same. */
export function inquiryIdOf(messageId: string): string {
  return `inq_${messageId}`;
}

export const VERDICTS = ['spam', 'virus', 'spf', 'dkim', 'dmarc'] as const;
export type Verdicts = Record<(typeof VERDICTS)[number], string>;

export interface ReceivedMail {
  readonly messageId: string;
  /** ISO instant. */
  readonly at: string;
  readonly recipients: readonly string[];
  readonly head: MessageHead;
  readonly verdicts: Verdicts;
  readonly rule: ReceiptRule;
}

/** The headers SES puts before the message it stores. */
export function receivedHeaders({ messageId, at, head, recipients, verdicts }: ReceivedMail): string {
  const lines = [
    `Return-Path: <${head.from}>`,
    `Received: from local (local [127.0.0.1]) by inbound-smtp.amazonaws.com with SMTP id ${messageId}` +
      ` for ${recipients[0]}; ${new Date(at).toUTCString()}`,
    `X-SES-Spam-Verdict: ${verdicts.spam}`,
    `X-SES-Virus-Verdict: ${verdicts.virus}`,
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** SES tells of at most 10 KB of headers. */
const MAX_HEADER_BYTES = 10 * 1024;

/** The headers that fit, in their order. */
function toldHeaders(headers: MessageHead['headers']): MessageHead['headers'] {
  let size = 0;
  return headers.filter(({ name, value }) => {
    size += Buffer.byteLength(name) + Buffer.byteLength(value);
    return size <= MAX_HEADER_BYTES;
  });
}

/** The notification of SES ("Contents of notifications for Amazon SES email receiving") of an S3 action. */
export function receiptNotification(mail: ReceivedMail): unknown {
  const { messageId, at, head, recipients, verdicts, rule } = mail;
  const headers = toldHeaders(head.headers);
  const verdict = Object.fromEntries(VERDICTS.map((name) => [`${name}Verdict`, { status: verdicts[name] }]));
  return {
    notificationType: 'Received',
    mail: {
      timestamp: at,
      source: head.from,
      messageId,
      destination: recipients,
      headersTruncated: headers.length < head.headers.length,
      headers,
      commonHeaders: {
        returnPath: head.from,
        from: [head.from],
        to: head.to,
        subject: head.subject,
        ...(head.date && { date: head.date }),
        ...(head.messageId && { messageId: head.messageId }),
      },
    },
    receipt: {
      timestamp: at,
      processingTimeMillis: 0,
      recipients,
      ...verdict,
      ...(verdicts.dmarc === 'FAIL' && { dmarcPolicy: 'none' }),
      action: {
        type: 'S3',
        ...(rule.topic && { topicArn: rule.topic }),
        bucketName: rule.bucket,
        objectKeyPrefix: rule.prefix,
        objectKey: `${rule.prefix}${messageId}`,
      },
    },
  };
}
