import * as z from 'zod';
import type { EventType } from '../domain/events.ts';
import { Condition } from './conditions.ts';
import { DocumentHead } from './document.ts';

/** A field of the receiver: where its value lies in the lead (`facts.email`, `class`), or what it always is. */
const CrmField = z.union([
  z.string().regex(/^[a-zA-Z]+(\.[a-zA-Z0-9]+){0,3}$/, 'a path such as "facts.email"'),
  z.object({
    from: z.string(),
    /** What the receiver calls a value; one that is not named goes as it is. */
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  z.object({ always: z.union([z.string(), z.number(), z.boolean()]) }),
]);
export type CrmField = z.infer<typeof CrmField>;

/** How a lead looks to the receiver: one or several objects, each with its fields. */
export const CrmMapping = z.record(z.string().min(1), z.record(z.string().min(1), CrmField));
export type CrmMapping = z.infer<typeof CrmMapping>;

/** Shipped mappings; `leitwerk` is the lead as the API shows it. */
export const CrmPreset = z.enum(['leitwerk', 'hubspot', 'salesforce', 'pipedrive']);
export type CrmPreset = z.infer<typeof CrmPreset>;

/** What is told outside: the life of a lead with sales. */
export const crmEvents = [
  'LeadAssigned',
  'OwnerReleased',
  'LeadAccepted',
  'ContactMade',
  'LeadReturned',
  'OpportunityOpened',
  'LeadWon',
  'LeadLost',
  'LeadRested',
  'ActionTakenBack',
  'LeadErased',
] as const satisfies readonly EventType[];

const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d+\//;

const Connector = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
  /** Where it is posted; http only to the own machine, for trying out. */
  url: z.url().refine((url) => url.startsWith('https://') || LOOPBACK.test(url), 'must begin with https://'),
  /** Kinds of events that are told; all unless told. */
  events: z
    .array(z.enum(crmEvents))
    .min(1)
    .default([...crmEvents]),
  /** CEL condition over `lead`, `inquiry` and `organisation`: only such leads are told of. */
  when: Condition.optional(),
  like: CrmPreset.default('leitwerk'),
  /** Objects and fields that differ from the preset, or are more. */
  mapping: CrmMapping.default({}),
});
export type Connector = z.infer<typeof Connector>;

/** Who outside hears what becomes of leads: a CRM, or what stands between. */
export const ConnectorsDocument = DocumentHead.extend({
  connectors: z.array(Connector).max(10),
});
export type ConnectorsDocument = z.infer<typeof ConnectorsDocument>;
