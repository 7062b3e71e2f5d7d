import * as z from 'zod';

const Line = z.string().max(200);
const Amount = z.union([z.number(), z.string().max(100)]);

/**
 * What a web form or a program may send to `POST /v1/leads`. Names of common forms and German labels are accepted for
 * these (`vorname`, `plz`, `your-email` …), numbers may come as text, and what is not known is kept as `extra`.
 */
export const LeadBody = z
  .looseObject({
    firstName: Line,
    lastName: Line,
    name: Line.meta({
      description: 'Whole name, with or without salutation and title',
      example: 'Dr. Anna von Berg',
    }),
    email: z.string().max(320).meta({ example: 'anna.berg@firma.example' }),
    phone: z
      .string()
      .max(100)
      .meta({ description: 'Without dialling code a number of the country', example: '030 1234567' }),
    birthDate: Line.meta({ description: 'ISO date or 31.12.1980' }),
    company: Line,
    jobTitle: Line,
    website: z.string().max(1000),
    street: Line,
    postcode: z
      .string()
      .max(20)
      .meta({ description: 'Five digits where the country is DE or not given', example: '50667' }),
    city: Line,
    country: z
      .string()
      .max(100)
      .meta({ description: 'ISO code or name in German or English', example: 'DE' }),
    language: z.string().max(50).meta({ example: 'de' }),
    product: Line.meta({ description: 'Id, name or alias of a product in the catalogue', example: 'demo' }),
    products: z.array(Line).max(50),
    message: z.string().max(100_000),
    budget: Amount.meta({ example: '70.000,00 €' }),
    orderVolume: Amount.meta({ example: '70 TEUR' }),
    timeframe: z.string().max(100).meta({
      description:
        '`now`, `N days|weeks|months`, ISO duration or date, or the same in words in German or English',
      example: '3 months',
    }),
    authority: Line.meta({
      description: 'decider, buyer, influencer, user or unknown; German words are understood',
    }),
    need: Line.meta({ description: 'concrete, general, none or unknown; German words are understood' }),
    currentlyUses: Line.meta({
      description:
        'What the person has for the purpose today, `nothing` is an answer; German words are understood',
      example: 'nothing',
    }),
    industry: Line,
    employees: Amount.meta({ example: 120 }),
    campaign: Line,
    channel: z
      .string()
      .max(50)
      .meta({ description: 'How the person came to you; `web_form` if it is not said' }),
    capturedAt: z
      .string()
      .max(50)
      .meta({ description: 'When the person spoke, if that was earlier; ISO instant' }),
    consent: z.record(
      z.string().max(50),
      z.object({
        given: z.boolean(),
        wording: z.string().max(2000).optional(),
        at: z.string().max(50).optional(),
      }),
    ),
    externalId: Line.meta({
      description: 'Id of the person at the source: the same id of the same source is the same lead',
    }),
    source: Line.meta({ description: 'Which form or program sends this' }),
    noticeVersion: Line.meta({ description: 'Version of the privacy notice that the form showed' }),
    utm: z.record(z.string().max(50), z.string().max(500)),
    extra: z.record(z.string(), z.unknown()),
  })
  .partial()
  .meta({ id: 'LeadBody' });

/** The fields of the body by their canonical names. */
export type LeadField = Exclude<keyof typeof LeadBody.shape, number>;

/** What `POST /v1/leads` answers: the inquiry is stored. */
export const LeadAccepted = z
  .object({
    leadId: z.string(),
    inquiryId: z.string(),
    outcome: z.enum(['created', 'merged', 'quarantined']),
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'LeadAccepted' });
export type LeadAccepted = z.infer<typeof LeadAccepted>;
