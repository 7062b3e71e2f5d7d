import { MOST_TARGET_GROUPS } from '../../../shared/domain/lead.ts';
import { column, hot, type Report, won } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';

/** One row for each group of each lead; who is in none has a row without. */
const belongs = [
  "SELECT lead_id, CAST(NULL AS VARCHAR) AS target_group FROM leads WHERE coalesce(target_groups, '') = ''",
  ...Array.from(
    { length: MOST_TARGET_GROUPS },
    (_, nth) =>
      `SELECT lead_id, split_part(target_groups, ' ', ${nth + 1}) FROM leads WHERE target_groups <> ''`,
  ),
].join('\n  UNION ALL\n  ');

const sql = (span: Span): string => `
WITH ${leads(span)},
belongs AS (
  ${belongs}
)
SELECT
  belongs.target_group,
  count(*) AS leads,
  count(leads.hot_at) AS hot,
  count(leads.assigned_at) AS assigned,
  count(leads.won_at) AS won,
  sum(leads.order_value) AS order_value
FROM belongs
JOIN leads ON leads.lead_id = belongs.lead_id
WHERE belongs.target_group IS NULL OR belongs.target_group <> ''
GROUP BY belongs.target_group
ORDER BY belongs.target_group NULLS LAST`;

/** Does the company reach whom it wants to reach (R74)? Target groups of the definition, as leads were in them that day. */
export const targetGroups = {
  name: 'target-groups',
  question: 'Erreichen wir unsere Zielgruppen?',
  sql,
  columns: [
    column(
      'group',
      'text',
      'Zielgruppe (targetGroups der Lead-Definition); leer: in keiner. Wer in mehreren ist, zählt in jeder',
    ),
    column('leads', 'count', 'Leads darin am Ende des Tages'),
    hot,
    column('assigned', 'count', 'Davon wenigstens einmal zugeteilt'),
    won,
    column('orderValue', 'money', 'Auftragswert in Euro'),
  ],
  table: {
    about: 'Zielgruppen der Lead-Definition; wer in mehreren ist, zählt in jeder',
    heads: {
      group: 'Zielgruppe',
      leads: 'Leads',
      hot: 'heiß',
      assigned: 'zugeteilt',
      won: 'gewonnen',
      orderValue: 'Auftragswert',
    },
    empty: 'Noch kein Lead.',
  },
} as const satisfies Report;
