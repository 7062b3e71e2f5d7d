import type { Span } from '../span.ts';

/**
 * Common table expressions `history` (each event once, up to the end of the day), `inquiries` and `leads`, one row per
 * lead as it stood then. Every report counts these rows, which is why their totals agree. An inquiry that was set aside
 * and let through later counts once, as what it became.
 *
 * A lead counts for the source of its first inquiry. It has got as far as its furthest event that was not taken back: who
 * won has been hot. A merged lead is another one's; it is not counted twice. A customer of whom another system told is no
 * lead before anything else happens.
 */
export const leads = ({ end, lastFolder }: Span): string => `
stored AS (
  SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY "at") AS copy
  FROM events
  WHERE "at" < ${end} AND dt <= '${lastFolder}'
),
numbered AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY lead_id ORDER BY seq) AS from_first,
    row_number() OVER (PARTITION BY lead_id ORDER BY seq DESC) AS from_last,
    min(CASE WHEN type = 'ActionTakenBack' THEN CAST(outcome AS INTEGER) END) OVER (
      PARTITION BY lead_id ORDER BY seq ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS void_from
  FROM stored
  WHERE copy = 1 AND lead_id IS NOT NULL
),
history AS (
  SELECT
    *,
    CASE
      WHEN by_kind <> 'system' AND void_from <= seq THEN 1
      WHEN type = 'LeadWon' THEN 7
      WHEN type = 'OpportunityOpened' THEN 6
      WHEN type = 'ContactMade' THEN 5
      WHEN type = 'LeadAccepted' THEN 4
      WHEN type = 'LeadAssigned' THEN 3
      WHEN class = 'hot' THEN 2
      ELSE 1
    END AS reached
  FROM numbered
),
arrived AS (
  SELECT *, row_number() OVER (PARTITION BY inquiry_id ORDER BY type, "at") AS telling
  FROM stored
  WHERE copy = 1 AND type IN ('InquiryReceived', 'InquirySetAside')
),
inquiries AS (
  SELECT inquiry_id, "at", type, outcome, channel, campaign, product, region
  FROM arrived
  WHERE telling = 1
),
leads AS (
  SELECT
    lead_id,
    max(CASE WHEN from_last = 1 THEN state END) AS state,
    max(CASE WHEN from_last = 1 THEN class END) AS class,
    max(CASE WHEN from_last = 1 THEN stage END) AS stage,
    max(CASE WHEN from_last = 1 THEN pool END) AS pool,
    max(CASE WHEN from_last = 1 THEN target_groups END) AS target_groups,
    max(CASE WHEN from_last = 1 THEN state_since END) AS state_since,
    max(CASE WHEN from_first = 1 THEN channel END) AS channel,
    max(CASE WHEN from_first = 1 THEN campaign END) AS campaign,
    max(CASE WHEN from_first = 1 THEN product END) AS product,
    max(CASE WHEN from_first = 1 THEN region END) AS region,
    min("at") AS created_at,
    min(CASE WHEN reached >= 2 THEN "at" END) AS hot_at,
    min(CASE WHEN reached >= 3 THEN "at" END) AS assigned_at,
    min(CASE WHEN reached >= 4 THEN "at" END) AS accepted_at,
    min(CASE WHEN reached >= 5 THEN "at" END) AS contacted_at,
    min(CASE WHEN reached >= 6 THEN "at" END) AS opportunity_at,
    min(CASE WHEN reached >= 7 THEN "at" END) AS won_at,
    sum(CASE WHEN type = 'LeadWon' AND reached = 7 THEN CAST(order_value AS DECIMAL(18, 2)) END) AS order_value
  FROM history
  GROUP BY lead_id
  HAVING max(CASE WHEN from_last = 1 THEN state END) <> 'merged'
    AND max(CASE WHEN type <> 'CustomerKnown' THEN 1 END) = 1
)`;
