import { singleLine } from '../../../shared/mail/single-line.ts';

const PREFIXES = /^((re|aw|fwd?|wg|antw)(\[\d+\])?:\s*)+/i;
/** A stranger's address of the web has no place in a mail of ours. */
const ADVERTISES = /:\/\/|www\.|\S\.\p{L}{2,}\//iu;
/** Characters; mail programs show fewer. */
const MAX_LENGTH = 120;

/**
 * Subject of the answer to a mail, so that mail programs show both together.
 * @param subject of the mail that is answered
 * @returns null where there is none that could be repeated
 */
export function replySubject(subject: string | undefined): string | null {
  const bare = singleLine(subject ?? '', MAX_LENGTH).replace(PREFIXES, '');
  return bare === '' || ADVERTISES.test(bare) ? null : `Re: ${bare}`;
}
