import type { Cloud, ControlAnswer, ControlRequest, ControlRoute } from '../../contract.ts';
import { json, problem } from '../answers.ts';
import { publishToTopic } from '../topic.ts';
import { readHead } from './message.ts';
import {
  inquiryIdOf,
  newMessageId,
  type ReceivedMail,
  receiptNotification,
  receivedHeaders,
  ruleFor,
  VERDICTS,
  type Verdicts,
} from './receipt.ts';

/** Largest mail SES receives into S3, bytes. */
const MAX_BYTES = 40 * 1024 * 1024;
const STATES = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED'];

type InboundCloud = Pick<Cloud, 'model' | 'now' | 'objects' | 'sendToQueue'>;

/** `POST /_local/email`: takes a raw mail as the template's receipt rule would. */
export function inboundRoute(cloud: InboundCloud): ControlRoute {
  return { method: 'POST', path: '/_local/email', handle: (request) => receive(request, cloud) };
}

async function receive({ url, body }: ControlRequest, cloud: InboundCloud): Promise<ControlAnswer> {
  if (body.length === 0) return problem(400, 'The body is empty; it should be the raw mail');
  if (body.length > MAX_BYTES) return problem(413, 'SES takes mails of up to 40 MB');
  const verdicts = readVerdicts(url.searchParams);
  if (!verdicts) return problem(400, `A verdict is one of ${STATES.join(', ')}`);
  const head = await readHead(body);
  const to = url.searchParams.getAll('to').filter((address) => address !== '');
  const recipients = to.length > 0 ? to : head.recipients;
  const recipient = recipients.find((address) =>
    ruleFor(address, cloud.model.resources('AWS::SES::ReceiptRule')),
  );
  const rule = recipient && ruleFor(recipient, cloud.model.resources('AWS::SES::ReceiptRule'));
  if (!rule)
    return problem(404, `No receipt rule of the template takes mail to ${recipients.join(', ') || 'nobody'}`);
  const mail = { messageId: newMessageId(), at: cloud.now().toISOString(), recipients, head, verdicts, rule };
  await hand(mail, body, cloud);
  return json(202, { id: inquiryIdOf(mail.messageId) });
}

function readVerdicts(query: URLSearchParams): Verdicts | undefined {
  const [spam, virus, spf, dkim, dmarc] = VERDICTS.map((name) => (query.get(name) ?? 'PASS').toUpperCase());
  if (![spam, virus, spf, dkim, dmarc].every((state) => STATES.includes(state ?? ''))) return undefined;
  return { spam: spam ?? '', virus: virus ?? '', spf: spf ?? '', dkim: dkim ?? '', dmarc: dmarc ?? '' };
}

/** First the object, then the notification, as SES does: who is notified finds the mail. */
async function hand(mail: ReceivedMail, raw: Buffer, cloud: InboundCloud): Promise<void> {
  const { rule, messageId } = mail;
  const stored = Buffer.concat([Buffer.from(receivedHeaders(mail)), raw]);
  await cloud.objects.put(rule.bucket, `${rule.prefix}${messageId}`, stored, 'application/octet-stream');
  if (rule.topic === undefined) return;
  const message = JSON.stringify(receiptNotification(mail));
  publishToTopic(cloud, rule.topic, { subject: 'Amazon SES Email Receipt Notification', message });
}
