import { randomUUID } from 'node:crypto';
import type { Cloud } from '../contract.ts';

/**
 * SNS as far as the mail door needs it: hands a message to every queue subscribed to the topic, in the envelope of
 * SNS unless the subscription asks for raw delivery. Subscriptions that are no queue are refused by name.
 */
export function publishToTopic(
  cloud: Pick<Cloud, 'model' | 'now' | 'sendToQueue'>,
  topic: string,
  notification: { subject: string; message: string },
): void {
  for (const { properties } of cloud.model.resources('AWS::SNS::Subscription')) {
    if (properties.TopicArn !== topic) continue;
    if (properties.Protocol !== 'sqs')
      throw new Error(`SNS to ${String(properties.Protocol)} is not built locally`);
    const raw = String(properties.RawMessageDelivery) === 'true';
    const body = raw ? notification.message : envelope(topic, notification, cloud.now().toISOString());
    cloud.sendToQueue(String(properties.Endpoint), { body });
  }
}

function envelope(
  topic: string,
  { subject, message }: { subject: string; message: string },
  at: string,
): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: topic,
    Subject: subject,
    Message: message,
    Timestamp: at,
    SignatureVersion: '1',
    Signature: 'local',
    SigningCertURL: '',
    UnsubscribeURL: '',
  });
}
