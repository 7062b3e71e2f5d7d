import { column, type Report } from '../sheet.ts';
import { type Span, timestamp } from '../span.ts';
import { leads } from './leads.sql.ts';

const sql = (span: Span): string => `
WITH ${leads(span)},
days (local_date, starts, ends) AS (
  VALUES ${span.days.map(({ day, from, to }) => `('${day}', ${timestamp(from)}, ${timestamp(to)})`).join(',\n    ')}
),
moments (moment, what) AS (
  SELECT "at", 'inquiry' FROM inquiries UNION ALL
  SELECT created_at, 'lead' FROM leads UNION ALL
  SELECT hot_at, 'hot' FROM leads UNION ALL
  SELECT assigned_at, 'assigned' FROM leads UNION ALL
  SELECT contacted_at, 'contacted' FROM leads UNION ALL
  SELECT won_at, 'won' FROM leads
)
SELECT
  local_date,
  count(CASE WHEN what = 'inquiry' THEN 1 END) AS inquiries,
  count(CASE WHEN what = 'lead' THEN 1 END) AS leads,
  count(CASE WHEN what = 'hot' THEN 1 END) AS hot,
  count(CASE WHEN what = 'assigned' THEN 1 END) AS assigned,
  count(CASE WHEN what = 'contacted' THEN 1 END) AS contacted,
  count(CASE WHEN what = 'won' THEN 1 END) AS won
FROM days
LEFT JOIN moments ON moment >= starts AND moment < ends
GROUP BY local_date
ORDER BY local_date`;

/** How did the last days go? Each lead counts once in each column, on the day on which it first got so far. */
export const daily = {
  name: 'daily',
  question: 'Wie liefen die letzten dreißig Tage?',
  sql,
  columns: [
    column('day', 'text', 'Tag in der Zeitzone des Unternehmens'),
    column('inquiries', 'count', 'Anfragen des Tages'),
    column('leads', 'count', 'Neue Leads'),
    column('hot', 'count', 'Leads, die zum ersten Mal heiß wurden'),
    column('assigned', 'count', 'Leads, die zum ersten Mal zugeteilt wurden'),
    column('contacted', 'count', 'Leads mit erstem Kontakt'),
    column('won', 'count', 'Leads mit erstem Auftrag'),
  ],
} as const satisfies Report;
