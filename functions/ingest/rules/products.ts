import type { Product } from '../../../shared/rules/intake.ts';
import { fold } from './text.ts';

/** The id of the product that somebody calls so, by id, name or alias; null if the catalogue has none such. */
export function readProduct(typed: string, catalogue: readonly Product[]): string | null {
  const wanted = fold(typed);
  if (wanted === '') return null;
  const product = catalogue.find(({ id, name, aliases }) =>
    [id, name, ...aliases].some((known) => fold(known) === wanted),
  );
  return product?.id ?? null;
}
