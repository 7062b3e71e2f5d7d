import type { MailServer, MailServers } from '../../ports/mail-servers.ts';

/** Domains as they are given; all others do not exist. */
export function memoryMailServers(known: Readonly<Record<string, MailServer>>): MailServers {
  return { of: async (domain) => (Object.hasOwn(known, domain) ? known[domain] : undefined) ?? 'none' };
}
