import type { Span } from '../span.ts';

/**
 * Common table expression `runs`: one row per run of a deadline clock as it stood at the end of the day, by its newest
 * event. Rows that came twice change nothing; a run whose start was taken back is none.
 */
export const runs = ({ end, lastFolder }: Span): string => `
moments AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY lead_id, run
      ORDER BY "at" DESC, length(event_id) DESC, event_id DESC
    ) AS from_last
  FROM clocks
  WHERE "at" < ${end} AND dt <= '${lastFolder}'
),
runs AS (
  SELECT lead_id, run, clock, started_at, target_at, limit_at, stopped_at
  FROM moments
  WHERE from_last = 1 AND state <> 'void'
)`;
