import { type Withstood, withstand, withstandPages } from '../../fuzz/withstand.ts';
import type { Figure } from './figure.ts';

/** Made up bodies: half against the entries of forms, tools and mails, half against all others. @param count how many */
export async function fuzzFigures(count: number): Promise<Figure[]> {
  const half = Math.ceil(count / 2);
  return [
    ...figures('inquiries', await withstand(half, 1)),
    ...figures('acts, lists, capture and pages', await withstandPages(count - half, 1)),
  ];
}

function figures(what: string, { sent, taken, broken, assigned, polluted }: Withstood): Figure[] {
  for (const each of [...broken, ...assigned].slice(0, 10)) console.log(each);
  const note = `${sent} sent, ${taken} taken`;
  return [
    { what: `${what}: answers of 5xx and faults`, value: broken.length, most: 0, gate: true, note },
    { what: `${what}: leads with what only others set`, value: assigned.length, most: 0, gate: true },
    { what: `${what}: objects of the program changed`, value: Number(polluted), most: 0, gate: true },
  ];
}
