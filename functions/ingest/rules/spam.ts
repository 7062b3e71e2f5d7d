import type { IntakeDocument } from '../../../shared/rules/intake.ts';

/** Also links that mail programs are not meant to see (`hxxp://`), and bare ones with a path; each counts once. */
const LINK =
  /(?:https?|hxxps?):\/\/|(?<![\w./])www\.|(?<![\p{L}\d@./:-])[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}\/\w/gu;
const MARKUP = /<a\s[^<>]{0,200}href|\[url[=\]]|\[link[=\]]/;
/** People need longer than this to fill in a form. */
const FASTEST_SECONDS = 3;

/** Letters of other scripts that look like ours, in the order of those. */
const LIKE_OURS = 'авекмнорстухіјѕӏԁԛԝɡ αεικνορτυχ';
const OURS = 'abekmhopctyxijsldqwg aeikvoptux';
const LIKE = new Map(Array.from(LIKE_OURS, (letter, at) => [letter, OURS.charAt(at)]));

/** How a text looks to whoever reads it: no letter tricks, no characters that are not seen, no accents, no capitals. */
function asSeen(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .toLowerCase()
    .replace(/[^\p{ASCII}]/gu, (letter) => LIKE.get(letter) ?? letter)
    .replace(/\s+/g, ' ');
}

/** One reason for suspicion with its points. */
export interface Suspicion {
  because: string;
  points: number;
}

/**
 * What makes an inquiry look like spam; the sum of points against the document's threshold decides.
 * @param said all texts of the sender together; `seconds` between showing the form and sending it, where known; how many
 *   `others` said the same lately
 */
export function suspicions(
  said: { text: string; seconds?: number; others?: number },
  { phrases, links, repeats }: IntakeDocument['spam'],
): Suspicion[] {
  const text = asSeen(said.text);
  const found = phrases.filter((phrase) => text.includes(asSeen(phrase)));
  const count = text.match(LINK)?.length ?? 0;
  return [
    ...found.map((phrase) => ({ because: `says "${phrase}"`, points: 2 })),
    ...(count > links ? [{ because: `${count} links`, points: count - links }] : []),
    ...(said.others !== undefined && said.others >= repeats
      ? [{ because: `said by ${said.others} others within an hour`, points: 2 }]
      : []),
    ...(MARKUP.test(text) ? [{ because: 'links as markup', points: 2 }] : []),
    ...(said.seconds !== undefined && said.seconds < FASTEST_SECONDS
      ? [{ because: `sent after ${Math.max(said.seconds, 0)} s`, points: 2 }]
      : []),
  ];
}
