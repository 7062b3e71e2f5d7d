import { factWords } from '../../../shared/domain/fact-words.ts';
import { column, type Report } from '../sheet.ts';
import { type Span, timestamp } from '../span.ts';

const DAY_MS = 86_400_000;
const DAYS = 90;
/** Fields of one inquiry that are counted; what a form asks beside the facts is named by whoever sends. */
const MOST = 60;
/** Rows that are shown. */
const MOST_ROWS = 200;

/** One row for each name in a list of names. */
const each = (list: string, from: string) => `
  SELECT DISTINCT id, split_part(${list}, ' ', n) AS field
  FROM ${from}
  CROSS JOIN (VALUES ${Array.from({ length: MOST }, (_, nth) => `(${nth + 1})`).join(', ')}) AS places (n)
  WHERE split_part(${list}, ' ', n) <> ''`;

const sql = ({ days, end, lastFolder }: Span): string => {
  const last = days.at(-1)?.to ?? '';
  const since = new Date(Date.parse(last) - DAYS * DAY_MS).toISOString();
  const told = `"at" >= ${timestamp(since)} AND "at" < ${end} AND dt >= '${since.slice(0, 10)}' AND dt <= '${lastFolder}'`;
  const names = Object.keys(factWords.de).map((name) => `('${name}')`);
  return `
WITH came AS (
  SELECT DISTINCT inquiry_id AS id, fields FROM events WHERE type = 'InquiryReceived' AND ${told}
),
scored AS (
  SELECT DISTINCT lead_id AS id, rated FROM events WHERE type = 'LeadScored' AND ${told}
),
filled AS (${each('fields', 'came')}
),
rated AS (${each('rated', 'scored')}
),
filled_by AS (SELECT field, count(*) AS filled FROM filled GROUP BY field),
rated_by AS (SELECT field, count(*) AS rated FROM rated GROUP BY field),
all_fields AS (
  SELECT field FROM (VALUES ${names.join(', ')}) AS facts (field)
  UNION
  SELECT field FROM filled_by
)
SELECT
  all_fields.field,
  (SELECT count(*) FROM came) AS inquiries,
  coalesce(filled_by.filled, 0) AS filled,
  round(CAST(coalesce(filled_by.filled, 0) AS DOUBLE) / nullif((SELECT count(*) FROM came), 0), 4) AS filled_share,
  coalesce(rated_by.rated, 0) AS rated,
  CAST(NULL AS VARCHAR) AS used_by,
  CAST(NULL AS VARCHAR) AS doubt
FROM all_fields
LEFT JOIN filled_by ON filled_by.field = all_fields.field
LEFT JOIN rated_by ON rated_by.field = all_fields.field
WHERE (SELECT count(*) FROM came) > 0
ORDER BY filled DESC, all_fields.field
LIMIT ${MOST_ROWS}`;
};

/** Which fields does nobody fill in, and which does nothing use (R67)? `withUses` writes the last two columns. */
export const fields = {
  name: 'fields',
  question: 'Welche Felder kann man sich sparen?',
  sql,
  columns: [
    column('field', 'text', 'Angabe der Lead-Definition; extra.…: Frage eines Formulars'),
    column('inquiries', 'count', 'Anfragen der letzten neunzig Tage'),
    column('filled', 'count', 'Davon mit dieser Angabe'),
    column('filledShare', 'share', 'filled durch inquiries'),
    column('rated', 'count', 'Leads, deren Bewertung die Angabe Punkte gab'),
    column(
      'usedBy',
      'text',
      'Regeldokumente, die nach ihr fragen (Bedingungen, Bewertung, Muss, Erkennung); built-in: das Programm selbst (Anrede, Sprache, Rolle, Organisation, Quelle)',
    ),
    column(
      'doubt',
      'text',
      'empty: füllt niemand aus; unused: keine Regel fragt danach; both: beides. Was niemand braucht, muss niemand fragen',
    ),
  ],
  table: {
    about: 'Wie oft Angaben ausgefüllt sind, und welche Regeln nach ihnen fragen; die letzten neunzig Tage',
    heads: {
      field: 'Angabe',
      filledShare: 'ausgefüllt',
      rated: 'gab Punkte',
      usedBy: 'gefragt von',
      doubt: 'Zweifel',
    },
    words: {
      field: factWords.de,
      doubt: { empty: 'füllt niemand aus', unused: 'nutzt niemand', both: 'füllt und nutzt niemand' },
    },
    empty: 'Noch keine Anfrage.',
  },
} as const satisfies Report;
