import { timestamp } from '../span.ts';

/**
 * The inquiries that the analysis data know, from a day before a span to a day after it, each with the state of its lead at
 * the end of the span: id, instant, place.
 * @param folders the first and the last day in whose folders they can lie
 */
export const inquiries = (
  { from, to }: { from: string; to: string },
  folders: { first: string; last: string },
): string => `
WITH came AS (
  SELECT inquiry_id, min("at") AS came_at, max(lead_id) AS lead_id
  FROM events
  WHERE type IN ('InquiryReceived', 'InquirySetAside')
    AND dt >= '${folders.first}' AND dt <= '${folders.last}'
    AND "at" >= ${timestamp(from)} - INTERVAL '1' DAY AND "at" < ${timestamp(to)} + INTERVAL '1' DAY
  GROUP BY inquiry_id
),
stands AS (
  SELECT lead_id, max_by(state, seq) AS state
  FROM events
  WHERE lead_id IS NOT NULL AND "at" < ${timestamp(to)} AND dt <= '${folders.last}'
  GROUP BY lead_id
)
SELECT
  came.inquiry_id,
  date_format(came.came_at, '%Y-%m-%dT%H:%i:%s'),
  CASE WHEN came.lead_id IS NULL THEN 'set-aside' ELSE coalesce(stands.state, 'received') END
FROM came
LEFT JOIN stands ON stands.lead_id = came.lead_id
ORDER BY came.inquiry_id`;
