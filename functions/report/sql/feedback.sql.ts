import { column, type Report } from '../sheet.ts';
import { type Span, timestamp } from '../span.ts';
import { leads } from './leads.sql.ts';

const DAYS = 30;

const sql = (span: Span): string => {
  const first = timestamp(span.days[0]?.from ?? '');
  return `
WITH ${leads(span)},
said AS (
  SELECT
    lead_id,
    CASE WHEN type = 'LeadReturned' THEN 'returned' ELSE 'declined' END AS kind,
    coalesce(reason, 'other') AS reason,
    CASE WHEN "at" >= ${first} THEN 1 ELSE 0 END AS recent
  FROM history
  WHERE (type = 'LeadReturned' OR (type = 'OwnerReleased' AND outcome = 'declined'))
    AND (void_from IS NULL OR void_from > seq)
    AND "at" >= ${first} - INTERVAL '${DAYS}' DAY
),
given AS (
  SELECT
    count(CASE WHEN "at" >= ${first} THEN 1 END) AS recent,
    count(CASE WHEN "at" < ${first} AND "at" >= ${first} - INTERVAL '${DAYS}' DAY THEN 1 END) AS earlier
  FROM history
  WHERE type = 'LeadAssigned'
)
SELECT
  said.kind,
  said.reason,
  sum(said.recent) AS last_30,
  sum(1 - said.recent) AS before_30,
  round(CAST(sum(said.recent) AS DOUBLE) / nullif(max(given.recent), 0), 4) AS share,
  round(CAST(sum(1 - said.recent) AS DOUBLE) / nullif(max(given.earlier), 0), 4) AS share_before
FROM said
CROSS JOIN given
GROUP BY said.kind, said.reason
ORDER BY said.kind, said.reason`;
};

/** What sales says about the leads it got, by reason, and whether that changed: what marketing mends, and whether it helped (R141). */
export const feedback = {
  name: 'feedback',
  question: 'Was sagt der Vertrieb zu den Leads, und hat sich etwas geändert?',
  sql,
  columns: [
    column('kind', 'text', 'returned: an das Marketing zurückgegeben; declined: abgelehnt'),
    column('reason', 'text', 'Grund, den der Vertrieb nannte'),
    column('last30Days', 'count', 'So oft in den letzten dreißig Tagen'),
    column('before30Days', 'count', 'So oft in den dreißig Tagen davor'),
    column('share', 'share', 'last30Days durch die Zuteilungen dieser Zeit'),
    column('shareBefore', 'share', 'before30Days durch die Zuteilungen jener Zeit'),
  ],
  table: {
    about:
      'Die letzten dreißig Tage neben den dreißig davor, auch als Anteil an den Zuteilungen: hilft, was daraufhin geändert wurde?',
    heads: {
      kind: 'Was',
      reason: 'Grund',
      last30Days: 'letzte 30 Tage',
      before30Days: '30 Tage davor',
      share: 'Anteil',
      shareBefore: 'Anteil davor',
    },
    words: {
      kind: { returned: 'zurückgegeben', declined: 'abgelehnt' },
      reason: {
        'not-ripe': 'noch nicht reif',
        'wrong-data': 'Daten stimmen nicht',
        'wrong-territory': 'falsches Gebiet',
        'not-reachable': 'nicht erreichbar',
        'wrong-product': 'falsches Produkt',
        'no-capacity': 'keine Kapazität',
        conflict: 'Interessenkonflikt',
        other: 'anderer Grund',
      },
    },
    empty: 'Noch nichts zurückgegeben oder abgelehnt.',
  },
} as const satisfies Report;
