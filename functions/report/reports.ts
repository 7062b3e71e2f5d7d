import type { Span } from './span.ts';
import { daily } from './sql/daily.sql.ts';
import { deadlines } from './sql/deadlines.sql.ts';
import { fairness } from './sql/fairness.sql.ts';
import { funnel } from './sql/funnel.sql.ts';
import { losses } from './sql/losses.sql.ts';
import { sources } from './sql/sources.sql.ts';
import { tracking } from './sql/tracking.sql.ts';

/** How a column is written: numbers get a decimal comma, a share becomes a percentage on the page. */
type ColumnType = 'text' | 'count' | 'number' | 'share' | 'money';

export interface Column {
  /** As in the first line of the CSV file; others rely on it. */
  name: string;
  type: ColumnType;
  /** What it counts, for readers. */
  meaning: string;
}

/** What becomes a CSV file. */
export interface Sheet {
  name: string;
  /** The question that it answers. */
  question: string;
  /** In the order in which the query returns them. */
  columns: readonly Column[];
}

export interface Report extends Sheet {
  sql(span: Span): string;
}

/** Rows of a report, each value as text, null where there is none. */
export type Rows = readonly (readonly (string | null)[])[];

const column = (name: string, type: ColumnType, meaning: string): Column => ({ name, type, meaning });
const source = [
  column('channel', 'text', 'Kanal der Anfrage, bei Leads der ersten Anfrage'),
  column('campaign', 'text', 'Kampagne, leer wenn unbekannt'),
  column('product', 'text', 'Produkt, leer wenn unbekannt'),
  column('region', 'text', 'Land, in Deutschland mit Leitregion (erste zwei Ziffern der Postleitzahl)'),
];
const hot = column('hot', 'count', 'Leads, die bis dahin wenigstens einmal heiß waren oder weiter kamen');
const won = column('won', 'count', 'Leads mit wenigstens einem Auftrag');

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
  tracking: {
    name: 'tracking',
    question: 'Wo steht jeder Lead?',
    sql: tracking,
    columns: [
      column('state', 'text', 'Zustand am Ende des Tages'),
      column('class', 'text', 'Klasse: cold, warm oder hot; leer vor der ersten Bewertung'),
      column('stage', 'text', 'MQL oder SQL, leer davor'),
      column(
        'pool',
        'text',
        'Vertriebsbereich, leer vor der ersten Verteilung; other-pools: Bereiche mit so wenigen Personen, dass Zahlen von einer einzelnen erzählten (Regel rules/reports)',
      ),
      column('leads', 'count', 'Leads in dieser Kombination; zusammengeführte zählen einmal'),
      column('oldestDays', 'count', 'Volle Tage, die der älteste davon in diesem Zustand ist'),
      column('meanDays', 'number', 'Tage im Zustand, im Mittel'),
      hot,
      won,
      column('overdue', 'count', 'Leads, bei denen gerade eine Frist über ihrer Grenze läuft'),
    ],
  },
  sources: {
    name: 'sources',
    question: 'Woher kommen die Leads, und wie gut sind sie?',
    sql: sources,
    columns: [
      ...source,
      column('inquiries', 'count', 'Anfragen, auch solche, aus denen kein Lead wurde'),
      column('leads', 'count', 'Leads, deren erste Anfrage von hier kam'),
      hot,
      won,
      column(
        'setAside',
        'count',
        'Anfragen, aus denen kein Lead wurde (Abwesenheitsnotiz, Werbung, abgewiesen …)',
      ),
      column('quarantined', 'count', 'Anfragen, die erst jemand ansehen musste'),
      column('orderValue', 'money', 'Auftragswert in Euro'),
    ],
  },
  deadlines: {
    name: 'deadlines',
    question: 'Werden die Fristen gehalten?',
    sql: deadlines,
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
  },
  funnel: {
    name: 'funnel',
    question: 'Wie weit kommen Leads?',
    sql: funnel,
    columns: [
      column('step', 'text', 'Stufe; wer weiter kam, zählt auf jeder Stufe davor mit'),
      column('leads', 'count', 'Leads, die wenigstens so weit kamen'),
      column('ofAll', 'share', 'Anteil an allen Leads'),
      column('ofPrevious', 'share', 'Anteil an der Stufe davor'),
    ],
  },
  losses: {
    name: 'losses',
    question: 'Warum gehen Leads verloren?',
    sql: losses,
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
  },
  daily: {
    name: 'daily',
    question: 'Wie liefen die letzten dreißig Tage?',
    sql: daily,
    columns: [
      column('day', 'text', 'Tag in der Zeitzone des Unternehmens'),
      column('inquiries', 'count', 'Anfragen des Tages'),
      column('leads', 'count', 'Neue Leads'),
      column('hot', 'count', 'Leads, die zum ersten Mal heiß wurden'),
      column('assigned', 'count', 'Leads, die zum ersten Mal zugeteilt wurden'),
      column('contacted', 'count', 'Leads mit erstem Kontakt'),
      column('won', 'count', 'Leads mit erstem Auftrag'),
    ],
  },
  fairness: {
    name: 'fairness',
    question: 'Wird fair verteilt?',
    sql: fairness,
    columns: [
      column('pool', 'text', 'Vertriebsbereich'),
      column(
        'tier',
        'text',
        'Güteklasse; again: jemand anders hatte ihn schon; by-name: von Hand, Stammkunde, Zielkunde oder Rückgewinnung',
      ),
      column(
        'leads',
        'count',
        'Zuteilungen bis dahin; leer, wo die Gruppe zu klein ist (Regel rules/reports)',
      ),
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
  },
} as const satisfies Record<string, Report>;

/** What the queries of one day answered. */
export type Answers = Record<keyof typeof reports, Rows>;
