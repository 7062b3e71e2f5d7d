import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';

const sql = (span: Span): string => `
WITH ${leads(span)},
lost AS (
  SELECT lead_id, max(seq) AS seq, max_by(reason, seq) AS reason
  FROM history
  WHERE type = 'LeadLost' AND (void_from IS NULL OR void_from > seq)
  GROUP BY lead_id
),
surveys AS (
  SELECT
    lost.lead_id,
    max(CASE WHEN history.type = 'LossSurveySent' AND history.outcome = 'sent' THEN 1 ELSE 0 END) AS asked,
    max(CASE WHEN history.type = 'LossSurveyAnswered' THEN 1 ELSE 0 END) AS answered,
    max(CASE WHEN history.type = 'LossSurveyAnswered' THEN history.reason END) AS reason,
    max(CASE WHEN history.type = 'LossSurveyAnswered' THEN history.outcome END) AS again
  FROM lost
  JOIN history ON history.lead_id = lost.lead_id AND history.seq >= lost.seq
  GROUP BY lost.lead_id
),
counted AS (
  SELECT
    lost.reason AS reason,
    1 AS leads,
    CASE WHEN leads.state = 'lost' THEN 0 ELSE 1 END AS back,
    surveys.asked AS asked,
    surveys.answered AS answered,
    0 AS told, 0 AS never, 0 AS on_day
  FROM lost
  JOIN leads ON leads.lead_id = lost.lead_id
  JOIN surveys ON surveys.lead_id = lost.lead_id
  UNION ALL
  SELECT
    surveys.reason,
    0, 0, 0, 0,
    1,
    CASE WHEN surveys.again = 'never' THEN 1 ELSE 0 END,
    CASE WHEN surveys.again = 'on-day' THEN 1 ELSE 0 END
  FROM surveys
  JOIN leads ON leads.lead_id = surveys.lead_id
  WHERE surveys.answered = 1
)
SELECT
  reason,
  sum(leads) AS leads,
  sum(back) AS back,
  sum(asked) AS asked,
  sum(answered) AS answered,
  sum(told) AS told,
  sum(never) AS never,
  sum(on_day) AS on_day
FROM counted
GROUP BY reason
ORDER BY reason NULLS LAST`;

/**
 * Why are leads lost? Each lead by its last loss that was not taken back: what sales says, and what the person says who was
 * asked since. Who came back later was lost all the same.
 */
export const losses = {
  name: 'losses',
  question: 'Warum gehen Leads verloren?',
  sql,
  columns: [
    column(
      'reason',
      'text',
      'Grund; leer, wo die Person keinen nannte; other-reasons: Gründe mit so wenigen Antworten, dass sie von Einzelnen erzählten (Regel rules/reports)',
    ),
    column(
      'leads',
      'count',
      'Leads, die nach Angabe des Vertriebs daran verloren gingen; jeder zählt einmal',
    ),
    column('back', 'count', 'Davon inzwischen wieder im Gespräch'),
    column('asked', 'count', 'Davon per Mail nach dem Grund gefragt'),
    column(
      'answered',
      'count',
      'Davon antworteten; leer, wo es in other-reasons steht oder alle zusammen zu wenige sind',
    ),
    column('told', 'count', 'Personen, die selbst diesen Grund nennen; leer wie bei answered'),
    column('never', 'count', 'Davon möchten nicht mehr angesprochen werden; leer wie told'),
    column('onDay', 'count', 'Davon nannten einen Tag, von dem an; leer wie told'),
  ],
} as const satisfies Report;
