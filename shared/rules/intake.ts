import * as z from 'zod';
import { Channel, Severity, usualChannels } from '../domain/facts.ts';
import { DocumentHead } from './document.ts';
import { HookSource } from './hooks.ts';
import { Limit, Sources } from './sources.ts';

/** Everything that a plausibility check can find, with what follows from it unless the document says otherwise. */
const severityOf = {
  'contact-missing': 'reject',
  'interest-missing': 'reject',
  'email-invalid': 'reject',
  'postcode-invalid': 'reject',
  'number-unusable': 'reject',
  'date-unusable': 'reject',
  'too-long': 'reject',
  honeypot: 'quarantine',
  spam: 'quarantine',
  'sender-forged': 'quarantine',
  'token-missing': 'quarantine',
  'token-forged': 'quarantine',
  'token-reused': 'quarantine',
  'too-fast': 'quarantine',
  'work-missing': 'reject',
  'work-unproven': 'reject',
  'token-expired': 'note',
  'email-disposable': 'quarantine',
  'name-key-mash': 'quarantine',
  'doubtful-duplicate': 'quarantine',
  'name-placeholder': 'note',
  'email-role': 'note',
  'email-free': 'note',
  'sender-unproven': 'note',
  'phone-invalid': 'note',
  'place-mismatch': 'note',
  'product-unknown': 'note',
  'country-unknown': 'note',
  'value-unknown': 'note',
  'field-unreadable': 'note',
  'extra-shortened': 'note',
  corrected: 'note',
} as const satisfies Record<string, Severity>;

export type FindingCode = keyof typeof severityOf;

function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(severityOf, code);
}

const findingCodes: readonly FindingCode[] = Object.keys(severityOf).filter(isFindingCode);

const LocalPart = z.string().regex(/^[a-z0-9._-]+$/, 'the part before the @ in small letters');
const Domain = z
  .string()
  .regex(/^([a-z0-9-]+\.)+[a-z0-9-]{2,}$/, 'a domain in small letters, like trash.example');
/** A place of the web: scheme, host and the beginning of the path. */
const HttpsAddress = z.url({ protocol: /^https$/ });

export const Product = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens'),
  name: z.string().min(1),
  /** How forms and people call it besides; capitals, accents and hyphens do not matter. */
  aliases: z.array(z.string().min(1)),
});
export type Product = z.infer<typeof Product>;

/** Browsers in which enough of some types was done within the last days, such as those that looked at prices. */
const Segment = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
  types: z.array(z.string()).min(1),
  atLeast: z.int().min(1).max(50).default(1),
  withinDays: z.int().min(1).max(400).default(30),
});

/** How inquiries are read and checked, and from where they may come (spec 2). */
export const IntakeDocument = DocumentHead.extend({
  /** Country of a postal address that names none, and of a phone number without country code. */
  defaultCountry: z.string().regex(/^[A-Z]{2}$/),
  products: z.array(Product).min(1),
  /** Channels besides the usual ones, such as `open_day`: forms, lists, hooks and other rules may name them then. */
  channels: z.array(Channel).max(50).optional(),
  /** Departures from the severities that the checks have by themselves: `{ "phone-invalid": "reject" }`. */
  severities: z.partialRecord(z.enum(findingCodes), Severity),
  /** Shared mailboxes: who writes from one is not known by it, and two who do are two people. */
  roleAddresses: z.array(LocalPart),
  /** Throw-away addresses, besides the list that the program brings. */
  disposableDomains: z.array(Domain),
  spam: z.object({
    /** Points from which an inquiry is quarantined. */
    threshold: z.number().int().min(1),
    /** More links than this count as one point each. */
    links: z.number().int().min(0),
    /** Others who said the same words within an hour, from which on that counts two points. */
    repeats: z.number().int().min(1).default(5),
    /** Two points each. */
    phrases: z.array(z.string().min(3)),
    /** Fields that people do not see, so that only programs fill them. */
    honeypots: z.array(z.string().min(1)),
  }),
  /** What an inquiry can be about besides products, each with the words or phrases that show it, as `student`. */
  topics: z
    .record(
      z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
      z.array(z.string().min(4)).min(1),
    )
    .default({}),
  /**
   * Roles in the buying centre by the words of a job title, for people who do not say theirs; the first entry that fits
   * counts. `einkauf*` begins a word of the title, `*leiter` ends one, `head of` is two words.
   */
  roles: z
    .array(
      z.strictObject({
        role: z.enum(['decider', 'buyer', 'influencer', 'user']),
        titles: z
          .array(
            z
              .string()
              .regex(/^\*?[\p{L}\p{N}]+\*?( \*?[\p{L}\p{N}]+\*?)*$/u, 'words, with * before or behind'),
          )
          .min(1),
      }),
    )
    .default([]),
  /** Web sites whose scripts may post and read the answer (CORS): `https://www.example.com`. */
  origins: z.array(HttpsAddress),
  /** Addresses that `_redirect` of a form may lead to: everything below one of them. */
  redirects: z.array(HttpsAddress),
  /** Country → postcode → places that it fits besides those of the table, such as a part of a town: `{ "DE": { "65929": ["Höchst"] } }`. */
  places: z
    .record(
      z.string().regex(/^[A-Z]{2}$/),
      z.record(z.string().min(3).max(12), z.array(z.string().min(2)).min(1)),
    )
    .default({}),
  /** How many inquiries one block of addresses (/24, /64) may send. */
  limit: Limit,
  /** What is asked of single sources besides. */
  sources: Sources.default({}),
  /** How a token of `GET /v1/form-token` must be sent back for not raising doubts. */
  formToken: z
    .strictObject({
      /** A person needs longer than this to fill in a form. */
      seconds: z.number().min(0).max(60),
      /** A page is not left open for longer. */
      hours: z.number().int().min(1).max(48),
      /** So many inquiries come from one page that was shown once. */
      uses: z.number().int().min(1).max(1000),
    })
    .default({ seconds: 3, hours: 4, uses: 3 }),
  /** What people may be seen doing: names of `POST /v1/events`, and who may be known by it. */
  behaviour: z
    .strictObject({
      /** Types of acts, each with other names that sites and tools use for it. */
      types: z.record(
        z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
        z.array(z.string()),
      ),
      /** Pages that are more than a page view: the first whose `path` begins the path of the address. */
      pages: z.array(z.strictObject({ path: z.string().startsWith('/'), type: z.string() })),
      /** Purposes of consent that allow to keep acts with the person. */
      purposes: z.array(z.string().min(1)),
      /** Days that acts of somebody not known yet are kept, should they make themselves known. */
      keepDays: z.number().int().min(1).max(400),
      /** What a browser tells the pages of a site about itself, by what was done in it. */
      segments: z.array(Segment).max(50).default([]),
    })
    .refine(({ types, pages }) => pages.every(({ type }) => Object.hasOwn(types, type)), {
      path: ['pages'],
      message: 'each page must have one of the types',
    })
    .refine(
      ({ types, segments }) => segments.every((one) => one.types.every((type) => Object.hasOwn(types, type))),
      {
        path: ['segments'],
        message: 'each segment must name types that are listed',
      },
    )
    .default({ types: {}, pages: [], purposes: [], keepDays: 30, segments: [] }),
  /**
   * Whether the DNS is asked, after an inquiry is in, if the domain of an e-mail address takes mail; of the same lead again
   * after these days.
   */
  mailServers: z
    .strictObject({ ask: z.boolean(), againAfterDays: z.int().min(1).max(3650).default(90) })
    .default({ ask: false, againAfterDays: 90 }),
  /** Addresses that the product itself sends from: mail of these is a loop. */
  ownAddresses: z.array(z.email()),
  /**
   * Sources of `POST /v1/hooks/{source}` besides the tools that are known by name: which tool they are `like`, and what is
   * different about them, such as `"names": { "Wobei dürfen wir helfen?": "message" }`.
   */
  hooks: z
    .record(z.string().regex(/^[a-z0-9-]{1,50}$/, 'small letters, digits and hyphens'), HookSource)
    .default({}),
});
export type IntakeDocument = z.infer<typeof IntakeDocument>;

/** Every channel that there is. */
export function channelsOf({ channels = [] }: Pick<IntakeDocument, 'channels'>): readonly string[] {
  return [...usualChannels, ...channels];
}

/** What follows from a finding: what the document says, else what the check has by itself. */
export function severity(code: FindingCode, document: Pick<IntakeDocument, 'severities'>): Severity {
  return document.severities[code] ?? severityOf[code];
}
