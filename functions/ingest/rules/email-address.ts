import { domainToASCII } from 'node:url';
import { line } from './text.ts';

/** RFC 5321 without quotation marks; SES sends to no other letters. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** RFC 5321: 64 characters before the @, 254 in all. */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;

export interface EmailAddress {
  /** The whole address in small letters, domain in ASCII: `info@xn--mller-kva.de`. */
  address: string;
  local: string;
  domain: string;
}

/** Line breaks, NUL and the like: no browser sends them in a field of one line, but who wants to write into headers does. */
const NO_TEXT = /[\p{Cc}\p{Zl}\p{Zp}]/u;

const BLANK = /[\t\p{Zs}]/u;

/**
 * Reads what somebody typed into a field for an e-mail address; null if no mail server would take it. Blanks around it, as
 * they come along when an address is copied, are left out.
 */
export function readEmail(typed: string): EmailAddress | null {
  if (NO_TEXT.test(withoutBlanks(typed))) return null;
  const text = line(typed)
    .replace(/^mailto:/i, '')
    .toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 1) return null;
  const local = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1));
  const address = `${local}@${domain}`;
  if (local.length > MAX_LOCAL || address.length > MAX_ADDRESS) return null;
  return LOCAL.test(local) && isDomain(domain) ? { address, local, domain } : null;
}

/** Without blanks and tabs around it. */
function withoutBlanks(text: string): string {
  const isBlank = (at: number) => BLANK.test(text.charAt(at));
  let start = 0;
  while (isBlank(start)) start++;
  let end = text.length;
  while (end > start && isBlank(end - 1)) end--;
  return text.slice(start, end);
}

/** Two labels or more, each 1–63 letters, digits and inner hyphens; the last has two characters and begins with a letter. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  return (
    labels.length > 1 &&
    /^[a-z]./.test(top) &&
    labels.every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(label))
  );
}

/**
 * A shared mailbox such as info@: whoever writes from it is not known by it.
 * @param roles parts before the @, from the intake document; `info+shop` counts as `info`
 */
export function isRoleAddress({ local }: EmailAddress, roles: readonly string[]): boolean {
  return roles.includes(local.split('+')[0] ?? local);
}
