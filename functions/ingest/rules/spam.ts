import type { IntakeDocument } from '../../../shared/rules/intake.ts';

const LINK = /https?:\/\/|www\./gi;
const MARKUP = /<a\s[^<>]{0,200}href|\[url[=\]]|\[link[=\]]/i;
/** People need longer than this to fill in a form. */
const FASTEST_SECONDS = 3;

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
  const text = said.text.toLowerCase();
  const found = phrases.filter((phrase) => text.includes(phrase.toLowerCase()));
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
