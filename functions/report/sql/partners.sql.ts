import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';
import { runs } from './runs.sql.ts';
import { turns } from './turns.sql.ts';

/** Stand for direct sales and for a whole pool, beside the ids of partners. */
const DIRECT = '(direct)';
export const WHOLE_POOL = '(all)';

const sql = (span: Span): string => `
WITH ${leads(span)}, ${runs(span)}, ${turns},
accepting AS (
  SELECT lead_id, started_at, max(CASE WHEN stopped_at <= limit_at THEN 1 ELSE 0 END) AS in_time
  FROM runs
  WHERE clock = 'acceptance'
  GROUP BY lead_id, started_at
),
worked AS (
  SELECT
    turns.*,
    CASE WHEN turns.accepted_at IS NOT NULL AND coalesce(accepting.in_time, 1) = 1 THEN 1 ELSE 0 END AS in_time
  FROM turns
  LEFT JOIN accepting ON accepting.lead_id = turns.lead_id AND accepting.started_at = turns.given_at
),
pools_with_partners AS (
  SELECT DISTINCT pool AS partner_pool FROM worked WHERE partner IS NOT NULL
),
grouped AS (
  SELECT coalesce(partner, '${DIRECT}') AS who, worked.* FROM worked
  UNION ALL
  SELECT '${WHOLE_POOL}', worked.* FROM worked
)
SELECT
  pool,
  who AS partner,
  count(DISTINCT owner) AS people,
  count(*) AS got,
  sum(in_time) AS accepted_in_time,
  count(accepted_at) - sum(in_time) AS accepted_late,
  sum(silent) AS silent,
  sum(contacted) AS contacted,
  sum(opportunity) AS opportunity,
  sum(won) AS won,
  count(declined) AS declined,
  count(returned) AS returned,
  count(CASE WHEN returned = 'not-ripe' THEN 1 END) AS not_ripe,
  count(CASE WHEN returned = 'wrong-data' THEN 1 END) AS wrong_data,
  count(CASE WHEN returned = 'wrong-territory' OR declined = 'wrong-territory' THEN 1 END) AS wrong_territory,
  count(CASE WHEN returned = 'not-reachable' THEN 1 END) AS not_reachable,
  count(CASE WHEN returned = 'wrong-product' THEN 1 END) AS wrong_product,
  round(CAST(sum(in_time) AS DOUBLE) / count(*), 4) AS in_time_share,
  round(CAST(sum(contacted) AS DOUBLE) / count(*), 4) AS contacted_share,
  round(CAST(sum(won) AS DOUBLE) / count(*), 4) AS won_share,
  round(CAST(count(returned) AS DOUBLE) / count(*), 4) AS returned_share
FROM grouped
JOIN pools_with_partners ON partner_pool = pool
GROUP BY pool, who
ORDER BY pool, who`;

/** How do partners work what they get, against direct sales and the whole pool (R142)? Organisations, never persons. */
export const partners = {
  name: 'partners',
  question: 'Was machen Partner aus ihren Leads?',
  sql,
  columns: [
    column('pool', 'text', 'Vertriebsbereich, in dem Partner Leads bekamen'),
    column(
      'partner',
      'text',
      'Organisation des Partners (directory/agents); (direct): Direktvertrieb; (all): der ganze Bereich, zum Vergleich; other-groups: Gruppen mit so wenigen Personen, dass Zahlen von einer einzelnen erzählten (Regel rules/reports)',
    ),
    column('people', 'count', 'Personen, die Leads bekamen'),
    column('got', 'count', 'Zuteilungen; wer einen Lead zweimal bekam, zählt zweimal'),
    column('acceptedInTime', 'count', 'Davon angenommen, bevor die Grenze der Annahmefrist erreicht war'),
    column('acceptedLate', 'count', 'Davon danach angenommen'),
    column('silent', 'count', 'Davon ohne Annahme oder ersten Kontakt weitergegeben'),
    column('contacted', 'count', 'Davon mit Kontakt'),
    column('opportunity', 'count', 'Davon mit Verkaufschance'),
    column('won', 'count', 'Davon mit Auftrag'),
    column('declined', 'count', 'Davon abgelehnt'),
    column('returned', 'count', 'Davon an das Marketing zurückgegeben'),
    column('notRipe', 'count', 'Zurückgegeben: noch nicht reif'),
    column('wrongData', 'count', 'Zurückgegeben: Angaben falsch'),
    column('wrongTerritory', 'count', 'Abgelehnt oder zurückgegeben: falsches Gebiet'),
    column('notReachable', 'count', 'Zurückgegeben: nicht erreichbar'),
    column('wrongProduct', 'count', 'Zurückgegeben: falsches Produkt'),
    column('inTimeShare', 'share', 'acceptedInTime durch got'),
    column('contactedShare', 'share', 'contacted durch got'),
    column('wonShare', 'share', 'won durch got'),
    column('returnedShare', 'share', 'returned durch got'),
  ],
  table: {
    about: 'Organisationen, nicht Personen; verglichen mit dem Direktvertrieb und dem ganzen Bereich',
    heads: {
      partner: 'Partner',
      pool: 'Vertriebsbereich',
      got: 'bekamen',
      inTimeShare: 'rechtzeitig angenommen',
      contactedShare: 'kontaktiert',
      opportunity: 'Verkaufschancen',
      won: 'gewonnen',
      wonShare: 'Anteil gewonnen',
      returned: 'zurückgegeben',
      returnedShare: 'Anteil zurück',
    },
    words: {
      partner: {
        [DIRECT]: 'Direktvertrieb',
        [WHOLE_POOL]: 'Ganzer Bereich',
        'other-groups': 'Kleine Gruppen zusammen',
      },
    },
    empty: 'Noch kein Lead ging an einen Partner.',
  },
} as const satisfies Report;
