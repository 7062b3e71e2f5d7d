import { randomUUID } from 'node:crypto';
import type { AwsAnswer, AwsCall, Cloud, Service } from '../../contract.ts';
import type { Bus } from '../events/bus.ts';
import { AwsRefusal } from '../json-service.ts';
import { accountAnswer } from './account.ts';
import type { MailStore, SentMail } from './mail-store.ts';
import { asDelivered, headerTags, headerValue, readHead } from './message.ts';
import { tellProviderEvent } from './provider-events.ts';
import { listParameter, tagParameters, xmlError, xmlResult } from './query-protocol.ts';

/** Limits of SES v1: recipients a message and bytes a message. */
const MAX_RECIPIENTS = 50;
const MAX_BYTES = 10 * 1024 * 1024;

type MailCloud = Pick<Cloud, 'model' | 'now' | 'addWork'>;

export interface MailService extends Service {
  /** Tells Send and Delivery of mails that were accepted just before the machine stopped. */
  catchUp(): void;
  /** What is not told by now is told after the next start. */
  stop(): void;
}

/** SES v1: SendRawEmail keeps the message as it would be delivered and tells what became of it; what is asked of the account. */
export function createMailService(cloud: MailCloud, mails: MailStore, bus: Bus): MailService {
  let stopped = false;
  const tell = (mail: SentMail) => {
    if (stopped) return;
    for (const type of ['send', 'delivery'] as const) {
      tellProviderEvent({ mail, type, at: cloud.now().toISOString() }, bus, cloud.model);
    }
    mails.markTold(mail.n);
  };
  return {
    name: 'ses',
    catchUp: () => mails.untold().forEach(tell),
    stop: () => {
      stopped = true;
    },
    handle: async (call) => {
      try {
        return await handle(call, { cloud, mails, tell });
      } catch (fault) {
        if (!(fault instanceof AwsRefusal)) throw fault;
        return xml(400, xmlError(fault.code, fault.message));
      }
    },
  };
}

interface Sending {
  cloud: MailCloud;
  mails: MailStore;
  tell(mail: SentMail): void;
}

async function handle(call: AwsCall, sending: Sending): Promise<AwsAnswer> {
  const form = new URLSearchParams(call.body.toString('utf8'));
  const known = accountAnswer(call.operation, form, sending);
  if (known) return xml(200, xmlResult(call.operation, known));
  if (call.operation !== 'SendRawEmail') {
    throw new AwsRefusal(
      'InvalidAction',
      `Could not find operation ${call.operation} for version 2010-12-01`,
    );
  }
  return xml(200, xmlResult('SendRawEmail', { MessageId: await sendRaw(form, sending) }));
}

/** Accepts a message; what becomes of it is told after the answer, as SES does, and settle waits for that. */
async function sendRaw(form: URLSearchParams, { cloud, mails, tell }: Sending): Promise<string> {
  const sent = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  const accepted = await accept(form, sent, cloud);
  const id = { id: accepted.messageId, region: cloud.model.region, now: accepted.sentAt };
  const n = mails.add(accepted, asDelivered(sent, id));
  const done = cloud.addWork('mail events');
  setImmediate(() => {
    tell({ n, ...accepted });
    done();
  });
  return accepted.messageId;
}

async function accept(form: URLSearchParams, raw: Buffer, cloud: MailCloud): Promise<Omit<SentMail, 'n'>> {
  const head = await readHead(raw);
  const given = listParameter(form, 'Destinations');
  const tags = tagParameters(form);
  const mail = {
    messageId: `0107${cloud.now().getTime().toString(16).padStart(12, '0')}-${randomUUID()}-000000`,
    sentAt: cloud.now().toISOString(),
    source: form.get('Source') ?? head.from,
    recipients: given.length > 0 ? given.map(plainAddress) : head.recipients,
    subject: head.subject,
    // parameters win over the header, they are not joined (AWS: "Specify your configuration set when you send email")
    tags: Object.keys(tags).length > 0 ? tags : headerTags(head.headers),
    configurationSet:
      form.get('ConfigurationSetName') ?? (headerValue(head.headers, 'x-ses-configuration-set') || null),
  };
  refuseBadMail(mail, raw, cloud);
  return mail;
}

function refuseBadMail(mail: Omit<SentMail, 'n'>, raw: Buffer, { model }: MailCloud): void {
  const { recipients, source, configurationSet } = mail;
  if (raw.length === 0) throw new AwsRefusal('InvalidParameterValue', 'Empty raw message.');
  if (raw.length > MAX_BYTES)
    throw new AwsRefusal('MessageRejected', 'Message length is more than 10485760 bytes long');
  if (recipients.length === 0) throw new AwsRefusal('InvalidParameterValue', 'Missing required header To.');
  if (recipients.length > MAX_RECIPIENTS)
    throw new AwsRefusal('MessageRejected', 'Recipient count exceeds 50.');
  if (recipients.some((recipient) => !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*$/.test(recipient))) {
    throw new AwsRefusal('InvalidParameterValue', "Missing final '@domain'");
  }
  for (const [name, value] of Object.entries(mail.tags)) {
    if (!/^[\w:-]{1,256}$/.test(name) || !/^[\w.@-]{1,256}$/.test(value)) {
      throw new AwsRefusal('InvalidParameterValue', `Invalid value ${value} for tag ${name}.`);
    }
  }
  const sets = model.resources('AWS::SES::ConfigurationSet').map(({ ref }) => ref);
  if (configurationSet !== null && !sets.includes(configurationSet)) {
    throw new AwsRefusal(
      'ConfigurationSetDoesNotExist',
      `Configuration set <${configurationSet}> does not exist.`,
    );
  }
  if (
    !isVerified(
      source,
      model.resources('AWS::SES::EmailIdentity').map(({ ref }) => ref),
    )
  ) {
    throw new AwsRefusal(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region ${model.region}: ${source}`,
    );
  }
}

/** The address itself, its domain or a domain above it must be an identity of the template. */
function isVerified(source: string, identities: readonly string[]): boolean {
  const address = plainAddress(source).toLowerCase();
  const domain = address.split('@').at(-1) ?? '';
  return identities.some((identity) => {
    const name = identity.toLowerCase();
    return name === address || name === domain || domain.endsWith(`.${name}`);
  });
}

/** `a@b` of `Name <a@b>`. */
function plainAddress(address: string): string {
  return /<([^>]+)>\s*$/.exec(address)?.[1] ?? address;
}

function xml(status: number, body: string): AwsAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
