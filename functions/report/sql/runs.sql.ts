import type { Span } from '../span.ts';

/**
 * Common table expression `runs`: one row per run of a deadline clock as it stood at the end of the day. A run stops at
 * most once, so the greatest value of each column is the newest, and rows that came twice change nothing.
 */
export const runs = ({ end, lastFolder }: Span): string => `
runs AS (
  SELECT
    lead_id,
    run,
    max(clock) AS clock,
    max(started_at) AS started_at,
    max(target_at) AS target_at,
    max(limit_at) AS limit_at,
    max(stopped_at) AS stopped_at
  FROM clocks
  WHERE "at" < ${end} AND dt <= '${lastFolder}'
  GROUP BY lead_id, run
)`;
