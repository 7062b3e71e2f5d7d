/**
 * Whether mail to a domain can arrive anywhere: `mx` names servers for it, `address` none, but has an address of its own
 * (RFC 5321, 5.1), `refuses` says that it takes no mail (RFC 7505), `none` has neither or does not exist. `unknown`: nobody
 * could tell now.
 */
export type MailServer = 'mx' | 'address' | 'refuses' | 'none' | 'unknown';

/** Knows which domains take mail. Nothing about a person goes there. */
export interface MailServers {
  /** @param domain in ASCII, as an e-mail address has it; never throws for what a domain does or does not have */
  of(domain: string): Promise<MailServer>;
}
