import * as z from 'zod';
import { Facts } from '../domain/facts.ts';

/** Facts of an organisation, as against those of a person or a wish: only these are looked up. */
const organisationFacts = [
  'company',
  'website',
  'industry',
  'employees',
  'street',
  'postcode',
  'city',
  'country',
] as const satisfies readonly (keyof Facts)[];
export type OrganisationFact = (typeof organisationFacts)[number];

/** What is known of an organisation. */
export const OrganisationFacts = Facts.pick({
  company: true,
  website: true,
  industry: true,
  employees: true,
  street: true,
  postcode: true,
  city: true,
  country: true,
});
export type OrganisationFacts = z.infer<typeof OrganisationFacts>;

/** Sources that the product has. `colleagues`: what other leads of the same domain told, which costs nothing. */
export const factSources = ['colleagues'] as const;

/** Source of whether the domain of an e-mail address takes mail. */
export const MAIL_SERVERS = 'mail-servers';

/** Source of what follows from the job title that came with the same inquiry. */
export const JOB_TITLE = 'job-title';

/** What is looked up about the organisation of a lead that is not ripe, before anybody is asked (R76, R77). */
export const LookUpRules = z.strictObject({
  /** In this order: the next one is asked only for what the ones before did not know. Empty: nothing is looked up. */
  sources: z.array(z.string().min(1)),
  facts: z.array(z.enum(organisationFacts)).min(1),
  /** Days after which a source that is paid is asked again for what it did not know of a lead's organisation. */
  againAfterDays: z.int().min(1).max(3650).default(180),
});
export type LookUpRules = z.infer<typeof LookUpRules>;
