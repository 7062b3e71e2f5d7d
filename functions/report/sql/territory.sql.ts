import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';
import { turns } from './turns.sql.ts';

const sql = (span: Span): string => `
WITH ${leads(span)}, ${turns},
judged AS (
  SELECT
    pool, rule, region,
    CASE WHEN returned = 'wrong-territory' OR declined = 'wrong-territory' THEN 1 ELSE 0 END AS wrong,
    lead(pool) OVER (PARTITION BY lead_id ORDER BY turn) AS next_pool
  FROM turns
)
SELECT
  pool,
  rule,
  region,
  count(*) AS assigned,
  sum(wrong) AS wrong_territory,
  count(CASE WHEN wrong = 1 AND next_pool <> pool THEN 1 END) AS rerouted,
  round(CAST(sum(wrong) AS DOUBLE) / count(*), 4) AS wrong_share
FROM judged
GROUP BY pool, rule, region
ORDER BY pool NULLS LAST, rule NULLS LAST, region NULLS LAST`;

/** Which rule sends leads into the wrong territory, as those say who got them (R140)? */
export const territory = {
  name: 'territory',
  question: 'Welche Regel schickt Leads ins falsche Gebiet?',
  sql,
  columns: [
    column('pool', 'text', 'Vertriebsbereich, in den zugeteilt wurde; other-pools wie bei tracking'),
    column('rule', 'text', 'Regel, die entschied; other-rules: Regeln dieser kleinen Bereiche'),
    column(
      'region',
      'text',
      'Land, in Deutschland mit Leitregion; leer, wenn unbekannt; other-regions: die der kleinen Bereiche',
    ),
    column('assigned', 'count', 'Zuteilungen'),
    column('wrongTerritory', 'count', 'Davon abgelehnt oder zurückgegeben mit dem Grund „falsches Gebiet“'),
    column('rerouted', 'count', 'Davon danach in einen anderen Vertriebsbereich zugeteilt'),
    column('wrongShare', 'share', 'wrongTerritory durch assigned'),
  ],
  table: {
    about: 'Abgelehnt oder zurückgegeben wegen des Gebiets, je Regel und Region',
    heads: {
      rule: 'Regel',
      pool: 'Vertriebsbereich',
      region: 'Region',
      assigned: 'Zuteilungen',
      wrongTerritory: 'falsches Gebiet',
      wrongShare: 'Anteil',
      rerouted: 'umgeleitet',
    },
    words: {
      pool: { 'other-pools': 'Kleine Bereiche zusammen' },
      rule: { 'other-rules': 'Deren Regeln' },
      region: { 'other-regions': 'Deren Regionen' },
    },
    empty: 'Noch keine Zuteilung.',
  },
} as const satisfies Report;
