/** Off the usual path, where the rules ask for it: can mail to a person's address arrive anywhere (R52, R65)? */
import { changeLead } from '../../shared/change-lead.ts';
import { type Draft, type EventPointer, type LeadEvent, seqOf } from '../../shared/domain/events.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { MailServer, MailServers } from '../../shared/ports/mail-servers.ts';
import { MAIL_SERVERS } from '../../shared/rules/look-up.ts';

export interface CheckMailDomainPorts {
  store: LeadStore;
  rules: ActiveRules;
  mailServers: MailServers;
  now: Now;
}

const DAY_MS = 86_400_000;
/** Names that nobody has, for trying out (RFC 6761): the DNS knows nothing of them. */
const RESERVED = /\.(?:example|test)$/;

const SAYS: Record<Exclude<MailServer, 'unknown'>, { status: 'plausible' | 'invalid'; because: string }> = {
  mx: { status: 'plausible', because: 'the domain names servers for its mail' },
  address: { status: 'plausible', because: 'the domain has an address of its own' },
  refuses: { status: 'invalid', because: 'the domain says that it takes no mail (RFC 7505)' },
  none: { status: 'invalid', because: 'the domain has no server for mail, or does not exist' },
};

/**
 * Asks once per domain and lead, again after the days that the intake document names. Nobody is refused by it: the inquiry
 * is taken and answered long since. May be repeated.
 */
export async function checkMailDomain(ports: CheckMailDomainPorts, pointer: EventPointer): Promise<void> {
  const { store, rules, mailServers, now } = ports;
  const { document, hash: rulesHash } = await rules.get('intake');
  const { ask, againAfterDays } = document.mailServers;
  if (!ask) return;
  const found = await store.loadWithHistory(pointer.leadId, seqOf(pointer.eventId));
  const domain = domainOf(found?.lead.facts.email);
  if (!found || !domain || RESERVED.test(domain) || found.lead.state === 'erased') return;
  const since = new Date(Date.parse(now()) - againAfterDays * DAY_MS).toISOString();
  if (found.events.some((event) => isKnown(event, domain) && event.at > since)) return;
  const server = await mailServers.of(domain);
  if (server === 'unknown') {
    log.warn('source-failed', { leadId: pointer.leadId, source: MAIL_SERVERS });
    return;
  }
  const { status, because } = SAYS[server];
  const draft: Draft = {
    type: 'FactsLookedUp',
    rule: `look-up/${MAIL_SERVERS}`,
    rulesHash,
    because,
    data: { source: MAIL_SERVERS, facts: {}, cents: 0, mailDomain: { domain, status } },
  };
  const origin = {
    now: now(),
    by: 'system',
    correlationId: pointer.correlationId,
    causationId: pointer.eventId,
  };
  await changeLead({ store, rules }, pointer.leadId, origin, (lead) =>
    domainOf(lead.facts.email) === domain ? [draft] : [],
  );
}

function isKnown(event: LeadEvent, domain: string): boolean {
  return event.type === 'FactsLookedUp' && event.data.mailDomain?.domain === domain;
}

const domainOf = (email: string | undefined): string | undefined => email?.split('@').at(-1);
