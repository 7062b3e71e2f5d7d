import * as z from 'zod';

const Verdict = z.object({ status: z.string() });

/** What SES tells of a mail that it stored ("Contents of notifications for Amazon SES email receiving"). */
const Received = z.object({
  notificationType: z.literal('Received'),
  mail: z.object({
    messageId: z.string().regex(/^[\w-]{1,100}$/),
    timestamp: z.string(),
    source: z.string(),
    commonHeaders: z.object({ from: z.array(z.string()).optional(), subject: z.string().optional() }),
  }),
  receipt: z.object({
    recipients: z.array(z.string()),
    spamVerdict: Verdict,
    virusVerdict: Verdict,
    spfVerdict: Verdict,
    dkimVerdict: Verdict,
    dmarcVerdict: Verdict,
    dmarcPolicy: z.string().optional(),
    action: z.object({ objectKey: z.string() }),
  }),
});
export type Received = z.infer<typeof Received>;

/** SES also tells that a topic or rule was set up; nobody waits for an answer to that. */
const Other = z.object({ notificationType: z.string().refine((type) => type !== 'Received') });

/** A message of the inbound queue: the envelope of SNS around the notification. */
export const MailNotice = z.object({
  Message: z.string().transform((text, context) => {
    try {
      const notice: unknown = JSON.parse(text);
      const parsed = z.union([Received, Other.transform(() => null)]).safeParse(notice);
      if (parsed.success) return parsed.data;
    } catch {}
    context.addIssue({ code: 'custom', message: 'no notification of a received mail' });
    return z.NEVER;
  }),
});
