import { createHash } from 'node:crypto';
import { isPromise } from './clock.ts';
import type { LeadEvent } from './events.ts';
import { inquiryOf, seqOf } from './events.ts';
import type { Inquiry } from './inquiry.ts';
import type { Lead } from './lead.ts';

/** Columns of the analysis data: the report SQL, the Parquet writer and the Glue tables all take them from here. */
export const analysisColumns = {
  events: [
    { name: 'event_id', type: 'string' },
    { name: 'seq', type: 'int' },
    { name: 'at', type: 'timestamp' },
    { name: 'type', type: 'string' },
    { name: 'lead_id', type: 'string' },
    { name: 'inquiry_id', type: 'string' },
    { name: 'by_kind', type: 'string' },
    { name: 'from_state', type: 'string' },
    { name: 'state', type: 'string' },
    { name: 'state_since', type: 'timestamp' },
    { name: 'class', type: 'string' },
    { name: 'stage', type: 'string' },
    { name: 'score', type: 'double' },
    { name: 'pool', type: 'string' },
    { name: 'owner', type: 'string' },
    { name: 'round', type: 'int' },
    { name: 'channel', type: 'string' },
    { name: 'source', type: 'string' },
    { name: 'campaign', type: 'string' },
    { name: 'product', type: 'string' },
    { name: 'region', type: 'string' },
    { name: 'country', type: 'string' },
    { name: 'industry', type: 'string' },
    { name: 'outcome', type: 'string' },
    { name: 'reason', type: 'string' },
    { name: 'order_value', type: 'double' },
    { name: 'rule', type: 'string' },
    { name: 'rules_hash', type: 'string' },
    { name: 'lead_created_at', type: 'timestamp' },
    { name: 'tier', type: 'string' },
    { name: 'able', type: 'int' },
    { name: 'deviation', type: 'double' },
    { name: 'partners_able', type: 'int' },
    { name: 'partners_share', type: 'double' },
    { name: 'to_partner', type: 'int' },
    { name: 'partner', type: 'string' },
    { name: 'agent', type: 'string' },
    { name: 'checklist_of', type: 'int' },
    { name: 'checklist_known', type: 'int' },
    { name: 'told_need', type: 'string' },
    { name: 'told_authority', type: 'string' },
    { name: 'target_groups', type: 'string' },
    { name: 'depth', type: 'int' },
    { name: 'effort', type: 'int' },
    { name: 'fields', type: 'string' },
    { name: 'rated', type: 'string' },
  ],
  clocks: [
    { name: 'event_id', type: 'string' },
    { name: 'at', type: 'timestamp' },
    { name: 'lead_id', type: 'string' },
    { name: 'run', type: 'string' },
    { name: 'clock', type: 'string' },
    { name: 'started_at', type: 'timestamp' },
    { name: 'target_at', type: 'timestamp' },
    { name: 'limit_at', type: 'timestamp' },
    { name: 'stopped_at', type: 'timestamp' },
    { name: 'state', type: 'string' },
    { name: 'pool', type: 'string' },
  ],
} as const satisfies Record<
  string,
  readonly { name: string; type: 'string' | 'int' | 'double' | 'timestamp' }[]
>;

type Cell = string | number | null;
type AnalysisRow<D extends keyof typeof analysisColumns> = Record<
  (typeof analysisColumns)[D][number]['name'],
  Cell
>;

/** What one event leaves behind for analysis; no names, addresses or texts (spec 7). */
export interface AnalysisRecord {
  event: AnalysisRow<'events'>;
  clocks: AnalysisRow<'clocks'>[];
}

/** Sales region of a lead: country, and for Germany the two leading digits of the postcode (Leitregion). */
function region(lead: Lead): string | null {
  const { country, postcode } = lead.facts;
  if (!country) return null;
  return country === 'DE' && postcode ? `DE-${postcode.slice(0, 2)}` : country;
}

function outcome(event: LeadEvent): { outcome: string | null; reason: string | null; value: number | null } {
  switch (event.type) {
    case 'InquiryReceived':
      return { outcome: event.data.outcome, reason: event.data.findings[0]?.code ?? null, value: null };
    case 'ConsentChanged': {
      const given = Object.values(event.data.consents).some((consent) => consent.given);
      const reason = Object.keys(event.data.consents).sort().join('_') || null;
      return { outcome: given ? 'given' : 'withdrawn', reason, value: null };
    }
    case 'FactsLookedUp': {
      const { source, facts, mailDomain } = event.data;
      const found = Object.keys(facts).length > 0 ? 'found' : 'nothing';
      return { outcome: mailDomain?.status ?? found, reason: source, value: null };
    }
    case 'NurtureBegun':
      return { outcome: null, reason: event.data.series, value: null };
    case 'NurtureStepTaken':
      return { outcome: event.data.outcome, reason: event.data.reason ?? event.data.series, value: null };
    case 'LossSurveyAnswered':
      return { outcome: event.data.winBack ?? null, reason: event.data.reason ?? null, value: null };
    case 'QuestionsSent':
    case 'LossSurveySent':
      return { outcome: event.data.outcome, reason: event.data.reason ?? null, value: null };
    case 'InquiryAnswered':
      return { outcome: event.data.how, reason: event.data.package ?? null, value: null };
    case 'OwnerReleased':
      // A code where the owner declined; what staff wrote is text.
      return {
        outcome: event.data.why,
        reason: event.data.why === 'declined' ? (event.data.reason ?? null) : null,
        value: null,
      };
    case 'ClockStepTaken':
      return { outcome: event.data.do, reason: event.data.clock, value: null };
    case 'OverrideSet':
      return { outcome: event.data.class ?? null, reason: event.data.exclusion ?? null, value: null };
    case 'ExclusionProposed':
      return { outcome: null, reason: event.data.exclusion, value: null };
    case 'ExclusionSettled':
      return { outcome: event.data.as, reason: event.data.exclusion, value: null };
    case 'ClockPaused':
    case 'ClockResumed':
      return { outcome: null, reason: event.data.clock, value: null };
    case 'OverrideEnded':
      return { outcome: event.data.why, reason: null, value: null };
    case 'ReviewDecided':
    case 'InquiryReviewed':
      return { outcome: event.data.decision, reason: null, value: null };
    case 'LeadWon':
      return { outcome: 'won', reason: null, value: event.data.order.value ?? null };
    case 'ActionTakenBack':
      // Number of the first event that counts no more: reports leave it and those after it out.
      return { outcome: String(seqOf(event.data.events[0] ?? '') ?? ''), reason: null, value: null };
    case 'OpportunityOpened':
      return { outcome: null, reason: null, value: event.data.volume ?? null };
    case 'RetentionEnded':
      return { outcome: null, reason: event.data.rule, value: null };
    case 'RightsRequested':
      return { outcome: null, reason: event.data.right, value: null };
    case 'RightsSettled':
    case 'ComplaintAnswered':
    case 'CallMade':
      return { outcome: event.data.result, reason: null, value: null };
    case 'LeadMerged':
      return { outcome: 'merged', reason: event.data.into, value: null };
    case 'DuplicateMerged':
    case 'MergeUndone':
    case 'DuplicateSuspected':
    case 'DuplicateDismissed':
      return { outcome: null, reason: event.data.lead, value: null };
    case 'LeadReturned':
    case 'LeadLost':
    case 'LeadRested':
    case 'LeadExcluded':
    case 'LeadQuarantined':
    case 'LeadRequalified':
    case 'LeadParked':
    case 'AnswerFailed':
      return { outcome: null, reason: event.data.reason, value: null };
    default:
      return { outcome: null, reason: null, value: null };
  }
}

const NO_TURN = {
  tier: null,
  able: null,
  deviation: null,
  partners_able: null,
  partners_share: null,
  to_partner: null,
  partner: null,
};

/**
 * Of a turn: the quality tier, how many could take the lead, and how far from the share of the tier the member is who is
 * furthest from it after the turn, in leads. It says nothing about who that is.
 */
function turnOf(event: LeadEvent): Pick<AnalysisRow<'events'>, keyof typeof NO_TURN> {
  if (event.type !== 'LeadAssigned') return NO_TURN;
  const { owner, assignment } = event.data;
  const { partners } = assignment;
  const after = assignment.candidates.flatMap(({ id, standing }) =>
    standing === undefined ? [] : [id === owner.id ? standing - 1 : standing],
  );
  const deviation = Math.max(...after.map(Math.abs));
  return {
    tier: assignment.tier ?? null,
    able: after.length === 0 ? null : after.length,
    deviation: after.length === 0 ? null : deviation,
    partners_able: partners?.able ?? null,
    partners_share: partners?.share ?? null,
    to_partner: partners ? Number(partners.got) : null,
    partner: assignment.partner ?? null,
  };
}

const NO_AGENT = {
  agent: null,
  checklist_of: null,
  checklist_known: null,
  told_need: null,
  told_authority: null,
};

/**
 * Of what staff asked and judged (R95): how much of the fixed list is answered after a call, need and role as they were
 * told. The agent stands as a pseudonym that is always the same, so that agents can be counted and none is named.
 */
function agentOf(event: LeadEvent): Pick<AnalysisRow<'events'>, keyof typeof NO_AGENT> {
  if (!event.by.startsWith('staff:')) return NO_AGENT;
  const agent = createHash('sha256').update(`agent ${event.by}`).digest('hex').slice(0, 12);
  if (event.type === 'CallMade') {
    const { checklist } = event.data;
    return {
      ...NO_AGENT,
      agent,
      checklist_of: checklist?.of ?? null,
      checklist_known: checklist?.known ?? null,
    };
  }
  if (event.type !== 'FactsChanged') return NO_AGENT;
  const { need, authority } = event.data.facts;
  return { ...NO_AGENT, agent, told_need: need ?? null, told_authority: authority ?? null };
}

const NO_FIELDS = { fields: null, rated: null };
/** Names of facts that are told with every inquiry, whatever a form asks. */
const ALWAYS_TOLD = ['channel', 'language'];
/** Questions of one form that are counted; how they are called is up to whoever sends. */
const MOST_EXTRA = 30;
const EXTRA_NAME = /^[\w-]{1,40}$/;

/** Names, without values, of the fields that an inquiry filled in, and of the facts that gave a score points (R67). */
function fieldsOf(event: LeadEvent): Pick<AnalysisRow<'events'>, keyof typeof NO_FIELDS> {
  if (event.type === 'InquiryReceived') {
    const { facts, extra } = event.data;
    const told = Object.keys(facts).filter((name) => !ALWAYS_TOLD.includes(name));
    const besides = Object.keys(extra).filter((name) => EXTRA_NAME.test(name));
    const names = [...told, ...besides.slice(0, MOST_EXTRA).map((name) => `extra.${name}`)];
    return { ...NO_FIELDS, fields: names.join(' ') };
  }
  if (event.type !== 'LeadScored') return NO_FIELDS;
  const rated = event.data.score.criteria.filter(({ rating, value }) => rating && value !== 'unknown');
  return { ...NO_FIELDS, rated: [...new Set(rated.map(({ fact }) => fact))].join(' ') };
}

/**
 * The analysis rows of one event.
 * @param before the lead before the event, null if the event began it
 * @param after the lead after the event
 */
export function analysisOf(event: LeadEvent, before: Lead | null, after: Lead): AnalysisRecord {
  const inquiryId = inquiryOf(event);
  const inquiry = after.inquiries.find((candidate) => candidate.id === inquiryId) ?? after.inquiries[0];
  const what = outcome(event);
  return {
    event: {
      event_id: event.id,
      seq: event.seq,
      at: event.at,
      type: event.type,
      lead_id: event.leadId,
      inquiry_id: inquiryId ?? null,
      by_kind: event.by.split(':')[0] ?? event.by,
      from_state: before?.state ?? null,
      state: after.state,
      state_since: after.stateSince,
      class: after.class,
      stage: after.stage,
      score: after.score?.value ?? null,
      pool: after.pool,
      owner: after.owner?.id ?? null,
      round: after.round,
      channel: inquiry?.channel ?? null,
      source: inquiry?.source ?? null,
      campaign: inquiry?.campaign ?? null,
      product: inquiry?.product ?? null,
      region: region(after),
      country: after.facts.country ?? null,
      industry: after.facts.industry ?? null,
      outcome: what.outcome,
      reason: what.reason,
      order_value: what.value,
      rule: event.rule ?? null,
      rules_hash: event.rulesHash ?? null,
      lead_created_at: after.createdAt,
      ...turnOf(event),
      ...agentOf(event),
      target_groups: after.score?.groups?.join(' ') ?? null,
      depth: after.score?.depth?.value ?? null,
      effort: inquiry?.effort ?? null,
      ...fieldsOf(event),
    },
    clocks: event.clocks.flatMap((change) => {
      const run = change.op === 'start' ? change.clock.run : change.run;
      const clock = after.clocks.find((candidate) => candidate.run === run);
      if (clock && !isPromise(clock)) return [];
      if (clock) return [clockRow(event, clock, after)];
      // Two leads that are two again: the run is the other one's.
      const gone = before?.clocks.find((candidate) => candidate.run === run);
      return gone ? [clockRow(event, { ...gone, state: 'void' }, after)] : [];
    }),
  };
}

function clockRow(event: LeadEvent, clock: Lead['clocks'][number], lead: Lead): AnalysisRow<'clocks'> {
  return {
    event_id: event.id,
    at: event.at,
    lead_id: lead.id,
    run: clock.run,
    clock: clock.name,
    started_at: clock.startedAt,
    target_at: clock.target,
    limit_at: clock.limit,
    stopped_at: clock.stoppedAt ?? null,
    state: clock.state,
    pool: lead.pool,
  };
}

const EMPTY = {
  seq: null,
  by_kind: null,
  from_state: null,
  state: null,
  state_since: null,
  class: null,
  stage: null,
  score: null,
  pool: null,
  owner: null,
  round: null,
  product: null,
  region: null,
  country: null,
  industry: null,
  order_value: null,
  rule: null,
  rules_hash: null,
  lead_created_at: null,
  ...NO_TURN,
  ...NO_AGENT,
  target_groups: null,
  depth: null,
  effort: null,
  ...NO_FIELDS,
} satisfies Partial<AnalysisRow<'events'>>;

/** The analysis row of an inquiry that became no lead: counted too, so that what came in adds up. */
export function analysisOfSetAside(inquiry: Inquiry): AnalysisRecord {
  return {
    event: {
      ...EMPTY,
      event_id: inquiry.id,
      at: inquiry.receivedAt,
      type: 'InquirySetAside',
      lead_id: null,
      inquiry_id: inquiry.id,
      channel: inquiry.channel,
      source: inquiry.source,
      campaign: inquiry.facts.campaign ?? null,
      outcome: inquiry.outcome,
      reason: inquiry.reason,
    },
    clocks: [],
  };
}
