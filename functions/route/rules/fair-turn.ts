import { AGAIN, type Ledger, type Stretch } from '../../../shared/domain/ledger.ts';

/** A member as the rule needs it: the weight of the share, and why the member cannot take a lead now, if so. */
export interface Candidate {
  id: string;
  weight: number;
  unavailable?: string;
}

/**
 * Whose turn it is, with the arithmetic before the lead is given: `standing` is what the member is owed of this tier in
 * the present stretch, this lead included; the highest `claim` is next, as far as nobody drifts a whole lead away by it.
 */
export interface Turn {
  taker: string | null;
  ledger: Ledger;
  candidates: { id: string; standing?: number; claim?: number; passedOver?: string }[];
}

/** Arithmetic on shares is exact to this. */
const EXACT = 1e-9;
/** Leads ahead that are looked at before a choice is called safe; with less even weights only the most urgent one is. */
const LOOK_AHEAD = 256;
/** Leads of what is owed from earlier stretches that count in a turn, per tier and in total: paid back, never as a flood. */
const PAID_BACK = 0.5;

/** What an able member can claim, this lead included. */
interface Claim {
  id: string;
  /** Part of the weights of all who can take the lead. */
  share: number;
  /** Share of the tier's leads of this stretch minus those got. */
  owed: number;
  claim: number;
}

/**
 * Decides whose turn it is in a pool. The members who can take the lead are each owed their weighted share of it; who
 * cannot is owed nothing and charged nothing. While the same members can take leads, each is less than one lead from
 * the share in every tier: a lead is only given so that all claims to come can still be met in time (upper and lower
 * quota, as in R. Tijdeman, Discrete Mathematics 32, 1980). Within that, it goes to the one owed most over all tiers.
 * @param ledger the standings before the turn; members who are not in it yet begin at zero
 * @param tier the quality tier of the lead; `again` is counted apart
 */
export function fairTurn(candidates: readonly Candidate[], ledger: Ledger, tier: string): Turn {
  const able = candidates.filter((candidate) => !candidate.unavailable);
  const stretch = stretchOf(able, ledger, tier);
  const claims = claimsOf(able, ledger, stretch, tier);
  const taker = chosen(claims)?.id ?? null;
  return {
    taker,
    ledger: taker === null ? ledger : counted({ ledger, tier, claims, taker, stretch }),
    candidates: candidates.map(({ id, unavailable }) => {
      const found = claims.find((claim) => claim.id === id);
      return found
        ? { id, standing: rounded(found.owed, 3), claim: rounded(found.claim, 3) }
        : { id, passedOver: unavailable ?? '' };
    }),
  };
}

/** The present stretch; a new one where other members, or other weights, are there. Leads once more have none. */
function stretchOf(members: readonly Candidate[], { stretch }: Ledger, tier: string): Stretch {
  const able = Object.fromEntries(members.map(({ id, weight }) => [id, weight]));
  const same =
    Object.keys(stretch?.able ?? {}).length === members.length &&
    members.every(({ id, weight }) => stretch?.able[id] === weight);
  return stretch && same && tier !== AGAIN ? stretch : { able, got: {} };
}

function claimsOf(able: readonly Candidate[], ledger: Ledger, { got }: Stretch, tier: string): Claim[] {
  const weights = able.reduce((sum, { weight }) => sum + weight, 0);
  const tiers = [...new Set([...Object.keys(got), tier])].map((name) => {
    const given = Object.values(got[name] ?? {}).reduce((sum, leads) => sum + leads, 0);
    return { name, leads: given + (name === tier ? 1 : 0) };
  });
  return able.map(({ id, weight }) => {
    const share = weight / weights;
    const owedOf = tiers.map(({ name, leads }) => ({ name, owed: leads * share - (got[name]?.[id] ?? 0) }));
    const owed = owedOf.find(({ name }) => name === tier)?.owed ?? 0;
    const total = owedOf.reduce((sum, of) => sum + of.owed, 0);
    const member = ledger.members[id];
    const earlier = (member?.tiers?.[tier]?.standing ?? 0) + share - owed;
    const earlierTotal = tier === AGAIN ? 0 : (member?.standing ?? 0) + share - total;
    return { id, share, owed, claim: owed + total + paidBack(earlier) + paidBack(earlierTotal) };
  });
}

function paidBack(standing: number): number {
  return Math.max(-PAID_BACK, Math.min(PAID_BACK, standing));
}

/** The highest claim that is safe to meet; the most urgent one always is. */
function chosen(claims: readonly Claim[]): Claim | undefined {
  const open = claims.filter(({ owed }) => owed > EXACT);
  const urgent = [...open].sort((a, b) => (1 - a.owed) / a.share - (1 - b.owed) / b.share)[0];
  return [...open]
    .sort((a, b) => b.claim - a.claim)
    .find((claim) => claim === urgent || isSafe(claims, claim));
}

/**
 * Tells whether everybody can still be served in time after a choice: of the next h leads, no more than h must go to
 * members who would else be a whole lead behind, for every h until nobody is ahead of the share any more.
 */
function isSafe(claims: readonly Claim[], taker: Claim): boolean {
  const after = claims.map(({ id, owed, share }) => ({ owed: id === taker.id ? owed - 1 : owed, share }));
  const horizon = Math.max(...after.map(({ owed, share }) => Math.ceil(-owed / share - EXACT)));
  if (horizon > LOOK_AHEAD) return false;
  for (let ahead = 0; ahead <= horizon; ahead++) {
    let due = 0;
    for (const { owed, share } of after) due += Math.max(0, Math.floor(owed + ahead * share + EXACT));
    if (due > ahead) return false;
  }
  return true;
}

interface Given {
  ledger: Ledger;
  tier: string;
  claims: readonly Claim[];
  taker: string;
  stretch: Stretch;
}

/** The ledger after the turn. */
function counted({ ledger, tier, claims, taker, stretch }: Given): Ledger {
  const members = { ...ledger.members };
  const plus = (count: { got: number; standing: number } | undefined, { id, share }: Claim) => {
    const took = id === taker ? 1 : 0;
    return { got: (count?.got ?? 0) + took, standing: rounded((count?.standing ?? 0) + share - took, 9) };
  };
  for (const claim of claims) {
    const member = members[claim.id] ?? { got: 0, standing: 0 };
    members[claim.id] = {
      ...member,
      ...(tier === AGAIN ? {} : plus(member, claim)),
      tiers: { ...member.tiers, [tier]: plus(member.tiers?.[tier], claim) },
    };
  }
  if (tier === AGAIN) return { ...ledger, members };
  const before = stretch.got[tier] ?? {};
  const got = { ...stretch.got, [tier]: { ...before, [taker]: (before[taker] ?? 0) + 1 } };
  return { ...ledger, members, stretch: { ...stretch, got } };
}

function rounded(value: number, digits: number): number {
  // Adding zero makes zero of minus zero, as storing does.
  return Number(value.toFixed(digits)) + 0;
}
