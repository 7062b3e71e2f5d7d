import { MAX_TOKEN_LENGTH, type MailLink, signLink } from './link.ts';

/** Days for which a link in a mail leads on: mails are read again, and offers found, for about as long. */
const KEEP_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * The address that stands in a mail instead of another one, so that a click is heard of. Nobody's data are in it but the
 * ids of lead and mail, under a signature.
 * @param publicUrl under which people reach us
 * @returns the address itself where the link would be too long
 */
export function mailLink(of: MailLink, { publicUrl, secret }: { publicUrl: string; secret: string }): string {
  const expires = new Date(Date.parse(of.sentAt) + KEEP_DAYS * DAY_MS).toISOString();
  const token = signLink({ purpose: 'click', ...of, expires }, secret);
  return token.length > MAX_TOKEN_LENGTH ? of.to : `${publicUrl.replace(/\/$/, '')}${PATH}${token}`;
}

const PATH = '/v1/r/';

/** Whether an address is one that `mailLink` made. */
export function isMailLink(address: string, publicUrl: string): boolean {
  return address.startsWith(`${publicUrl.replace(/\/$/, '')}${PATH}`);
}
