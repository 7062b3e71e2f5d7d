import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';
import { runs } from './runs.sql.ts';

/** Where does each lead stand, since when, and what is late? */
export const tracking = (span: Span): string => `
WITH ${leads(span)}, ${runs(span)},
late AS (
  SELECT DISTINCT lead_id FROM runs WHERE stopped_at IS NULL AND limit_at < ${span.end}
)
SELECT
  state,
  class,
  stage,
  pool,
  count(*) AS leads,
  max(date_diff('day', state_since, ${span.end})) AS oldest_days,
  round(avg(CAST(date_diff('day', state_since, ${span.end}) AS DOUBLE)), 1) AS mean_days,
  count(hot_at) AS hot,
  count(won_at) AS won,
  count(late.lead_id) AS overdue
FROM leads
LEFT JOIN late ON late.lead_id = leads.lead_id
GROUP BY state, class, stage, pool
ORDER BY state, class NULLS LAST, stage NULLS LAST, pool NULLS LAST`;
