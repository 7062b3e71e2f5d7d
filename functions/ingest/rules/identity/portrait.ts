import type { IdentityDocument } from '../../../../shared/rules/identity.ts';
import { plain, skeleton } from '../../../../shared/rules/plain.ts';
import { makeValue, type Rarity, type Value } from './value.ts';

/** What is known of a person, by the names of the compared fields. */
export type Known = Readonly<Record<string, string | undefined>>;

type Prepare = (raw: string) => Value | null;

/**
 * A person made ready for comparing, value by value when it is asked for: most comparisons end before the last one. What is
 * written as the person beside writes it is not made ready again.
 */
export class Portrait {
  readonly #texts: readonly (string | undefined)[];
  readonly #prepare: readonly Prepare[];
  readonly #beside: Portrait | undefined;
  readonly #values: (Value | null | undefined)[] = [];

  constructor(texts: readonly (string | undefined)[], prepare: readonly Prepare[], beside?: Portrait) {
    this.#texts = texts;
    this.#prepare = prepare;
    this.#beside = beside;
  }

  /** @param field place of the field in the document; null where nothing is known or nothing to compare is left */
  value(field: number): Value | null {
    const made = this.#values[field];
    if (made !== undefined) return made;
    const value = this.#make(field);
    this.#values[field] = value;
    return value;
  }

  /** Whether anything was said, which may turn out to be nothing to compare. */
  knows(field: number): boolean {
    return Boolean(this.#texts[field]);
  }

  #make(field: number): Value | null {
    const text = this.#texts[field];
    if (!text) return null;
    if (this.#beside && this.#beside.#texts[field] === text) return this.#beside.value(field);
    return this.#prepare[field]?.(text) ?? null;
  }
}

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

/**
 * Prepares people for the comparison by one document.
 * @returns takes what is known of a person, and with whom they are going to be compared
 */
export function portrayBy({
  fields,
  common,
}: Pick<IdentityDocument, 'fields' | 'common'>): (known: Known, beside?: Portrait) => Portrait {
  const prepare = fields.map(({ name, kind }): Prepare => {
    const rarity = rarityIn(common[name] ?? {});
    return (raw) => makeValue(kind, raw, rarity);
  });
  return (known, beside) =>
    new Portrait(
      fields.map(({ name }) => known[name]),
      prepare,
      beside,
    );
}
