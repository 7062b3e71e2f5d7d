/**
 * Common table expression `turns`, to stand after those of `leads`: one row for each time that somebody got a lead, with what
 * came of it until the next one got it. What was taken back did not happen.
 */
export const turns = `
counted_turns AS (
  SELECT
    history.*,
    count(CASE WHEN type = 'LeadAssigned' THEN 1 END) OVER (
      PARTITION BY lead_id ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS turn
  FROM history
  WHERE by_kind = 'system' OR void_from IS NULL OR void_from > seq
),
turns AS (
  SELECT
    lead_id,
    turn,
    min("at") AS given_at,
    max(CASE WHEN type = 'LeadAssigned' THEN pool END) AS pool,
    max(CASE WHEN type = 'LeadAssigned' THEN rule END) AS rule,
    max(CASE WHEN type = 'LeadAssigned' THEN region END) AS region,
    max(CASE WHEN type = 'LeadAssigned' THEN owner END) AS owner,
    max(CASE WHEN type = 'LeadAssigned' THEN partner END) AS partner,
    max(CASE WHEN type = 'LeadAssigned' THEN able END) AS able,
    min(CASE WHEN type = 'LeadAccepted' THEN "at" END) AS accepted_at,
    max(CASE WHEN type = 'ContactMade' THEN 1 ELSE 0 END) AS contacted,
    max(CASE WHEN type = 'OpportunityOpened' OR (type = 'LeadWon' AND state = 'won') THEN 1 ELSE 0 END) AS opportunity,
    max(CASE WHEN type = 'LeadWon' THEN 1 ELSE 0 END) AS won,
    max(CASE WHEN type = 'LeadReturned' THEN reason END) AS returned,
    max(CASE WHEN type = 'OwnerReleased' AND outcome = 'declined' THEN coalesce(reason, 'other') END) AS declined,
    max(CASE WHEN type = 'OwnerReleased' AND outcome IN ('not-accepted', 'not-contacted') THEN 1 ELSE 0 END) AS silent
  FROM counted_turns
  WHERE turn > 0
  GROUP BY lead_id, turn
)`;
