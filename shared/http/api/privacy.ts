import * as z from 'zod';

/** Facts that a person may correct behind the own link; the address of the mails is proven by them and stays. */
export const CORRECTABLE = [
  'firstName',
  'lastName',
  'phone',
  'company',
  'jobTitle',
  'street',
  'postcode',
  'city',
  'country',
] as const;

const purpose = z.string().min(1).max(50);

/** What a person may do with the own data; other fields of the body are not looked at. */
export const PrivacyAction = z.union([
  /** What mail programs send for the reader (RFC 8058). */
  z
    .object({ 'List-Unsubscribe': z.literal('One-Click') })
    .transform(() => ({ action: 'unsubscribe' as const })),
  z.discriminatedUnion('action', [
    z.object({ action: z.literal('unsubscribe') }),
    z.object({ action: z.literal('object') }),
    z.object({ action: z.literal('export') }),
    z.object({ action: z.literal('erase') }),
    /** Gives a consent: the link came by mail, so that this is the second opt-in. */
    z.object({ action: z.literal('confirm'), purpose }),
    z.object({ action: z.literal('withdraw'), purpose }),
    z.object({ action: z.literal('correct') }),
  ]),
]);
export type PrivacyAction = z.infer<typeof PrivacyAction>;
