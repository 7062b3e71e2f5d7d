import { byPerson } from '../domain/behaviour.ts';
import type { Lead } from '../domain/lead.ts';

/**
 * What conditions may ask, and its type. Birth date, gender and names are not here: they never decide about a person
 * (spec 3), so a rule that asks for them does not compile.
 */
export const declaredFacts = {
  lead: {
    email: 'string',
    phone: 'string',
    company: 'string',
    jobTitle: 'string',
    website: 'string',
    street: 'string',
    postcode: 'string',
    city: 'string',
    country: 'string',
    language: 'string',
    product: 'string',
    products: 'list<string>',
    budget: 'double',
    orderVolume: 'double',
    timeframe: 'string',
    authority: 'string',
    need: 'string',
    /** What they have for the purpose today; `nothing` is an answer too. */
    currentlyUses: 'string',
    industry: 'string',
    employees: 'double',
    campaign: 'string',
    channel: 'string',
    externalId: 'string',
    /** Names of the facts that are known: tells an unknown number from 0. */
    known: 'list<string>',
    state: 'string',
    /** Why it is in its state: of a lead in qualification `win-back`, `repurchase`, or why sales gave it back. */
    reason: 'string',
    class: 'string',
    stage: 'string',
    score: 'double',
    pool: 'string',
    owner: 'string',
    round: 'double',
    inquiries: 'double',
    orders: 'double',
    /** Ids of its target groups, as they are with each score: not for scoring, exclusion and definition, which decide before. */
    groups: 'list<string>',
  },
  inquiry: {
    channel: 'string',
    source: 'string',
    campaign: 'string',
    product: 'string',
    products: 'list<string>',
    language: 'string',
    subject: 'string',
    text: 'string',
    /** What it is about besides products, by the word lists of the intake document. */
    topics: 'list<string>',
    /** How much trouble the person took, 1–4; 0 where it was ours, such as a call that we made. */
    effort: 'double',
  },
  organisation: {
    name: 'string',
    domain: 'string',
    /** The domain and those above it: of `mail.firma.de` also `firma.de`. */
    domains: 'list<string>',
  },
  behaviour: {
    /** Types of what the person did, machines left out. */
    seen: 'list<string>',
    count: 'double',
    /** Type and instant of the newest act. */
    last: 'string',
    lastAt: 'string',
    /** What it is worth in the score that stands. */
    points: 'double',
  },
} as const satisfies Record<string, Record<string, 'string' | 'double' | 'list<string>'>>;

interface FactTypes {
  string: string;
  double: number;
  'list<string>': string[];
}
type Declared = typeof declaredFacts;
type Values<S extends Record<string, keyof FactTypes>> = { [F in keyof S]: FactTypes[S[F]] };

/** A value for everything that a condition may ask: "" , 0 or [] where nothing is known. */
export type ConditionFacts = { [S in keyof Declared]: Values<Declared[S]> };

/** The inquiry as conditions see it: its summary on the lead, or the whole inquiry with its text. */
export interface AskedInquiry {
  channel: string;
  source: string;
  campaign?: string;
  product?: string;
  products?: string[];
  language?: string;
  subject?: string;
  text?: string;
  topics?: string[];
  effort?: number;
}

/** Lists are cut here, so that the work of a condition has a bound. */
const maxListed = 50;

/**
 * Fills in everything that a condition may ask about a lead.
 * @param inquiry the inquiry that is decided about; the newest of the lead if none is given
 */
export function conditionFacts(
  lead: Lead,
  inquiry: AskedInquiry | undefined = lead.inquiries.at(-1),
): ConditionFacts {
  return {
    lead: leadFacts(lead),
    inquiry: inquiryFacts(inquiry),
    organisation: organisationFacts(lead),
    behaviour: behaviourFacts(lead),
  };
}

function leadFacts(lead: Lead): ConditionFacts['lead'] {
  const { facts } = lead;
  return {
    ...textFacts(facts),
    products: (facts.products ?? []).slice(0, maxListed),
    budget: facts.budget ?? 0,
    orderVolume: facts.orderVolume ?? 0,
    employees: facts.employees ?? 0,
    known: Object.keys(facts).slice(0, maxListed),
    state: lead.state,
    reason: lead.reason ?? '',
    class: lead.class ?? '',
    stage: lead.stage ?? '',
    score: lead.score?.value ?? 0,
    pool: lead.pool ?? '',
    owner: lead.owner?.id ?? '',
    round: lead.round,
    inquiries: lead.inquiries.length,
    orders: lead.orders.length,
    groups: (lead.score?.groups ?? []).slice(0, maxListed),
  };
}

function textFacts(facts: Lead['facts']) {
  return {
    email: facts.email ?? '',
    phone: facts.phone ?? '',
    company: facts.company ?? '',
    jobTitle: facts.jobTitle ?? '',
    website: facts.website ?? '',
    street: facts.street ?? '',
    postcode: facts.postcode ?? '',
    city: facts.city ?? '',
    country: facts.country ?? '',
    language: facts.language ?? '',
    product: facts.product ?? '',
    timeframe: facts.timeframe ?? '',
    authority: facts.authority ?? 'unknown',
    need: facts.need ?? 'unknown',
    currentlyUses: facts.currentlyUses ?? '',
    industry: facts.industry ?? '',
    campaign: facts.campaign ?? '',
    channel: facts.channel ?? '',
    externalId: facts.externalId ?? '',
  };
}

function inquiryFacts(inquiry: AskedInquiry | undefined): ConditionFacts['inquiry'] {
  return {
    channel: inquiry?.channel ?? '',
    source: inquiry?.source ?? '',
    campaign: inquiry?.campaign ?? '',
    product: inquiry?.product ?? '',
    products: (inquiry?.products ?? []).slice(0, maxListed),
    language: inquiry?.language ?? '',
    subject: inquiry?.subject ?? '',
    text: inquiry?.text ?? '',
    topics: (inquiry?.topics ?? []).slice(0, maxListed),
    effort: inquiry?.effort ?? 0,
  };
}

function organisationFacts(lead: Lead): ConditionFacts['organisation'] {
  const domain = lead.organisation?.domain ?? '';
  const labels = domain === '' ? [] : domain.split('.').slice(-maxListed);
  return {
    name: lead.organisation?.name ?? lead.facts.company ?? '',
    domain,
    domains: labels.slice(0, -1).map((_, at) => labels.slice(at).join('.')),
  };
}

function behaviourFacts(lead: Lead): ConditionFacts['behaviour'] {
  const acts = (lead.behaviour ?? []).filter(byPerson);
  const rows = (lead.score?.criteria ?? []).filter(({ fact }) => fact.startsWith('behaviour.'));
  return {
    seen: [...new Set(acts.map(({ type }) => type))].slice(0, maxListed),
    count: acts.length,
    last: acts.at(-1)?.type ?? '',
    lastAt: acts.at(-1)?.at ?? '',
    points: rows.reduce((sum, { points }) => sum + points, 0),
  };
}
