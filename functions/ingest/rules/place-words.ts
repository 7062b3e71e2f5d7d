import { foldWords } from './text.ts';

/** Words that are written, shortened or left out as people like, and titles of towns. */
const LEFT_OUT = new Set(
  'a am an auf b bei d dem den der die i im in o ob u und v vor vom von stadt hansestadt landeshauptstadt gemeinde'.split(
    ' ',
  ),
);

/**
 * The words by which a place is known, folded: `Frankfurt a. M.` is `frankfurt m`, `St. Pölten` is `sankt poelten`,
 * `Lausanne 25` is `lausanne`.
 */
export function placeWords(name: string): string[] {
  return foldWords(name)
    .split(' ')
    .filter((word) => word !== '' && !LEFT_OUT.has(word) && !/^\d+$/.test(word))
    .map((word) => (word === 'st' ? 'sankt' : word));
}
