import type { Span } from './span.ts';

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
  /** Its table on the page; a report without one has a picture of its own there, or none. */
  table?: {
    /** What stands below the question. */
    about: string;
    /** Columns that are shown, by name, with their heads. */
    heads: Readonly<Record<string, string>>;
    /** Words for the codes of a column, by its name. */
    words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    /** What stands in its place while there is no row. */
    empty: string;
  };
}

/** Rows of a report, each value as text, null where there is none. */
export type Rows = readonly (readonly (string | null)[])[];

export const column = (name: string, type: ColumnType, meaning: string): Column => ({ name, type, meaning });

/** Columns that several reports have. */
export const hot = column(
  'hot',
  'count',
  'Leads, die bis dahin wenigstens einmal heiß waren oder weiter kamen',
);
export const won = column('won', 'count', 'Leads mit wenigstens einem Auftrag');
