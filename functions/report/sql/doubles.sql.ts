import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';

const sql = (span: Span): string => `
WITH ${leads(span)},
standing AS (
  SELECT
    lead_id,
    max(CASE WHEN from_last = 1 THEN state END) AS state,
    max(
      CASE
        WHEN type = 'CustomerKnown' OR (type = 'LeadWon' AND (void_from IS NULL OR void_from > seq)) THEN 1
        ELSE 0
      END
    ) AS customer
  FROM history
  GROUP BY lead_id
  HAVING max(CASE WHEN from_last = 1 THEN state END) NOT IN ('merged', 'erased')
),
asked AS (
  SELECT
    least(lead_id, reason) AS one,
    greatest(lead_id, reason) AS other,
    min(CASE WHEN type = 'DuplicateSuspected' THEN "at" END) AS asked_at
  FROM history
  WHERE type IN ('DuplicateSuspected', 'DuplicateDismissed', 'MergeUndone') AND reason IS NOT NULL
  GROUP BY least(lead_id, reason), greatest(lead_id, reason)
  HAVING max(CASE WHEN type = 'DuplicateSuspected' THEN 0 ELSE 1 END) = 0
),
pairs AS (
  SELECT asked.one, asked.other, asked.asked_at, mine.customer + theirs.customer AS customers
  FROM asked
  JOIN standing AS mine ON mine.lead_id = asked.one
  JOIN standing AS theirs ON theirs.lead_id = asked.other
),
doubtful AS (
  SELECT one AS lead_id FROM pairs
  UNION
  SELECT other AS lead_id FROM pairs
),
shares AS (
  SELECT round(CAST((SELECT count(*) FROM doubtful) AS DOUBLE) / nullif(count(*), 0), 4) AS share
  FROM standing
),
kinds AS (
  SELECT
    CASE customers WHEN 0 THEN 'leads' WHEN 1 THEN 'lead-and-customer' ELSE 'customers' END AS kind,
    date_diff('day', asked_at, ${span.end}) AS open_days
  FROM pairs
)
SELECT kinds.kind, count(*) AS open_pairs, max(kinds.open_days) AS oldest_days, max(shares.share) AS share
FROM kinds
CROSS JOIN shares
GROUP BY kinds.kind
ORDER BY CASE kinds.kind WHEN 'lead-and-customer' THEN 0 WHEN 'customers' THEN 1 ELSE 2 END`;

/**
 * How many may still be there twice: pairs that the recognition left to a person, and nobody has decided on (R56). Which ones
 * stands in the list of reviews: a report names no lead, and the same month gives the same bytes.
 */
export const doubles = {
  name: 'doubles',
  question: 'Wer ist vielleicht doppelt da?',
  sql,
  columns: [
    column(
      'kind',
      'text',
      'lead-and-customer: einer von beiden ist Kunde, der andere nicht; customers: beide; leads: keiner',
    ),
    column('pairs', 'count', 'Paare, die eine Person sein können; entschieden wird in der Prüfliste'),
    column('oldestDays', 'count', 'Volle Tage, seit nach dem ältesten gefragt wurde'),
    column(
      'share',
      'share',
      'Anteil aller Leads und Kunden, die in einem solchen Paar stehen; in jeder Zeile gleich',
    ),
  ],
  table: {
    about: 'Paare, die vielleicht eine Person sind und über die niemand entschieden hat',
    heads: { kind: 'Was sie sind', pairs: 'Paare', oldestDays: 'ältestes offen seit Tagen', share: 'Anteil' },
    words: { kind: { leads: 'zwei Leads', 'lead-and-customer': 'Lead und Kunde', customers: 'zwei Kunden' } },
    empty: 'Keine offenen Fragen nach Doppelten.',
  },
} as const satisfies Report;
