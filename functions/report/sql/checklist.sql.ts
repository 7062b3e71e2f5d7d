import { channelWords } from '../../../shared/domain/channel-words.ts';
import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';

const sql = ({ end, lastFolder }: Span): string => `
WITH calls AS (
  SELECT
    channel, agent, checklist_of, checklist_known,
    row_number() OVER (PARTITION BY event_id ORDER BY "at") AS copy
  FROM events
  WHERE type = 'CallMade' AND agent IS NOT NULL AND checklist_of > 0 AND "at" < ${end} AND dt <= '${lastFolder}'
),
by_agent AS (
  SELECT
    channel,
    agent,
    count(*) AS calls,
    sum(checklist_of) AS asked,
    sum(checklist_known) AS known,
    count(CASE WHEN checklist_known = checklist_of THEN 1 END) AS whole
  FROM calls
  WHERE copy = 1
  GROUP BY channel, agent
)
SELECT
  channel,
  count(*) AS agents,
  sum(calls) AS calls,
  round(CAST(sum(known) AS DOUBLE) / sum(asked), 4) AS answered,
  round(CAST(sum(whole) AS DOUBLE) / sum(calls), 4) AS complete,
  round(stddev_pop(CAST(known AS DOUBLE) / asked), 4) AS spread
FROM by_agent
GROUP BY channel
ORDER BY channel`;

/**
 * Does everybody go through the fixed list (R95)? Calls that reached the person, by channel of the inquiry, so that leads
 * with as much known beforehand stand together. It tells how far agents are apart, and never who (R133).
 */
export const checklist = {
  name: 'checklist',
  question: 'Wird die Checkliste am Telefon überall gleich abgefragt?',
  sql,
  columns: [
    column('channel', 'text', 'Kanal der Anfrage'),
    column('agents', 'count', 'Personen, die telefoniert haben'),
    column(
      'calls',
      'count',
      'Gespräche, die jemanden erreichten; leer wie alles Weitere, wo es zu wenige Personen sind (Regel rules/reports)',
    ),
    column(
      'answered',
      'share',
      'Anteil der Muss- und Soll-Fragen, deren Antwort nach dem Gespräch bekannt ist',
    ),
    column('complete', 'share', 'Anteil der Gespräche, nach denen keine mehr offen ist'),
    column('spread', 'share', 'Streuung von answered zwischen den Personen (Standardabweichung)'),
  ],
  table: {
    about:
      'Muss- und Soll-Fragen der Lead-Definition nach Gesprächen, die jemanden erreichten; die eigene Quote sieht nur, wer telefoniert',
    heads: {
      channel: 'Kanal',
      agents: 'Personen',
      calls: 'Gespräche',
      answered: 'beantwortet',
      complete: 'vollständig',
      spread: 'Streuung',
    },
    words: { channel: channelWords.de },
    empty: 'Noch kein Gespräch.',
  },
} as const satisfies Report;
