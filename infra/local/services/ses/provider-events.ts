import { randomUUID } from 'node:crypto';
import type { CloudModel } from '../../contract.ts';
import type { Bus } from '../events/bus.ts';
import { isRecord } from '../json.ts';
import type { SentMail } from './mail-store.ts';

export const PROVIDER_EVENTS = ['send', 'delivery', 'bounce', 'complaint', 'open', 'click'] as const;
type ProviderEvent = (typeof PROVIDER_EVENTS)[number];

/** Names of SES events on EventBridge ("Monitoring SES events using Amazon EventBridge"). */
const NAMES = {
  send: { detailType: 'Email Sent', eventType: 'Send' },
  delivery: { detailType: 'Email Delivered', eventType: 'Delivery' },
  bounce: { detailType: 'Email Bounced', eventType: 'Bounce' },
  complaint: { detailType: 'Email Complaint Received', eventType: 'Complaint' },
  open: { detailType: 'Email Opened', eventType: 'Open' },
  click: { detailType: 'Email Clicked', eventType: 'Click' },
} as const satisfies Record<ProviderEvent, { detailType: string; eventType: string }>;

/** What happened to a mail, when (ISO instant), and what is different from the usual case of that event. */
export interface Happening {
  readonly mail: SentMail;
  readonly type: ProviderEvent;
  readonly at: string;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * Tells an event of a mail as SES does: only if the mail's configuration set has an enabled EventBridge destination
 * for that type. Answers whether it was told.
 */
export function tellProviderEvent(happening: Happening, bus: Bus, model: CloudModel): boolean {
  const { mail, type, at } = happening;
  if (!isPublished(mail.configurationSet, type, model)) return false;
  const { detailType } = NAMES[type];
  const sets = `arn:aws:ses:${model.region}:${model.account}:configuration-set/${mail.configurationSet}`;
  bus.emit({
    source: 'aws.ses',
    detailType,
    resources: [sets],
    time: at,
    detail: eventDetail(happening, model),
  });
  return true;
}

function isPublished(configurationSet: string | null, type: ProviderEvent, model: CloudModel): boolean {
  return model.resources('AWS::SES::ConfigurationSetEventDestination').some(({ properties }) => {
    const destination = properties.EventDestination;
    if (properties.ConfigurationSetName !== configurationSet || !isRecord(destination)) return false;
    const types = Array.isArray(destination.MatchingEventTypes) ? destination.MatchingEventTypes : [];
    return (
      destination.Enabled !== false && isRecord(destination.EventBridgeDestination) && types.includes(type)
    );
  });
}

/** The `detail` of the event: `eventType`, the mail with its tags, and one object named for the event. */
export function eventDetail(happening: Happening, model: Pick<CloudModel, 'region' | 'account'>): unknown {
  const { mail, type, at, extra } = happening;
  return {
    eventType: NAMES[type].eventType,
    mail: {
      timestamp: mail.sentAt,
      source: mail.source,
      sourceArn: `arn:aws:ses:${model.region}:${model.account}:identity/${mail.source}`,
      sendingAccountId: model.account,
      messageId: mail.messageId,
      destination: mail.recipients,
      headersTruncated: false,
      headers: [],
      commonHeaders: {
        from: [mail.source],
        to: mail.recipients,
        messageId: mail.messageId,
        subject: mail.subject,
      },
      tags: eventTags(mail),
    },
    [type]: { ...usualCase(mail, type, at), ...extra },
  };
}

function eventTags(mail: SentMail): Record<string, string[]> {
  const own = Object.entries(mail.tags).map(([name, value]) => [name, [value]]);
  return {
    'ses:operation': ['SendRawEmail'],
    'ses:configuration-set': [mail.configurationSet ?? ''],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [mail.source.split('@').at(-1) ?? ''],
    ...Object.fromEntries(own),
  };
}

function usualCase(mail: SentMail, type: ProviderEvent, at: string): Record<string, unknown> {
  const addresses = mail.recipients.map((emailAddress) => ({ emailAddress }));
  const reader = { ipAddress: '127.0.0.1', timestamp: at, userAgent: 'local' };
  switch (type) {
    case 'send':
      return {};
    case 'delivery':
      return {
        timestamp: at,
        processingTimeMillis: 0,
        recipients: mail.recipients,
        smtpResponse: '250 2.0.0 OK',
        reportingMTA: 'local.amazonses.com',
      };
    case 'bounce':
      return {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: addresses.map((address) => ({
          ...address,
          action: 'failed',
          status: '5.1.1',
          diagnosticCode: 'smtp; 550 5.1.1 user unknown',
        })),
        timestamp: at,
        feedbackId: randomUUID(),
        reportingMTA: 'dsn; local.amazonses.com',
      };
    case 'complaint':
      return {
        complainedRecipients: addresses,
        timestamp: at,
        feedbackId: randomUUID(),
        complaintFeedbackType: 'abuse',
      };
    case 'open':
      return reader;
    case 'click':
      return { ...reader, link: '', linkTags: null };
  }
}
