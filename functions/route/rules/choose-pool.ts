import type { RoutingDocument } from '../../../shared/rules/routing.ts';

export interface PoolChoice {
  pool: string;
  rule: string;
  because: string;
}

/**
 * Decides which pool a lead goes to: the first rule whose condition holds, else the fallback pool, never nowhere (R122).
 * @param holds tells whether a CEL condition holds for the lead
 */
export function choosePool(
  document: Pick<RoutingDocument, 'rules' | 'fallback'>,
  holds: (condition: string) => boolean,
): PoolChoice {
  const rule = document.rules.find(({ when }) => holds(when));
  return rule
    ? { pool: rule.pool, rule: `route/${rule.id}`, because: rule.because }
    : { pool: document.fallback.pool, rule: 'route/fallback', because: document.fallback.because };
}
