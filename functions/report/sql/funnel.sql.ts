import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';

const sql = (span: Span): string => `
WITH ${leads(span)},
counts (step, leads, place) AS (
  SELECT 'lead', count(*), 1 FROM leads UNION ALL
  SELECT 'hot', count(hot_at), 2 FROM leads UNION ALL
  SELECT 'assigned', count(assigned_at), 3 FROM leads UNION ALL
  SELECT 'accepted', count(accepted_at), 4 FROM leads UNION ALL
  SELECT 'contacted', count(contacted_at), 5 FROM leads UNION ALL
  SELECT 'opportunity', count(opportunity_at), 6 FROM leads UNION ALL
  SELECT 'won', count(won_at), 7 FROM leads
)
SELECT
  step,
  leads,
  round(CAST(leads AS DOUBLE) / nullif(max(leads) OVER (), 0), 4) AS of_all,
  round(CAST(leads AS DOUBLE) / nullif(lag(leads) OVER (ORDER BY place), 0), 4) AS of_previous
FROM counts
ORDER BY place`;

/** How far do leads get? */
export const funnel = {
  name: 'funnel',
  question: 'Wie weit kommen Leads?',
  sql,
  columns: [
    column('step', 'text', 'Stufe; wer weiter kam, zählt auf jeder Stufe davor mit'),
    column('leads', 'count', 'Leads, die wenigstens so weit kamen'),
    column('ofAll', 'share', 'Anteil an allen Leads'),
    column('ofPrevious', 'share', 'Anteil an der Stufe davor'),
  ],
} as const satisfies Report;
