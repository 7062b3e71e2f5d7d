import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';
import { runs } from './runs.sql.ts';
import { turns } from './turns.sql.ts';

const sql = (span: Span): string => `
WITH ${leads(span)}, ${runs(span)}, ${turns},
lines AS (
  SELECT
    lead_id,
    max(CASE WHEN type = 'LeadQualified' THEN 1 ELSE 0 END) AS ripe,
    max(CASE WHEN type = 'LeadParked' THEN 1 ELSE 0 END) AS parked,
    max(CASE WHEN type = 'LeadParked' AND reason = 'nobody-available' THEN 1 ELSE 0 END) AS nobody_free,
    max(CASE WHEN type = 'LeadParked' THEN seq END) AS parked_last,
    max(CASE WHEN type IN ('LeadAssigned', 'OwnerReleased', 'LeadQualified') THEN seq END) AS moved_last
  FROM history
  GROUP BY lead_id
),
given AS (
  SELECT
    lead_id,
    1 AS assigned,
    max(CASE WHEN turn = 1 AND rule <> 'route/by-hand' THEN 1 ELSE 0 END) AS by_rule,
    max(CASE WHEN turn > 1 THEN 1 ELSE 0 END) AS passed_on
  FROM turns
  GROUP BY lead_id
),
routing AS (
  SELECT
    lead_id,
    max(CASE WHEN stopped_at > limit_at THEN 1 ELSE 0 END) AS late,
    max(CASE WHEN stopped_at IS NULL AND limit_at < ${span.end} THEN 1 ELSE 0 END) AS beyond
  FROM runs
  WHERE clock = 'routing'
  GROUP BY lead_id
)
SELECT
  leads.pool AS pool,
  count(*) AS ripe,
  count(given.assigned) AS assigned,
  coalesce(sum(given.by_rule), 0) AS by_rule,
  coalesce(sum(given.passed_on), 0) AS passed_on,
  sum(lines.parked) AS parked,
  sum(lines.nobody_free) AS over_capacity,
  count(CASE WHEN leads.state = 'qualified' THEN 1 END) AS unassigned,
  count(CASE WHEN leads.state = 'qualified' AND lines.parked_last > lines.moved_last THEN 1 END) AS waiting,
  coalesce(sum(routing.late), 0) AS late,
  coalesce(sum(routing.beyond), 0) AS beyond_limit,
  round(max(CASE WHEN leads.state = 'qualified' THEN date_diff('millisecond', leads.state_since, ${span.end}) / 3600000.0E0 END), 1) AS oldest_wait
FROM leads
JOIN lines ON lines.lead_id = leads.lead_id AND lines.ripe = 1
LEFT JOIN given ON given.lead_id = leads.lead_id
LEFT JOIN routing ON routing.lead_id = leads.lead_id
GROUP BY leads.pool
ORDER BY leads.pool NULLS LAST`;

/** Does every ripe lead reach somebody, and in time? The control of distribution (R140, R139). */
export const distribution = {
  name: 'distribution',
  question: 'Kommt jeder reife Lead bei jemandem an?',
  sql,
  columns: [
    column(
      'pool',
      'text',
      'Vertriebsbereich des Leads zuletzt; leer, solange keiner feststeht; other-pools wie bei tracking',
    ),
    column('ripe', 'count', 'Leads, die wenigstens einmal reif für den Vertrieb waren'),
    column('assigned', 'count', 'Davon wenigstens einmal zugeteilt'),
    column('byRule', 'count', 'Davon beim ersten Mal durch die Regeln und nicht von Hand'),
    column('passedOn', 'count', 'Davon mehr als einmal zugeteilt'),
    column('parked', 'count', 'Leads, die wenigstens einmal in der Warteschlange standen'),
    column('overCapacity', 'count', 'Davon, weil niemand sie nehmen konnte (Grenzen, Zeiten, Abwesenheit)'),
    column('unassigned', 'count', 'Leads, die jetzt niemand hat'),
    column('waiting', 'count', 'Davon in der Warteschlange'),
    column('late', 'count', 'Leads, die nach der Grenze der Frist zur Verteilung zugeteilt wurden'),
    column('beyondLimit', 'count', 'Leads, die niemand hat und deren Grenze überschritten ist'),
    column('oldestHours', 'number', 'Stunden, die der älteste wartet'),
  ],
  table: {
    about:
      'Reife Leads je Vertriebsbereich: wer sie bekam, was wartet und was über die Grenze hinaus niemand hat',
    heads: {
      pool: 'Vertriebsbereich',
      ripe: 'reif',
      assigned: 'zugeteilt',
      byRule: 'durch Regeln',
      passedOn: 'mehrmals',
      parked: 'warteten',
      overCapacity: 'niemand frei',
      waiting: 'warten jetzt',
      late: 'zu spät',
      beyondLimit: 'über der Grenze',
    },
    words: { pool: { 'other-pools': 'Kleine Bereiche zusammen' } },
    empty: 'Noch kein reifer Lead.',
  },
} as const satisfies Report;
