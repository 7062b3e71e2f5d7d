import { DeadlineName } from '../../../shared/domain/clock.ts';
import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';
import { runs } from './runs.sql.ts';

const names = DeadlineName.options.map((name, index) => `('${name}', ${index})`).join(', ');

const sql = (span: Span): string => `
WITH ${runs(span)},
names (clock, place) AS (VALUES ${names}),
timed AS (
  SELECT
    *,
    date_diff('millisecond', started_at, stopped_at) / 3600000.0E0 AS hours,
    row_number() OVER (PARTITION BY clock ORDER BY date_diff('millisecond', started_at, stopped_at) NULLS LAST) AS rank_of,
    count(stopped_at) OVER (PARTITION BY clock) AS stopped
  FROM runs
)
SELECT
  names.clock AS clock,
  count(CASE WHEN stopped_at <= limit_at THEN 1 END) AS met,
  count(CASE WHEN stopped_at > limit_at THEN 1 END) AS late,
  count(CASE WHEN run IS NOT NULL AND stopped_at IS NULL AND limit_at >= ${span.end} THEN 1 END) AS still_open,
  count(CASE WHEN run IS NOT NULL AND stopped_at IS NULL AND limit_at < ${span.end} THEN 1 END) AS overdue,
  round(min(CASE WHEN rank_of >= 0.5E0 * stopped AND stopped_at IS NOT NULL THEN hours END), 2) AS p50_hours,
  round(min(CASE WHEN rank_of >= 0.9E0 * stopped AND stopped_at IS NOT NULL THEN hours END), 2) AS p90_hours,
  count(CASE WHEN stopped_at <= target_at THEN 1 END) AS on_target,
  round(max(CASE WHEN stopped_at IS NULL THEN date_diff('millisecond', started_at, ${span.end}) / 3600000.0E0 END), 2) AS oldest_open_hours
FROM names
LEFT JOIN timed ON timed.clock = names.clock
GROUP BY names.clock, names.place
ORDER BY names.place`;

/**
 * Which promises were kept? Percentiles are the value at that rank, counted and not estimated, so that a day asked
 * twice answers the same.
 */
export const deadlines = {
  name: 'deadlines',
  question: 'Werden die Fristen gehalten?',
  sql,
  columns: [
    column('clock', 'text', 'Frist'),
    column('met', 'count', 'Erledigt bis zur Grenze'),
    column('late', 'count', 'Erledigt nach der Grenze'),
    column('open', 'count', 'Läuft noch, Grenze nicht erreicht'),
    column('overdue', 'count', 'Läuft noch, Grenze überschritten'),
    column(
      'p50Hours',
      'number',
      'Die Hälfte der erledigten brauchte höchstens so viele Stunden (Kalenderzeit)',
    ),
    column('p90Hours', 'number', 'Neun von zehn der erledigten brauchten höchstens so viele Stunden'),
    column('onTarget', 'count', 'Erledigt bis zum Ziel, das vor der Grenze liegt'),
    column('oldestOpenHours', 'number', 'Stunden, seit denen die älteste offene läuft'),
  ],
} as const satisfies Report;
