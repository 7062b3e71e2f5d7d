import { withstand } from '../../fuzz/withstand.ts';
import type { Figure } from './figure.ts';

/** Made up inquiries against the entries of forms, tools and mails. @param count how many */
export async function fuzzFigures(count: number): Promise<Figure[]> {
  const { sent, taken, broken, assigned, polluted } = await withstand(count, 1);
  for (const each of [...broken, ...assigned].slice(0, 10)) console.log(each);
  const note = `${sent} sent, ${taken} became leads`;
  return [
    { what: 'answers of 5xx and faults', value: broken.length, most: 0, gate: true, note },
    { what: 'leads with what only the system sets', value: assigned.length, most: 0, gate: true },
    { what: 'objects of the program changed', value: Number(polluted), most: 0, gate: true },
  ];
}
