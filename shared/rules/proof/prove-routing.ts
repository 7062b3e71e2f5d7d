import type { AgentsDocument } from '../agents.ts';
import type { PoolsDocument } from '../pools.ts';
import type { RoutingDocument } from '../routing.ts';
import { type Proof, type ProofFinding, proveRules } from './prove-rules.ts';

export type RoutingFinding =
  | ProofFinding
  /** Leads of the pool reach nobody. */
  | { kind: 'missing-owner'; pool: string; why: string };

/** What the routing does to every lead that is ready for sales, and which pools have nobody who can take one. */
export function proveRouting(
  routing: RoutingDocument,
  directory: { pools?: PoolsDocument | undefined; agents?: AgentsDocument | undefined },
): Omit<Proof, 'findings'> & { findings: RoutingFinding[] } {
  const rules = routing.rules.map(({ id, when, pool }) => ({ id, when, outcome: pool }));
  // Only a qualified lead is routed.
  const proof = proveRules(rules, { 'lead.state': ['qualified'] });
  const asked = [...new Set([...routing.rules.map(({ pool }) => pool), routing.fallback.pool])];
  return { ...proof, findings: [...proof.findings, ...asked.flatMap((pool) => ownerless(pool, directory))] };
}

function ownerless(
  id: string,
  { pools, agents }: { pools?: PoolsDocument | undefined; agents?: AgentsDocument | undefined },
): RoutingFinding[] {
  if (!pools) return [];
  const pool = pools.pools.find((one) => one.id === id);
  const missing = (why: string): RoutingFinding[] => [{ kind: 'missing-owner', pool: id, why }];
  if (!pool) return missing('there is no such pool');
  if (pool.members.length === 0) return missing('it has no member');
  if (!agents) return [];
  const known = pool.members.flatMap(({ agent }) => agents.agents.find((one) => one.id === agent) ?? []);
  return known.length === 0 ? missing('none of its members is an agent') : [];
}
