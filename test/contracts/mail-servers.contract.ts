import { describe, expect, it } from 'vitest';
import type { MailServer, MailServers } from '../../shared/ports/mail-servers.ts';

/** Domains that a directory under test knows. */
export const domains: Record<string, MailServer> = {
  'firma.invalid': 'mx',
  'old.invalid': 'address',
  'sixth.invalid': 'address',
  'web-only.invalid': 'refuses',
  'asleep.invalid': 'unknown',
};

/** What everybody does who knows which domains take mail. */
export function mailServersContract(name: string, start: () => Promise<MailServers>): void {
  describe(`whether a domain takes mail, by ${name} (R52)`, () => {
    it.each([...Object.entries(domains), ['nowhere.invalid', 'none'], ['constructor', 'none']])(
      '%s: %s',
      async (domain, expected) => {
        const servers = await start();
        expect(await servers.of(domain)).toBe(expected);
        expect(await servers.of(domain)).toBe(expected);
      },
    );
  });
}
