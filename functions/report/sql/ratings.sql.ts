import { factWords } from '../../../shared/domain/fact-words.ts';
import { column, type Report } from '../sheet.ts';
import type { Span } from '../span.ts';

/** Judgements of one person below which its mean says nothing. */
const LEAST_JUDGED = 5;

const sql = ({ end, lastFolder }: Span): string => `
WITH noted AS (
  SELECT
    lead_id, seq, channel, agent, told_need, told_authority,
    row_number() OVER (PARTITION BY event_id ORDER BY "at") AS copy
  FROM events
  WHERE type = 'FactsChanged' AND agent IS NOT NULL AND "at" < ${end} AND dt <= '${lastFolder}'
),
judged AS (
  SELECT 'need' AS fact, lead_id, seq, channel, agent, told_need AS value,
    CASE WHEN told_need = 'concrete' THEN 1 ELSE 0 END AS high
  FROM noted
  WHERE copy = 1 AND told_need IS NOT NULL
  UNION ALL
  SELECT 'authority', lead_id, seq, channel, agent, told_authority,
    CASE WHEN told_authority IN ('decider', 'buyer') THEN 1 ELSE 0 END
  FROM noted
  WHERE copy = 1 AND told_authority IS NOT NULL
),
beside AS (
  SELECT
    fact, agent, value, high,
    lag(agent) OVER (PARTITION BY fact, lead_id ORDER BY seq) AS agent_before,
    lag(value) OVER (PARTITION BY fact, lead_id ORDER BY seq) AS value_before,
    avg(CAST(high AS DOUBLE)) OVER (PARTITION BY fact, channel) AS usual
  FROM judged
),
by_agent AS (
  SELECT
    fact,
    agent,
    count(*) AS judged,
    count(CASE WHEN agent_before <> agent THEN 1 END) AS again,
    count(CASE WHEN agent_before <> agent AND value_before = value THEN 1 END) AS same,
    CASE WHEN count(*) >= ${LEAST_JUDGED} THEN avg(high - usual) END AS beyond,
    CASE WHEN count(*) >= ${LEAST_JUDGED} THEN sum(usual * (1 - usual)) / count(*) / count(*) END AS chance
  FROM beside
  GROUP BY fact, agent
)
SELECT
  fact,
  count(*) AS agents,
  sum(judged) AS judged,
  sum(again) AS again,
  round(CAST(sum(same) AS DOUBLE) / nullif(sum(again), 0), 4) AS same,
  count(beyond) AS compared,
  round(stddev_pop(beyond), 4) AS spread,
  round(sqrt(avg(chance)), 4) AS by_chance
FROM by_agent
GROUP BY fact
ORDER BY fact`;

/**
 * Do all judge by the same measure (R95)? Two answers: of leads that a second person judged anew, how many got the same
 * judgement; and how far the shares of high judgements of different persons are apart, against the usual share of the
 * channel, so that leads are comparable. The second is read beside what chance alone would make. Never who (R133).
 */
export const ratings = {
  name: 'ratings',
  question: 'Urteilen alle nach demselben Maß?',
  sql,
  columns: [
    column('fact', 'text', 'Was beurteilt wird: need (Bedarf) oder authority (Rolle)'),
    column('agents', 'count', 'Personen, die geurteilt haben'),
    column(
      'judged',
      'count',
      'Urteile; leer wie alles Weitere, wo es zu wenige Personen sind (Regel rules/reports)',
    ),
    column('again', 'count', 'Davon über einen Lead, den zuletzt jemand anders beurteilt hatte'),
    column('same', 'share', 'Anteil davon mit demselben Ergebnis'),
    column('compared', 'count', `Personen mit wenigstens ${LEAST_JUDGED} Urteilen`),
    column(
      'spread',
      'share',
      'Streuung zwischen ihnen: Anteil der hohen Urteile (konkret; entscheidet oder kauft ein) über oder unter dem im Kanal üblichen; leer, wo es zu wenige sind',
    ),
    column('byChance', 'share', 'So groß wäre die Streuung allein durch Zufall; leer wie spread'),
  ],
  table: {
    about:
      'Bedarf und Rolle, wie sie am Telefon beurteilt werden; liegt die Streuung deutlich über dem Zufall, fehlt ein gemeinsames Maß. Wer wie urteilt, steht nirgends',
    heads: {
      fact: 'Urteil',
      agents: 'Personen',
      judged: 'Urteile',
      again: 'zweimal beurteilt',
      same: 'davon gleich',
      spread: 'Streuung',
      byChance: 'durch Zufall',
    },
    words: { fact: factWords.de },
    empty: 'Noch kein Urteil.',
  },
} as const satisfies Report;
