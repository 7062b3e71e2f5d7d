import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';

const sql = ({ end, lastFolder }: Span): string => `
WITH given AS (
  SELECT DISTINCT lead_id, pool
  FROM events
  WHERE type = 'LeadAssigned' AND "at" < ${end} AND dt <= '${lastFolder}'
),
kept AS (
  SELECT DISTINCT lead_id, pool
  FROM events
  WHERE type = 'FactsChanged' AND by_kind NOT IN ('system', 'person') AND "at" < ${end} AND dt <= '${lastFolder}'
)
SELECT
  given.pool,
  count(*) AS leads,
  count(kept.lead_id) AS cared,
  round(CAST(count(kept.lead_id) AS DOUBLE) / count(*), 4) AS cared_share
FROM given
LEFT JOIN kept ON kept.lead_id = given.lead_id AND kept.pool = given.pool
GROUP BY given.pool
ORDER BY given.pool NULLS LAST`;

/** Who looks after the data of their leads? Pools only, small ones together: it tells of nobody alone (R66, R68). */
export const care = {
  name: 'care',
  question: 'Werden die Daten gepflegt?',
  sql,
  columns: [
    column('pool', 'text', 'Vertriebsbereich; other-pools wie bei tracking'),
    column('leads', 'count', 'Leads, die dort jemand bekam'),
    column('cared', 'count', 'Davon ergänzte oder berichtigte dort jemand die Angaben'),
    column('caredShare', 'share', 'cared durch leads'),
  ],
  table: {
    about: 'Leads, deren Angaben nach der Zuteilung jemand ergänzt oder berichtigt hat',
    heads: { pool: 'Vertriebsbereich', leads: 'Leads', cared: 'gepflegt', caredShare: 'Anteil' },
    words: { pool: { 'other-pools': 'Kleine Bereiche zusammen' } },
    empty: 'Noch keine Zuteilung.',
  },
} as const satisfies Report;
