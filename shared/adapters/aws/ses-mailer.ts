import { setTimeout } from 'node:timers/promises';
import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { Fault } from '../../domain/faults.ts';
import { mailbox } from '../../mail/mailbox.ts';
import { rawMessage } from '../../mail/raw-message.ts';
import type { Mailer, SendOutcome } from '../../ports/mailer.ts';

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

/** Pauses between tries of a throttled mail: 20 s in all, within the 30 s that a sending function has. */
const PAUSES_MS = [500, 1_000, 2_000, 3_000, 4_000, 4_500, 5_000];
const CONNECT_MS = 3_000;
/** SES answers within a second; a mail in doubt for longer is settled by its events. */
const ANSWER_MS = 10_000;

/**
 * One try, because the SDK's own retries would send again what a lost answer had sent already: retrying is the
 * claim's and the queue's business.
 */
const oneTry = () =>
  new SESClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
  });

/**
 * Sends over SES (v1, raw), under a configuration set that reports what became of each mail: another one for mails that
 * are followed, because a set either counts openings of all its mails or of none. A mail that comes too
 * fast for the account waits here a while before it goes back to the queue.
 * @param configurationSet name of the set for mails of which nobody hears more than that
 */
export function sesMailer(
  configurationSet: string,
  options: {
    client?: SESClient;
    pause?: (milliseconds: number) => Promise<unknown>;
    followedSet?: string;
  } = {},
): Mailer {
  const { client = oneTry(), pause = setTimeout, followedSet = configurationSet } = options;

  async function hand(command: SendRawEmailCommand): Promise<SendOutcome> {
    try {
      const { MessageId: messageId } = await client.send(command);
      if (!messageId) throw new Fault('mail-in-doubt', { retryable: true });
      return { outcome: 'sent', messageId };
    } catch (error) {
      return afterError(error);
    }
  }

  async function handPatiently(command: SendRawEmailCommand): Promise<SendOutcome> {
    for (const milliseconds of PAUSES_MS) {
      try {
        return await hand(command);
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'mail-throttled') throw error;
        // Not all at the same moment again.
        await pause(milliseconds * (0.5 + Math.random() / 2));
      }
    }
    return hand(command);
  }

  return {
    async send(mail) {
      const to = mailbox(mail.to);
      if (!to) return { outcome: 'refused', reason: 'invalid-address' };
      const raw = await rawMessage({ ...mail, to });
      if (raw.length > MAX_BYTES) return { outcome: 'refused', reason: 'too-large' };
      return handPatiently(
        new SendRawEmailCommand({
          Source: mail.from.address,
          Destinations: [to],
          RawMessage: { Data: raw },
          ConfigurationSetName: mail.followed ? followedSet : configurationSet,
          Tags: Object.entries(mail.tags).map(([Name, value]) => ({
            Name,
            Value: value.replace(NOT_IN_TAGS, '_'),
          })),
        }),
      );
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
