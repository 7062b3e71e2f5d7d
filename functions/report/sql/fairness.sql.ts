import { AGAIN } from '../../../shared/domain/ledger.ts';
import { column, type Report } from '../sheet.ts';
import { type Span, timestamp } from '../span.ts';

const sql = ({ end, lastFolder, days }: Span): string => `
WITH turns AS (
  SELECT
    pool, able, deviation, partners_able, partners_share, to_partner, "at",
    CASE WHEN able IS NULL THEN 'by-name' ELSE coalesce(tier, 'all') END AS kind,
    row_number() OVER (PARTITION BY event_id ORDER BY "at") AS copy
  FROM events
  WHERE type = 'LeadAssigned' AND "at" < ${end} AND dt <= '${lastFolder}'
)
SELECT
  pool,
  kind AS tier,
  count(*) AS leads,
  count(CASE WHEN "at" >= ${timestamp(days[0]?.from ?? '')} THEN 1 END) AS leads_30_days,
  min(able) AS fewest_able,
  max(able) AS most_able,
  CASE WHEN kind IN ('${AGAIN}', 'by-name') THEN NULL ELSE 1 END AS bound,
  count(CASE WHEN deviation >= 1 AND kind <> '${AGAIN}' THEN 1 END) AS beyond,
  max(CASE WHEN partners_able < able - partners_able THEN partners_able ELSE able - partners_able END) AS smaller_channel,
  count(partners_share) AS for_both,
  CAST(sum(CAST(partners_share AS DECIMAL(18, 6))) AS DECIMAL(18, 2)) AS partners_entitled,
  sum(to_partner) AS partners_got,
  CAST(sum(to_partner - CAST(partners_share AS DECIMAL(18, 6))) AS DECIMAL(18, 2)) AS partners_deviation
FROM turns
WHERE copy = 1
GROUP BY pool, kind
ORDER BY pool, kind`;

/**
 * Was it shared out fairly? Pools, quality tiers and the days that the report shows; figures of whole groups only: what a
 * single member got is told to that member (R133). How far somebody is from their share at the most hangs on which of two
 * leads of the same moment came first; that it stays below the bound does not, so only that is told.
 */
export const fairness = {
  name: 'fairness',
  question: 'Wird fair verteilt?',
  sql,
  columns: [
    column('pool', 'text', 'Vertriebsbereich'),
    column(
      'tier',
      'text',
      'Güteklasse; again: jemand anders hatte ihn schon; by-name: von Hand, Stammkunde, Zielkunde oder Rückgewinnung',
    ),
    column('leads', 'count', 'Zuteilungen bis dahin; leer, wo die Gruppe zu klein ist (Regel rules/reports)'),
    column('leads30Days', 'count', 'Davon in den letzten dreißig Tagen'),
    column('fewestAble', 'count', 'So viele Personen konnten wenigstens den Lead nehmen'),
    column('mostAble', 'count', 'So viele Personen konnten ihn höchstens nehmen'),
    column(
      'bound',
      'number',
      'Zugesagte Grenze: um weniger Leads ist jemand vom eigenen Anspruch entfernt; Zahlen je Person sieht nur diese Person selbst',
    ),
    column('beyond', 'count', 'Zuteilungen, nach denen jemand die Grenze erreicht hatte'),
    column(
      'smallerChannel',
      'count',
      'So viele waren es höchstens auf der kleineren Seite: Partner oder Direktvertrieb',
    ),
    column('forBoth', 'count', 'Zuteilungen, die Partner und Direktvertrieb hätten nehmen können'),
    column('partnersEntitled', 'number', 'Anspruch der Partner daraus: Summe ihrer Anteile nach Gewicht'),
    column('partnersGot', 'count', 'Davon bekamen Partner; die übrigen der Direktvertrieb'),
    column(
      'partnersDeviation',
      'number',
      'Bekommen minus Anspruch; beim Direktvertrieb mit anderem Vorzeichen',
    ),
  ],
} as const satisfies Report;
