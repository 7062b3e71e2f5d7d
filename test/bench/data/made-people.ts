import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';

/** Deterministic numbers between 0 and 1 by a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const { common } = defaultDocument('identity').document;
const STARTS = 'B Br D F Fr G Gr H J K Kl Kr L M N P R S Sch St T W Z'.split(' ');
const MIDDLES = 'a e i o u au ei ie ö ü'.split(' ');
const ENDS =
  'ber ck del der dt fer gel ger hl ke ler ll mann mer nn ner pp rich rt sch ser ski st tz wald zer'.split(
    ' ',
  );
const SHARES = {
  firstName: Object.entries(common.firstName ?? {}),
  lastName: Object.entries(common.lastName ?? {}),
};
const TRADES = Object.keys(common.company ?? {});
/** Postcodes of Germany. */
const POSTCODES = 8200;
const CITIES = 2050;

type Next = () => number;
const pick = (list: readonly string[], next: Next): string => list[Math.floor(next() * list.length)] ?? '';

/** A name by its share where it is common, else one of some 300,000 rare ones. */
function nameOf(kind: 'firstName' | 'lastName', next: Next): string {
  let left = next();
  for (const [name, share] of SHARES[kind]) {
    left -= share;
    if (left < 0) return name;
  }
  const syllable = () => pick(STARTS, next) + pick(MIDDLES, next);
  const short = `${syllable()}${pick(ENDS, next)}`;
  return kind === 'firstName' || next() < 0.3 ? short : `${syllable()}${short.toLowerCase()}`;
}

/** Few large places and many small ones: the share of a place falls with its rank. */
const place = (count: number, next: Next): number => Math.floor(count ** next()) - 1;

/**
 * The person of a number, always the same one: names by their shares in Germany, people crowded in few cities, half of them
 * from companies, each fact known of some.
 */
export function madePerson(number: number): Record<string, string> {
  const next = random(number * 2654435761);
  const [firstName, lastName] = [nameOf('firstName', next), nameOf('lastName', next)];
  const postcode = String(1000 + ((place(POSTCODES, next) * 7919) % 98_000)).padStart(5, '0');
  const known = (share: number, value: () => string) => (next() < share ? value() : '');
  const facts = {
    firstName,
    lastName,
    phone: known(0.6, () => `+49${100 + Math.floor(next() * 900)}${Math.floor(next() * 1e7) + 1e6}`),
    email: known(0.9, () =>
      `${firstName}.${lastName}${known(0.4, () => String(Math.floor(next() * 99)))}@web${place(500, next)}.example`.toLowerCase(),
    ),
    postcode: known(0.7, () => postcode),
    city: known(0.7, () => `Ort${Number(postcode) % CITIES}`),
    street: known(0.4, () => `${nameOf('lastName', next)}str. ${1 + Math.floor(next() * 90)}`),
    company: known(0.5, () => `${nameOf('lastName', next)} ${pick(TRADES, next)} GmbH`),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''));
}
