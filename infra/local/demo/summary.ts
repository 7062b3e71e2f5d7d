import { parse } from 'csv-parse/sync';
import * as z from 'zod';

const Rows = z.array(z.record(z.string(), z.string()));

/** The month in a few lines, out of the report's own files. @param files their content by name */
export function summaryOf(files: ReadonlyMap<string, Buffer>): string {
  const rows = (name: string) =>
    Rows.parse(parse(files.get(`${name}.csv`) ?? Buffer.of(), { columns: true, delimiter: ';', bom: true }));
  const total = (name: string, column: string) =>
    rows(name).reduce((sum, row) => sum + Number(row[column]?.replace(',', '.') || 0), 0);
  const reached = (step: string) => rows('funnel').find((row) => row.step === step)?.leads ?? '0';
  const answers = rows('deadlines').find(({ clock }) => clock === 'fulfilment');
  const answered = Number(answers?.met ?? 0);
  const missed = Number(answers?.late ?? 0) + Number(answers?.overdue ?? 0);
  const euros = total('sources', 'orderValue').toLocaleString('en', { maximumFractionDigits: 0 });
  return [
    `${total('sources', 'inquiries')} inquiries, ${total('tracking', 'leads')} leads, ${reached('hot')} of them hot`,
    `${answered} answered in time, ${missed} late`,
    `${reached('accepted')} accepted by sales, ${reached('opportunity')} opportunities, ${reached('won')} won (${euros} €)`,
  ].join('\n');
}
