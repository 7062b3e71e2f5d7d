import type { Rows } from '../sheet.ts';
import { quality } from '../sql/quality.sql.ts';

/** A source whose data grow worse; shares from 0 to 1. */
export interface Decayed {
  channel: string;
  source: string;
  now: number;
  before: number;
}

/**
 * The sources whose share of inquiries with something to notice rose by so much, and had not a day ago: each decay is told
 * on one day, and again only after it was gone.
 */
export function decayed(rows: Rows, difference: number): Decayed[] {
  return rows.flatMap((row) => {
    const text = (name: string) => row[quality.columns.findIndex((column) => column.name === name)] ?? null;
    const rose = (name: string) => {
      const rise = text(name);
      return rise !== null && Number(rise) >= difference;
    };
    if (!rose('rise') || rose('riseDayBefore')) return [];
    const [now, before] = [Number(text('noticedShare')), Number(text('noticedShareBefore'))];
    return [{ channel: text('channel') ?? '', source: text('source') ?? '', now, before }];
  });
}
