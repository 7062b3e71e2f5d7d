import { column, hot, type Report, won } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';
import { runs } from './runs.sql.ts';

const sql = (span: Span): string => `
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

/** Where does each lead stand, since when, and what is late? */
export const tracking = {
  name: 'tracking',
  question: 'Wo steht jeder Lead?',
  sql,
  columns: [
    column('state', 'text', 'Zustand am Ende des Tages'),
    column('class', 'text', 'Klasse: cold, warm oder hot; leer vor der ersten Bewertung'),
    column('stage', 'text', 'MQL oder SQL, leer davor'),
    column(
      'pool',
      'text',
      'Vertriebsbereich, leer vor der ersten Verteilung; other-pools: Bereiche mit so wenigen Personen, dass Zahlen von einer einzelnen erzählten (Regel rules/reports)',
    ),
    column('leads', 'count', 'Leads in dieser Kombination; zusammengeführte zählen einmal'),
    column('oldestDays', 'count', 'Volle Tage, die der älteste davon in diesem Zustand ist'),
    column('meanDays', 'number', 'Tage im Zustand, im Mittel'),
    hot,
    won,
    column('overdue', 'count', 'Leads, bei denen gerade eine Frist über ihrer Grenze läuft'),
  ],
} as const satisfies Report;
