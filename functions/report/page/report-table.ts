import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Column, Report, Rows } from '../sheet.ts';
import { count, decimal, euro, percent, word } from './words.ts';

/** A report as a table of the page: the columns that have a head there, codes in words. */
export function reportTable(
  columns: Report['columns'],
  { heads, words = {}, empty }: NonNullable<Report['table']>,
  rows: Rows,
): Markup {
  if (rows.length === 0) return markup`<p class="empty">${empty}</p>`;
  const shown = columns.flatMap((column, index) =>
    column.name in heads ? [{ column, index, head: heads[column.name] ?? '' }] : [],
  );
  const head = shown.map(({ head }) => markup`<th scope="col">${head}</th>`);
  const lines = rows.map((row) => {
    const cells = shown.map(({ column, index }, place) => {
      const text = cell(row[index] ?? null, column, words[column.name]);
      return place === 0 ? markup`<th scope="row">${text}</th>` : markup`<td>${text}</td>`;
    });
    return markup`<tr>${cells}</tr>`;
  });
  return markup`<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

function cell(value: string | null, { type }: Column, words: Readonly<Record<string, string>> = {}): string {
  if (value === null) return '–';
  if (type === 'text') return word(words, value);
  const number = Number(value);
  if (type === 'share') return percent(number);
  if (type === 'money') return euro(number);
  return type === 'count' ? count(number) : decimal(number);
}
