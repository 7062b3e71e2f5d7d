import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';

const sql = (span: Span): string => `
WITH ${leads(span)},
tried AS (
  SELECT split_part(rule, '@', 2) AS pilot, lead_id, min("at") AS since
  FROM history
  WHERE rule LIKE '%@%'
  GROUP BY split_part(rule, '@', 2), lead_id
),
pilots AS (
  SELECT pilot, min(since) AS since
  FROM tried
  GROUP BY pilot
),
beside AS (
  SELECT pilots.pilot, CASE WHEN tried.lead_id IS NULL THEN 'outside' ELSE 'inside' END AS side, leads.*
  FROM pilots
  CROSS JOIN leads
  LEFT JOIN tried ON tried.pilot = pilots.pilot AND tried.lead_id = leads.lead_id
  WHERE tried.lead_id IS NOT NULL OR leads.created_at >= pilots.since
)
SELECT
  pilot,
  side,
  count(*) AS leads,
  count(CASE WHEN class = 'cold' THEN 1 END) AS cold,
  count(CASE WHEN class = 'warm' THEN 1 END) AS warm,
  count(CASE WHEN class = 'hot' THEN 1 END) AS hot,
  count(assigned_at) AS assigned,
  count(accepted_at) AS accepted,
  count(contacted_at) AS contacted,
  count(won_at) AS won,
  sum(order_value) AS order_value
FROM beside
GROUP BY pilot, side
ORDER BY pilot, side`;

/**
 * Is what is tried on some leads better (R21)? The leads about which a pilot decided, beside all others that came in since it
 * first decided about one: they had the same days. A pilot that is over keeps its rows.
 */
export const pilots = {
  name: 'pilots',
  question: 'Was bringen Pilotregeln?',
  sql,
  columns: [
    column('pilot', 'text', 'Name des Piloten, wie er hinter der Regel jeder seiner Entscheidungen steht'),
    column(
      'side',
      'text',
      'inside: Leads, über die der Pilot entschied; outside: alle anderen, die seit seiner ersten Entscheidung kamen',
    ),
    column('leads', 'count', 'Leads'),
    column('cold', 'count', 'Davon jetzt kalt'),
    column('warm', 'count', 'Davon jetzt warm'),
    column('hot', 'count', 'Davon jetzt heiß'),
    column('assigned', 'count', 'Davon wenigstens einmal zugeteilt'),
    column('accepted', 'count', 'Davon vom Vertrieb angenommen'),
    column('contacted', 'count', 'Davon mit erstem Kontakt'),
    column('won', 'count', 'Davon mit wenigstens einem Auftrag'),
    column('orderValue', 'money', 'Auftragswert in Euro'),
  ],
  table: {
    about: 'Leads, über die der Pilot entschied, neben allen anderen aus derselben Zeit',
    heads: {
      pilot: 'Pilot',
      side: 'Seite',
      leads: 'Leads',
      cold: 'kalt',
      warm: 'warm',
      hot: 'heiß',
      assigned: 'zugeteilt',
      accepted: 'angenommen',
      won: 'gewonnen',
    },
    words: { side: { inside: 'im Piloten', outside: 'außerhalb' } },
    empty: 'Noch kein Pilot.',
  },
} as const satisfies Report;
