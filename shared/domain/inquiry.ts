import * as z from 'zod';
import { Channel, Consent, Facts, Finding, LegalBasis } from './facts.ts';

export const InquiryOutcome = z.enum(['created', 'merged', 'reply', 'quarantined', 'ignored', 'rejected']);
export type InquiryOutcome = z.infer<typeof InquiryOutcome>;

/** Where the payload is kept as it came: in the item when small, else as an object of the raw bucket. */
const Raw = z.lazy(() =>
  z.discriminatedUnion('in', [
    z.object({ in: z.literal('item'), contentType: z.string(), body: z.string() }),
    z.object({ in: z.literal('bucket'), contentType: z.string(), key: z.string(), size: z.number().int() }),
  ]),
);

const Attachment = z.object({
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  key: z.string(),
});

/** What a person decided about an inquiry that was set aside. */
const Decision = z.object({
  as: z.enum(['approve', 'correct', 'reject']),
  by: z.string(),
  at: z.iso.datetime(),
  reason: z.string().optional(),
});
export type InquiryDecision = z.infer<typeof Decision>;

/** What the receiving server said of a mail that is still to be understood. */
const Delivery = z.object({
  spam: z.boolean(),
  unproven: z.enum(['no', 'yes', 'forbidden']),
  sender: z.string(),
  /** As written, with the tag of a lead. */
  recipients: z.array(z.string()),
});

/** One inbound contact by one person over one channel, whole; also those that became no lead. */
export const Inquiry = z.lazy(() =>
  z.object({
    id: z.string(),
    outcome: InquiryOutcome,
    /** Why this outcome: a code such as `auto-reply`, or null where there is nothing to say. */
    reason: z.string().nullable(),
    leadId: z.string().nullable(),
    channel: Channel,
    /** Which form, mailbox, hook or import row. */
    source: z.string(),
    capturedAt: z.iso.datetime(),
    receivedAt: z.iso.datetime(),
    from: z.string().optional(),
    subject: z.string().optional(),
    text: z.string().optional(),
    messageId: z.string().optional(),
    topics: z.array(z.string()).optional(),
    facts: Facts,
    extra: z.record(z.string(), z.unknown()),
    consents: z.record(z.string(), Consent),
    utm: z.record(z.string(), z.string()),
    findings: z.array(Finding),
    attachments: z.array(Attachment),
    raw: Raw.nullable(),
    /** The list that it was a row of, which row as a spreadsheet counts, and what was stated about its people. */
    list: z
      .object({
        importId: z.string(),
        row: z.number().int(),
        requested: z.boolean(),
        legalBasis: LegalBasis,
      })
      .optional(),
    /** Version of the privacy notice that the form showed, where it said so. */
    noticeVersion: z.string().optional(),
    /** Under which the site saw before what the person did, as a keyed hash. */
    visitor: z.string().optional(),
    delivery: Delivery.optional(),
    /** The body of a tool that is still to be understood was signed. */
    signed: z.literal(true).optional(),
    /** Set aside by itself, not with its lead: a person decides. Each decision is kept, the newest last. */
    review: z
      .object({
        decisions: z.array(Decision),
        /** What it is for its lead once it is let through, and whether that believes what it says about the person. */
        counts: z.object({ as: z.enum(['merged', 'reply']), believed: z.boolean() }).optional(),
      })
      .optional(),
  }),
);
export type Inquiry = z.infer<typeof Inquiry>;

/** Nobody has decided yet about what was set aside. */
export const isSetAside = ({ review }: Pick<Inquiry, 'review'>): boolean => review?.decisions.length === 0;

/** The same with one more decision; the store replaces the stored one by it. */
export function withDecision(inquiry: Inquiry, decision: InquiryDecision): Inquiry {
  return {
    ...inquiry,
    review: { ...inquiry.review, decisions: [...(inquiry.review?.decisions ?? []), decision] },
  };
}
