import { column, type Report } from '../sheet.ts';
import { type Span, timestamp } from '../span.ts';

const DAY_MS = 86_400_000;
/** The time before the days that are shown, against which they are held. */
const DAYS_BEFORE = 90;
/** Inquiries on either side from which on a difference is told, and how large it is: below that it is luck. */
const FEWEST = 20;
const DIFFERENCE = 0.1;
/** Rows that are shown: a source is named by whoever sends, so there may be any number. */
const MOST = 200;

const sql = ({ days, end, lastFolder }: Span): string => {
  const from = days[0]?.from ?? '';
  const ago = (days: number) => new Date(Date.parse(from) - days * DAY_MS).toISOString();
  const before = ago(DAYS_BEFORE);
  // All that the day before saw, so that a rise is told once: on the day on which it begins.
  const first = ago(DAYS_BEFORE + 1);
  const dayBefore = { from: timestamp(ago(1)), end: timestamp(days.at(-1)?.from ?? from) };
  return `
WITH came AS (
  SELECT
    channel, source, lead_id, effort,
    CASE WHEN "at" >= ${timestamp(from)} THEN 1 ELSE 0 END AS now_here,
    CASE WHEN "at" >= ${timestamp(before)} AND "at" < ${timestamp(from)} THEN 1 ELSE 0 END AS then_here,
    CASE WHEN "at" >= ${dayBefore.from} AND "at" < ${dayBefore.end} THEN 1 ELSE 0 END AS now_a_day_ago,
    CASE WHEN "at" < ${dayBefore.from} THEN 1 ELSE 0 END AS then_a_day_ago,
    CASE WHEN reason IS NULL THEN 0 ELSE 1 END AS noticed,
    CASE WHEN outcome = 'quarantined' THEN 1 ELSE 0 END AS quarantined,
    CASE WHEN channel IN ('fax', 'letter', 'response_card') THEN 1 ELSE 0 END AS typed_again,
    row_number() OVER (PARTITION BY event_id ORDER BY "at") AS copy
  FROM events
  WHERE type = 'InquiryReceived'
    AND "at" >= ${timestamp(first)} AND "at" < ${end}
    AND dt >= '${first.slice(0, 10)}' AND dt <= '${lastFolder}'
),
scored AS (
  SELECT lead_id AS lead, max(depth) AS depth
  FROM events
  WHERE type = 'LeadScored'
    AND "at" >= ${timestamp(from)} AND "at" < ${end}
    AND dt >= '${from.slice(0, 10)}' AND dt <= '${lastFolder}'
  GROUP BY lead_id
),
counted AS (
  SELECT
    channel, source,
    avg(CASE WHEN now_here = 1 THEN CAST(effort AS DOUBLE) END) AS effort,
    avg(CASE WHEN now_here = 1 THEN CAST(scored.depth AS DOUBLE) END) AS depth,
    sum(now_here) AS inquiries,
    sum(now_here * noticed) AS noticed,
    sum(now_here * quarantined) AS quarantined,
    sum(now_here * typed_again) AS typed_again,
    sum(then_here) AS inquiries_before,
    sum(then_here * noticed) AS noticed_before,
    sum(now_a_day_ago) AS inquiries_a_day_ago,
    sum(now_a_day_ago * noticed) AS noticed_a_day_ago,
    sum(then_a_day_ago) AS before_a_day_ago,
    sum(then_a_day_ago * noticed) AS noticed_before_a_day_ago
  FROM came
  LEFT JOIN scored ON scored.lead = came.lead_id
  WHERE copy = 1
  GROUP BY channel, source
),
shared AS (
  SELECT
    counted.*,
    CAST(noticed AS DOUBLE) / nullif(inquiries, 0) AS share,
    CAST(noticed_before AS DOUBLE) / nullif(inquiries_before, 0) AS share_before,
    CAST(noticed_a_day_ago AS DOUBLE) / nullif(inquiries_a_day_ago, 0)
      - CAST(noticed_before_a_day_ago AS DOUBLE) / nullif(before_a_day_ago, 0) AS rise_a_day_ago
  FROM counted
)
SELECT
  channel,
  source,
  inquiries,
  noticed,
  quarantined,
  typed_again,
  round(share, 4) AS noticed_share,
  inquiries_before,
  round(share_before, 4) AS noticed_share_before,
  CASE
    WHEN inquiries < ${FEWEST} OR inquiries_before < ${FEWEST} THEN 'few'
    WHEN share - share_before >= ${DIFFERENCE} THEN 'worse'
    WHEN share_before - share >= ${DIFFERENCE} THEN 'better'
    ELSE 'same'
  END AS trend,
  round(depth, 2) AS depth,
  round(effort, 2) AS effort,
  CASE WHEN inquiries >= ${FEWEST} AND inquiries_before >= ${FEWEST} THEN round(share - share_before, 4) END AS rise,
  CASE
    WHEN inquiries_a_day_ago >= ${FEWEST} AND before_a_day_ago >= ${FEWEST} THEN round(rise_a_day_ago, 4)
  END AS rise_day_before
FROM shared
WHERE inquiries + inquiries_before > 0
ORDER BY inquiries DESC, inquiries_before DESC, channel NULLS LAST, source NULLS LAST
LIMIT ${MOST}`;
};

/** How good are the data that a source brings, and do they grow worse (R66)? With the breaks of media (R41). */
export const quality = {
  name: 'quality',
  question: 'Wie gut sind die Daten, und werden sie schlechter?',
  sql,
  columns: [
    column('channel', 'text', 'Kanal der Anfrage'),
    column('source', 'text', 'Quelle: Formular, Werkzeug, Liste; capture: von uns eingetippt'),
    column('inquiries', 'count', 'Anfragen der letzten dreißig Tage'),
    column('noticed', 'count', 'Davon mit wenigstens einer Auffälligkeit der Prüfungen'),
    column('quarantined', 'count', 'Davon musste erst jemand ansehen'),
    column(
      'typedAgain',
      'count',
      'Medienbruch: kam auf Papier (Fax, Brief, Antwortkarte) und wurde abgetippt',
    ),
    column('noticedShare', 'share', 'noticed durch inquiries'),
    column('inquiriesBefore', 'count', 'Anfragen der neunzig Tage davor'),
    column('noticedShareBefore', 'share', 'Anteil der Auffälligen davor'),
    column(
      'trend',
      'text',
      'worse oder better: der Anteil änderte sich um wenigstens zehn Prozentpunkte; few: zu wenige Anfragen für ein Urteil',
    ),
    column(
      'depth',
      'number',
      'Wie tief die Leads im Mittel qualifiziert sind: 1 Karte bis 4 Telefonat (depth in scoring)',
    ),
    column(
      'effort',
      'number',
      'Wie viel Mühe die Anfragenden sich im Mittel machten, 1–4; leer, wo wir auf sie zugingen',
    ),
    column('rise', 'share', 'noticedShare weniger noticedShareBefore; leer, wo es zu wenige Anfragen sind'),
    column('riseDayBefore', 'share', 'Dasselbe, wie es einen Tag davor stand'),
  ],
  table: {
    about: 'Anfragen mit Auffälligkeiten je Quelle, die letzten dreißig Tage gegen die neunzig davor',
    heads: {
      channel: 'Kanal',
      source: 'Quelle',
      inquiries: 'Anfragen',
      noticedShare: 'auffällig',
      noticedShareBefore: 'davor',
      trend: 'Entwicklung',
      typedAgain: 'abgetippt',
      depth: 'Tiefe',
      effort: 'Mühe',
    },
    words: {
      trend: { worse: 'wird schlechter', better: 'wird besser', same: 'gleich', few: 'zu wenige' },
    },
    empty: 'Noch keine Anfrage.',
  },
} as const satisfies Report;
