import type { IdentityDocument } from '../../../../shared/rules/identity.ts';
import { plain, skeleton } from '../../../../shared/rules/plain.ts';
import { makeValue, type Rarity, type Value } from './value.ts';

/** What is known of a person, by the names of the compared fields. */
export type Known = Readonly<Record<string, string | undefined>>;

/** A person made ready for comparing: one value per field of the document, in its order; null where it is not known. */
export type Portrait = readonly (Value | null)[];

/** Bits of a value that nobody listed, where a document lists none at all. */
const UNLISTED = 10;

function rarityIn(shares: Readonly<Record<string, number>>): Rarity {
  const bits = new Map(
    Object.entries(shares).map(([value, share]) => [
      skeleton(plain(value)).replaceAll(' ', ''),
      -Math.log2(share),
    ]),
  );
  const unlisted = bits.size > 0 ? Math.max(...bits.values()) + 1 : UNLISTED;
  return (value) => bits.get(value) ?? unlisted;
}

/** Prepares people for the comparison by one document. */
export function portrayBy({
  fields,
  common,
}: Pick<IdentityDocument, 'fields' | 'common'>): (known: Known) => Portrait {
  const prepared = fields.map(({ name, kind }) => ({ name, kind, rarity: rarityIn(common[name] ?? {}) }));
  return (known) =>
    prepared.map(({ name, kind, rarity }) => {
      const raw = known[name];
      return raw ? makeValue(kind, raw, rarity) : null;
    });
}
