import { Resolver } from 'node:dns/promises';
import * as z from 'zod';
import type { Now } from '../../ports/clock.ts';
import type { MailServer, MailServers } from '../../ports/mail-servers.ts';

const TIMEOUT_MS = 2_000;
const TRIES = 2;
/** What was answered holds for so long in one running function, for so many domains. */
const KEPT_MS = 3_600_000;
const MOST = 1_000;
/** The domain does not exist, or has nothing of the kind; all else is no answer. */
const NOTHING = ['ENOTFOUND', 'ENODATA'];
const Failure = z.object({ code: z.string() });

/**
 * Asks the DNS. What could not be answered is asked again next time.
 * @param servers addresses of name servers, where it is not those of the machine
 */
export function dnsMailServers({ now, servers }: { now: Now; servers?: readonly string[] }): MailServers {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers) resolver.setServers(servers);
  const kept = new Map<string, { server: MailServer; until: number }>();
  return {
    async of(domain) {
      const at = Date.parse(now());
      const known = kept.get(domain);
      if (known && at < known.until) return known.server;
      const server = await ask(resolver, domain);
      if (kept.size >= MOST) kept.clear();
      if (server !== 'unknown') kept.set(domain, { server, until: at + KEPT_MS });
      return server;
    },
  };
}

async function ask(resolver: Resolver, domain: string): Promise<MailServer> {
  const exchanges = await found(() => resolver.resolveMx(domain));
  if (exchanges === null) return 'unknown';
  if (exchanges.length > 0)
    return exchanges.every(({ exchange }) => exchange === '' || exchange === '.') ? 'refuses' : 'mx';
  for (const addresses of [() => resolver.resolve4(domain), () => resolver.resolve6(domain)]) {
    const hosts = await found(addresses);
    if (hosts === null) return 'unknown';
    if (hosts.length > 0) return 'address';
  }
  return 'none';
}

/** What there is, nothing, or null where nobody answered. */
async function found<T>(records: () => Promise<T[]>): Promise<T[] | null> {
  try {
    return await records();
  } catch (cause) {
    return NOTHING.includes(Failure.safeParse(cause).data?.code ?? '') ? [] : null;
  }
}
