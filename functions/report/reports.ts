import type { ReportName } from '../../shared/rules/report-names.ts';
import { column, type Report, type Rows, type Sheet } from './sheet.ts';
import { care } from './sql/care.sql.ts';
import { checklist } from './sql/checklist.sql.ts';
import { daily } from './sql/daily.sql.ts';
import { deadlines } from './sql/deadlines.sql.ts';
import { distribution } from './sql/distribution.sql.ts';
import { doubles } from './sql/doubles.sql.ts';
import { fairness } from './sql/fairness.sql.ts';
import { feedback } from './sql/feedback.sql.ts';
import { fields } from './sql/fields.sql.ts';
import { funnel } from './sql/funnel.sql.ts';
import { losses } from './sql/losses.sql.ts';
import { partners } from './sql/partners.sql.ts';
import { pilots } from './sql/pilots.sql.ts';
import { quality } from './sql/quality.sql.ts';
import { ratings } from './sql/ratings.sql.ts';
import { regions } from './sql/regions.sql.ts';
import { sources } from './sql/sources.sql.ts';
import { targetGroups } from './sql/target-groups.sql.ts';
import { territory } from './sql/territory.sql.ts';
import { tracking } from './sql/tracking.sql.ts';

/** The audit of a day (docs/audit.md): it asks three records, not only the analysis data. */
export const auditSheet: Sheet = {
  name: 'audit',
  question: 'Ist etwas verloren gegangen?',
  columns: [
    column(
      'place',
      'text',
      'Zustand des Leads am Ende des Tages; set-aside: wurde kein Lead; missing: fehlt in einem Nachweis',
    ),
    column('inquiries', 'count', 'Anfragen des Tages, die dort sind'),
  ],
};

/** Every report, in the order of the page. */
export const reports = {
  tracking,
  sources,
  'target-groups': targetGroups,
  pilots,
  deadlines,
  funnel,
  losses,
  daily,
  fairness,
  distribution,
  territory,
  regions,
  partners,
  checklist,
  ratings,
  quality,
  fields,
  care,
  doubles,
  feedback,
} as const satisfies Record<ReportName, Report>;

/** What the queries of one day answered. */
export type Answers = Record<ReportName, Rows>;
