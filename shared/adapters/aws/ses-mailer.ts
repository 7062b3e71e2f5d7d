import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { Fault } from '../../domain/faults.ts';
import { mailbox } from '../../mail/mailbox.ts';
import { rawMessage } from '../../mail/raw-message.ts';
import type { Mailer, OutgoingMail, SendOutcome } from '../../ports/mailer.ts';

/** SES v1 takes 10 MB a message (its quota "maximum message size"). */
const MAX_BYTES = 10 * 1024 * 1024;
const NOT_IN_TAGS = /[^\w-]/g;
/** What SES says of a mail that it will never take … */
const REFUSED = ['MessageRejected', 'InvalidParameterValue'];
/** … unless it is our own sender, or the account's sandbox, that it does not know: that can be put right. */
const UNVERIFIED = /not verified/i;
const THROTTLED = ['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'LimitExceededException'];
/** Nothing left this machine: no address, no connection, no credentials. */
const NOT_SENT = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'CredentialsProviderError'];

/**
 * One try, because the SDK's own retries would send again what a lost answer had sent already: retrying is the
 * claim's and the queue's business.
 */
const oneTry = () => new SESClient({ maxAttempts: 1 });

/**
 * Sends over SES (v1, raw), under the configuration set that reports what became of each mail.
 * @param configurationSet its name
 */
export function sesMailer(configurationSet: string, client = oneTry()): Mailer {
  async function hand(mail: OutgoingMail, to: string, raw: Uint8Array): Promise<SendOutcome> {
    try {
      const { MessageId: messageId } = await client.send(
        new SendRawEmailCommand({
          Source: mail.from.address,
          Destinations: [to],
          RawMessage: { Data: raw },
          ConfigurationSetName: configurationSet,
          Tags: Object.entries(mail.tags).map(([Name, value]) => ({
            Name,
            Value: value.replace(NOT_IN_TAGS, '_'),
          })),
        }),
      );
      if (!messageId) throw new Fault('mail-in-doubt', { retryable: true });
      return { outcome: 'sent', messageId };
    } catch (error) {
      return afterError(error);
    }
  }

  return {
    async send(mail) {
      const to = mailbox(mail.to);
      if (!to) return { outcome: 'refused', reason: 'invalid-address' };
      const raw = await rawMessage({ ...mail, to });
      return raw.length > MAX_BYTES ? { outcome: 'refused', reason: 'too-large' } : hand(mail, to, raw);
    },
  };
}

function afterError(error: unknown): SendOutcome {
  if (error instanceof Fault) throw error;
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (REFUSED.includes(name) && !UNVERIFIED.test(message)) return { outcome: 'refused', reason: name };
  throw new Fault(faultCode(error, name), { retryable: true, cause: error });
}

function faultCode(error: unknown, name: string): string {
  if (THROTTLED.includes(name)) return 'mail-throttled';
  const status = error instanceof SESServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  const wasTurnedAway = status >= 400 && status < 500;
  return wasTurnedAway || NOT_SENT.includes(name) || NOT_SENT.includes(networkCode(error))
    ? 'mail-unavailable'
    : 'mail-in-doubt';
}

function networkCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
