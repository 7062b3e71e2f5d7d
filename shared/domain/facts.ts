import * as z from 'zod';

/** The channels that every company has; the intake document may name more. */
export const usualChannels = [
  'web_form',
  'email',
  'phone',
  'chat',
  'ad_form',
  'direct_mail',
  'response_card',
  'trade_fair',
  'event',
  'telemarketing',
  'fax',
  'letter',
  'promotion',
  'partner',
  'import',
  'api',
] as const;
/** Over which an inquiry came. Data, not code: which there are is said by the rules (`channelsOf`). */
export const Channel = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'small letters, digits and low lines');
export type Channel = z.infer<typeof Channel>;

/** Status of the person in the purchase (spec 3: theme "status"). */
export const Authority = z.enum(['decider', 'buyer', 'influencer', 'user', 'unknown']);
export type Authority = z.infer<typeof Authority>;
/** Concrete purchase or general interest (spec 3: theme "need"). */
export const Need = z.enum(['concrete', 'general', 'none', 'unknown']);

const text = z.string().min(1);

/** What is known about the person behind a lead, as canonical facts: normalised, checked, newest value wins. */
export const Facts = z
  .object({
    firstName: text,
    lastName: text,
    name: text,
    email: text,
    phone: text,
    birthDate: z.iso.date(),
    company: text,
    jobTitle: text,
    website: text,
    street: text,
    postcode: text,
    city: text,
    country: z.string().length(2),
    language: z.string().min(2).max(5),
    product: text,
    products: z.array(text),
    budget: z.number().nonnegative(),
    orderVolume: z.number().nonnegative(),
    /** The day by which a decision is due; "in 10 months" is stored as a date, so that it ages. */
    timeframe: z.iso.date(),
    authority: Authority,
    need: Need,
    /** What the person has for the purpose today, such as a competitor's product; `nothing` where it is nothing yet. */
    currentlyUses: text,
    industry: text,
    employees: z.number().int().nonnegative(),
    campaign: text,
    channel: Channel,
    externalId: text,
  })
  .partial();
export type Facts = z.infer<typeof Facts>;

export const Consent = z.object({
  given: z.boolean(),
  wording: z.string().optional(),
  at: z.iso.datetime(),
  source: z.string(),
});
export type Consent = z.infer<typeof Consent>;

export const Severity = z.enum(['reject', 'quarantine', 'note']);
export type Severity = z.infer<typeof Severity>;
/** One result of a plausibility check; `message` is written for the sender. */
export const Finding = z.object({
  field: z.string(),
  code: z.string(),
  severity: Severity,
  message: z.string(),
  /** What was sent and what was kept of it, where a value was put right; the inquiry alone keeps them, no event. */
  before: z.string().optional(),
  after: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

/** Why the data of the people in a list may be used (Art. 6 (1) a, b and f GDPR). */
export const LegalBasis = z.enum(['consent', 'contract', 'legitimate-interest']);
