import type { Ledger } from '../../../shared/ports/lead-store.ts';

/** A member as the rule needs it: the weight of the share, and why the member cannot take a lead now, if so. */
export interface Candidate {
  id: string;
  weight: number;
  unavailable?: string;
}

/** Whose turn it is, with the arithmetic: standing = share owed so far minus leads got, after this turn. */
export interface Turn {
  taker: string | null;
  ledger: Ledger;
  candidates: { id: string; standing?: number; passedOver?: string }[];
}

/**
 * Decides whose turn it is in a pool. The members who can take the lead are each owed their weighted share of it;
 * the lead goes to the one whose claim would soonest exceed its bound. This is Tijdeman's method for the chairman
 * assignment problem (R. Tijdeman, Discrete Mathematics 32, 1980): while the same members can take leads, nobody is
 * ever further than 1 − 1/(2k−2) of a lead from the share, k members. Who is absent is owed nothing and charged nothing.
 * @param ledger the standings before the turn; members who are not in it yet begin at zero
 */
export function fairTurn(candidates: readonly Candidate[], ledger: Ledger): Turn {
  const able = candidates.filter((candidate) => !candidate.unavailable);
  const total = able.reduce((sum, candidate) => sum + candidate.weight, 0);
  const slack = able.length > 1 ? 1 / (2 * able.length - 2) : 0;
  let taker: { id: string; deadline: number } | null = null;
  const owed = new Map<string, number>();
  for (const { id, weight } of able) {
    const share = weight / total;
    const standing = (ledger.members[id]?.standing ?? 0) + share;
    owed.set(id, standing);
    const deadline = (1 - slack - standing) / share;
    if (standing < slack - 1e-9) continue;
    if (taker === null || deadline < taker.deadline - 1e-9) taker = { id, deadline };
  }
  const takerId = taker?.id ?? highest(owed);
  const members = { ...ledger.members };
  for (const [id, standing] of owed) {
    const got = members[id]?.got ?? 0;
    members[id] = id === takerId ? { got: got + 1, standing: standing - 1 } : { got, standing };
  }
  return {
    taker: takerId,
    ledger: { ...ledger, members },
    candidates: candidates.map(({ id, unavailable }) =>
      unavailable ? { id, passedOver: unavailable } : { id, standing: round(owed.get(id) ?? 0) },
    ),
  };
}

/** Standings from before a change of members may leave nobody above the slack; then the one owed most is next. */
function highest(owed: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  for (const [id, standing] of owed) {
    if (best === null || standing > (owed.get(best) ?? 0)) best = id;
  }
  return best;
}

function round(standing: number): number {
  return Math.round(standing * 1000) / 1000;
}
