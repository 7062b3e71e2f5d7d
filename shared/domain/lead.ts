import * as z from 'zod';
import { Act } from './behaviour.ts';
import { Calls, callDue } from './calls.ts';
import { Clock, isOpen, nextDue } from './clock.ts';
import { Channel, Consent, Facts } from './facts.ts';
import { State } from './lifecycle.ts';

export const LeadClass = z.enum(['cold', 'warm', 'hot']);
export type LeadClass = z.infer<typeof LeadClass>;
export const Stage = z.enum(['MQL', 'SQL']);
export type Stage = z.infer<typeof Stage>;

/** Where the area of a lead stands among all of an area table: rank 1 is the best, with the figures that count. */
export const AreaRank = z.object({
  rank: z.number().int().min(1),
  of: z.number().int().min(1),
  values: z.record(z.string(), z.number()),
});
export type AreaRank = z.infer<typeof AreaRank>;

/** One line of the explanation: the lines' points add up to the score exactly. */
export const ScoreCriterion = z.object({
  id: z.string(),
  fact: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  /** Rating and weight of a fact; behaviour has points of its own. */
  rating: z.number().int().min(1).max(4).optional(),
  weight: z.number().int().min(1).max(4).optional(),
  points: z.number(),
  /** Of a postcode. */
  area: AreaRank.optional(),
});
export type ScoreCriterion = z.infer<typeof ScoreCriterion>;

/** What could be earned with a customer in a year, and what the estimate was made of. */
export const Potential = z.lazy(() =>
  z.object({
    euros: z.number().int(),
    figure: z.enum(['revenue', 'contribution']),
    because: z.array(
      z.object({
        fact: z.string(),
        value: z.union([z.string(), z.number()]),
        euros: z.number().optional(),
        factor: z.number().optional(),
      }),
    ),
  }),
);
export type Potential = z.infer<typeof Potential>;

/** So many target groups a definition can have: reports count the groups of a lead one by one. */
export const MOST_TARGET_GROUPS = 12;

export const Score = z.lazy(() =>
  z.object({
    value: z.number(),
    /** 0–100, for people. */
    scaled: z.number().int().min(0).max(100),
    /** Time frame as digit, volume as letter, such as `2B` (R90). */
    code: z.string(),
    /** Budget, authority, need, time, each 1–4 or null where unknown (R94). */
    bant: z.object({
      budget: z.number().nullable(),
      authority: z.number().nullable(),
      need: z.number().nullable(),
      time: z.number().nullable(),
    }),
    rulesHash: z.string(),
    criteria: z.array(ScoreCriterion),
    /** Of a win, where the scoring document was fitted to results. */
    probability: z.number().min(0).max(1).optional(),
    potential: Potential.optional(),
    /** How deeply the deepest of its channels qualifies, and the product whose own table says so (R46). */
    depth: z
      .object({ value: z.number().int().min(1).max(4), channel: Channel, product: z.string().optional() })
      .optional(),
    /** Target groups of the definition that it belongs to, by id (R74); absent where it is in none. */
    groups: z.array(z.string()).optional(),
    /** A clear wish to buy, shown by an inquiry: the lead is hot until then, in that round, whatever its points. */
    wish: z
      .object({
        rule: z.string(),
        inquiryId: z.string(),
        until: z.iso.datetime(),
        round: z.number().int().min(0),
      })
      .optional(),
  }),
);
export type Score = z.infer<typeof Score>;

/** What a lead keeps of one of its inquiries; the whole inquiry is an item of its own. */
export const InquirySummary = z.lazy(() =>
  z.object({
    id: z.string(),
    channel: Channel,
    source: z.string(),
    campaign: z.string().optional(),
    product: z.string().optional(),
    products: z.array(z.string()).optional(),
    language: z.string().optional(),
    capturedAt: z.iso.datetime(),
    receivedAt: z.iso.datetime(),
    /** Set once the person has got an answer: when, how and with which package. */
    answered: z
      .object({
        at: z.iso.datetime(),
        how: z.enum(['mail', 'call', 'post', 'hand', 'none']),
        package: z.string().optional(),
      })
      .optional(),
    /** The last time that an answer could not be given or did not arrive, and why: a person has been told. */
    failed: z.object({ at: z.iso.datetime(), reason: z.string() }).optional(),
    /** Message-ID of the mail that the inquiry was, so that the answer threads. */
    messageId: z.string().optional(),
    subject: z.string().optional(),
    /** What it is about besides products, by the word lists of the intake document. */
    topics: z.array(z.string()).optional(),
    /** How much trouble the person took with it, 1–4 (R45); absent where it did not come from the person. */
    effort: z.number().int().min(1).max(4).optional(),
    /** It is no inquiry, but a request about the own data or a complaint: a case, never scored and without a package. */
    concern: z.enum(['rights', 'complaint']).optional(),
    /** The person did not ask for it: a row of a bought list. Absent where they did. */
    requested: z.literal(false).optional(),
    /** Set aside, though its lead is not: nothing that it says counts, and nobody answers, before it is let through. */
    setAside: z.enum(['waiting', 'rejected']).optional(),
  }),
);
export type InquirySummary = z.infer<typeof InquirySummary>;

export const Owner = z.object({ id: z.string(), name: z.string() });
export type Owner = z.infer<typeof Owner>;

/** Why this owner: the rule, and each candidate with standing or the reason for passing over (R127). */
export const Assignment = z.lazy(() =>
  z.object({
    rule: z.string(),
    because: z.string(),
    rulesHash: z.string(),
    at: z.iso.datetime(),
    /** Counts the assignments of the lead; a personal link is void once this has moved on. */
    turn: z.number().int().min(1),
    /** Quality tier in which the lead was counted. */
    tier: z.string().optional(),
    /** Of a turn in which both partners and direct sales could take the lead: how many partners, their share, who got it. */
    partners: z
      .object({ able: z.number().int().min(1), share: z.number().min(0).max(1), got: z.boolean() })
      .optional(),
    /** The partner for whom its owner works. */
    partner: z.string().optional(),
    /** The lead of the same organisation for which it went to the same owner. */
    colleague: z.string().optional(),
    candidates: z.array(
      z.object({
        id: z.string(),
        /** Share owed of the tier minus leads got, with this lead, before it was given. */
        standing: z.number().optional(),
        /** The same with all tiers and earlier times: the highest is next, as far as nobody drifts a whole lead away. */
        claim: z.number().optional(),
        passedOver: z.string().optional(),
      }),
    ),
  }),
);
export type Assignment = z.infer<typeof Assignment>;

export const Order = z.object({
  id: z.string(),
  value: z.number().nonnegative().optional(),
  at: z.iso.datetime(),
});

/** Days that matter to a customer, by name: `customerSince`, `contractEnd` or whatever a rule asks for. */
export const DateFacts = z.record(
  z.string().regex(/^[A-Za-z][\w-]{0,39}$/, 'a name is letters, figures and hyphens'),
  z.iso.date(),
);
export type DateFacts = z.infer<typeof DateFacts>;

/** What a person decided against the rules (R85): a class, or the code of an exclusion. */
export const Override = z.object({
  class: LeadClass.optional(),
  exclusion: z.string().optional(),
  reason: z.string(),
  /** The instant at which the rules decide again; for good, where none is given. */
  until: z.iso.datetime().optional(),
  by: z.string(),
  at: z.iso.datetime(),
});

/** That it is no sales case, as one person proposes and another one has to confirm (R61). */
export const Proposal = z.object({
  /** Code of the exclusion. */
  exclusion: z.string(),
  reason: z.string(),
  until: z.iso.datetime().optional(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type Proposal = z.infer<typeof Proposal>;

/** Another lead that may be the same person, as long as nobody has decided. */
const Double = z.object({
  lead: z.string(),
  /** The clock of the review runs on this one of the two. */
  asked: z.boolean(),
});

/** What a person answered who was asked why they did not buy: codes of the rules, and what they wrote. */
export const LossAnswer = z.object({
  reason: z.string().optional(),
  again: z.string().optional(),
  /** What the answer means for coming back: never, by rule as ever, or on the day that the person named. */
  winBack: z.enum(['never', 'as-planned', 'on-day']).optional(),
  day: z.iso.date().optional(),
  comment: z.string().optional(),
});
export type LossAnswer = z.infer<typeof LossAnswer>;

/** Whether somebody who was lost was asked why, or why not; and what they answered. */
const LossSurvey = z.object({
  /** Run of the clock, one for each loss. */
  run: z.string(),
  at: z.iso.datetime(),
  /** Why nobody was asked. */
  skipped: z.string().optional(),
  answer: LossAnswer.extend({ at: z.iso.datetime() }).optional(),
});

export const Lead = z.lazy(() =>
  z.object({
    id: z.string(),
    version: z.number().int().min(0),
    /** Sequence number of the newest event. */
    seq: z.number().int().min(0),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    state: State,
    /** When the present state was entered. */
    stateSince: z.iso.datetime(),
    class: LeadClass.nullable(),
    stage: Stage.nullable(),
    override: Override.optional(),
    /** An exclusion that waits for a second person; the lead goes on until then. */
    proposed: Proposal.optional(),
    facts: Facts,
    /** Facts that nobody told: where they were looked up, by name. */
    lookedUp: z.record(z.string(), z.string()).optional(),
    /** By source: of which domain it did not know which facts, and when it said so. */
    unknownTo: z
      .record(z.string(), z.object({ domain: z.string(), facts: z.record(z.string(), z.iso.datetime()) }))
      .optional(),
    extra: z.record(z.string(), z.unknown()),
    score: Score.nullable(),
    pool: z.string().nullable(),
    owner: Owner.nullable(),
    assignment: Assignment.nullable(),
    /** Who won the person as a customer. */
    keeper: Owner.optional(),
    /** Who had it before it came back from rest by rule: it is theirs again, if they can take it. */
    formerOwner: Owner.optional(),
    /** Owners who declined or did not answer in the present search for an owner. */
    passedOver: z.array(z.string()),
    clocks: z.array(Clock),
    /** Qualification rounds begun (R104). */
    round: z.number().int().min(0),
    /** When the latest round that followed another began. */
    roundSince: z.iso.datetime().optional(),
    /** Rounds that it had when it last came back from rest: the limit counts from there. */
    roundsBefore: z.number().int().min(0).optional(),
    /** When the person was last heard of other than by an inquiry. */
    heardAt: z.iso.datetime().optional(),
    calls: Calls.optional(),
    inquiries: z.array(InquirySummary),
    consents: z.record(z.string(), Consent),
    organisation: z.object({ name: z.string().optional(), domain: z.string().optional() }).nullable(),
    orders: z.array(Order),
    dates: DateFacts.optional(),
    /** Why the lead is at rest, returned, excluded or quarantined: a code from the rule or the fixed list. */
    reason: z.string().nullable(),
    contactedAt: z.iso.datetime().nullable(),
    /** The lead that this one was joined into, and the state that it goes back to if that is undone. */
    merged: z.object({ into: z.string(), state: State, since: z.iso.datetime() }).optional(),
    doubles: z.array(Double).optional(),
    /** Leads that are other people, as somebody decided: never joined with this one by themselves. */
    distinct: z.array(z.string()).optional(),
    /** What the person did, oldest first; of each type the newest. */
    behaviour: z.array(Act).optional(),
    /** The last step of a series of mails of which it is known what became of it. */
    nurtured: z.object({ series: z.string(), step: z.string() }).optional(),
    /** The last round of which it is known what became of its questions by mail; `reason`: why there are none. */
    questioned: z
      .object({ round: z.number().int().min(1), at: z.iso.datetime(), reason: z.string().optional() })
      .optional(),
    /** Of the last loss of which it is known what became of asking why. */
    lossSurvey: LossSurvey.optional(),
    /** Exclusion rule that last decided on the lead. */
    exclusion: z.string().optional(),
    /** Exclusion rule that a person decided against. */
    overruled: z.string().optional(),
  }),
);
export type Lead = z.infer<typeof Lead>;

/** Whether an exclusion of the lead waits for a second person; not of one that was joined into another one. */
export const isProposed = ({ proposed, merged }: Lead): boolean => proposed !== undefined && !merged;

/** What a lead consists of besides its numbers, its dates and its state. */
export const LeadContent = z.lazy(() =>
  Lead.unwrap().omit({
    id: true,
    version: true,
    seq: true,
    createdAt: true,
    updatedAt: true,
    state: true,
    stateSince: true,
  }),
);
export type LeadContent = z.infer<typeof LeadContent>;

export const NextAction = z.object({ what: z.string(), who: z.string(), due: z.iso.datetime() });
export type NextAction = z.infer<typeof NextAction>;

const ACTIONS: Partial<
  Record<State, { clock: Clock['name']; what: string; who: 'owner' | 'marketing' | 'process-owner' }>
> = {
  quarantined: { clock: 'review', what: 'review', who: 'marketing' },
  qualifying: { clock: 'requalification', what: 'requalify', who: 'marketing' },
  qualified: { clock: 'routing', what: 'assign', who: 'process-owner' },
  assigned: { clock: 'acceptance', what: 'accept', who: 'owner' },
  accepted: { clock: 'first-contact', what: 'contact', who: 'owner' },
  opportunity: { clock: 'feedback', what: 'report the outcome', who: 'owner' },
};

/**
 * What happens next with a lead, who does it and until when; null for a lead at rest. It is derived from the running
 * clocks, so it cannot disagree with them, and from the call that is agreed or planned before they end.
 */
export function nextAction(lead: Lead): NextAction | null {
  const action = ACTIONS[lead.state];
  if (!action) return null;
  const running = lead.clocks.filter(isOpen);
  const clock =
    running.find((candidate) => candidate.name === action.clock) ??
    running.find((candidate) => candidate.name === 'feedback');
  const due = clock?.paused?.until ?? clock?.target ?? nextDue(lead.clocks);
  if (!due) return null;
  const call = lead.calls?.nextAt && callDue(lead);
  if (call && call < due) return { what: 'call', who: 'call-agent', due: call };
  const what = lead.state === 'accepted' && clock?.name === 'feedback' ? 'report the outcome' : action.what;
  return { what, who: action.who === 'owner' ? (lead.owner?.id ?? 'process-owner') : action.who, due };
}
