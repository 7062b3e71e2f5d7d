import { domainToASCII } from 'node:url';

/** What mail servers on the way take without special agreement: RFC 5321's plain local part and a domain with a dot. */
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/;

/**
 * One address in the letters that mail is sent with: the domain in ASCII, so that `müller.example` is found.
 * @returns null for what is no address, is several, or has a local part that SES cannot send to
 */
export function mailbox(address: string): string | null {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = domainToASCII(address.slice(at + 1));
  return LOCAL_PART.test(local) && DOMAIN.test(domain) ? `${local}@${domain}` : null;
}

const GOOGLE = ['gmail.com', 'googlemail.com'];

/**
 * The mailbox that an address leads to, as far as its spelling tells: what stands behind a `+` is a note of its holder, and
 * Google's mailboxes are called with points or without.
 */
export function mailboxBehind(address: string): string {
  const [, local = '', domain = ''] = /^(.*)@(.*)$/s.exec(address.toLowerCase()) ?? [];
  const bare = local.replace(/(?<=.)\+.*$/s, '');
  if (!GOOGLE.includes(domain)) return `${bare}@${domain}`;
  return `${bare.replaceAll('.', '')}@gmail.com`;
}
