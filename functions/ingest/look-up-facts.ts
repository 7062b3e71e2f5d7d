/** Databases first, then ask: what is known of the organisation elsewhere (spec 3, R76, R77). */
import { changeLead } from '../../shared/change-lead.ts';
import { type Draft, type EventPointer, seqOf } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { FactSource } from '../../shared/ports/fact-source.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { LookUpRules, OrganisationFact } from '../../shared/rules/look-up.ts';
import { hasAddress, isAddress } from './rules/agreed-facts.ts';

export interface LookUpPorts {
  store: LeadStore;
  rules: ActiveRules;
  sources: readonly FactSource[];
  now: Now;
}

const DAY_MS = 86_400_000;

type LookedUp = Extract<Draft, { type: 'FactsLookedUp' }>;

/**
 * Asks the sources that the lead definition names, in its order, for what nobody told about the organisation of a lead in
 * qualification. What is found, and what cost something, becomes an event; what the person told stays. May be repeated.
 * @throws the fault of a source that could not answer, once the others have
 */
export async function lookUpFacts(ports: LookUpPorts, pointer: EventPointer): Promise<void> {
  const { eventId, leadId, correlationId } = pointer;
  const { store, rules, now } = ports;
  const { document, hash } = await rules.get('definition');
  const lead = await store.load(leadId, seqOf(eventId));
  const domain = lead?.organisation?.domain;
  if (!document.lookUp || !lead || !domain || lead.id !== leadId || lead.state !== 'qualifying') return;
  const { drafts, faults } = await ask(ports.sources, { lead, domain, now: now() }, document.lookUp, hash);
  if (drafts.length > 0) {
    const origin = { now: now(), by: 'system', correlationId, causationId: eventId };
    await changeLead({ store, rules }, leadId, origin, (current) =>
      current.id === leadId ? drafts.flatMap((draft) => stillNew(draft, current)) : [],
    );
  }
  if (faults.length > 0) throw faults[0];
}

interface Subject {
  lead: Lead;
  domain: string;
  now: string;
}

/** Asks each source for what the ones before did not know; one that cannot answer holds up no other. */
async function ask(
  sources: readonly FactSource[],
  { lead, domain, now }: Subject,
  look: LookUpRules,
  rulesHash: string,
): Promise<{ drafts: LookedUp[]; faults: unknown[] }> {
  const drafts: LookedUp[] = [];
  const faults: unknown[] = [];
  const leadId = lead.id;
  let wanted = unknownOf(lead, look.facts);
  for (const id of look.sources) {
    const source = sources.find((one) => one.id === id);
    const facts = source ? worthAsking(wanted, source, { lead, domain, now }, look) : [];
    if (!source || facts.length === 0) continue;
    try {
      const known = await source.lookUp({ leadId, domain, facts });
      const { because, cents } = known;
      const found = facts.filter((name) => known.facts[name] !== undefined);
      log.info('facts-looked-up', { leadId, source: id, found: found.length, wanted: facts.length, cents });
      wanted = wanted.filter((name) => !found.includes(name));
      if (found.length === 0 && !source.paid) continue;
      const missed = facts.filter((name) => !found.includes(name));
      const unknown = source.paid && missed.length > 0 ? { unknown: { domain, facts: missed } } : {};
      const taken = Object.fromEntries(found.map((name) => [name, known.facts[name]]));
      const data = { source: id, facts: taken, cents, ...unknown };
      drafts.push({ type: 'FactsLookedUp', rule: `look-up/${id}`, rulesHash, because, data });
    } catch (fault) {
      log.warn('source-failed', { leadId, source: id });
      faults.push(fault);
    }
  }
  return { drafts, faults };
}

/** What a source is asked for: not what it said lately that it does not know of this organisation. */
function worthAsking(
  wanted: readonly OrganisationFact[],
  { id }: FactSource,
  { lead, domain, now }: Subject,
  { againAfterDays }: LookUpRules,
): OrganisationFact[] {
  const missed = lead.unknownTo?.[id];
  if (missed?.domain !== domain) return [...wanted];
  const since = new Date(Date.parse(now) - againAfterDays * DAY_MS).toISOString();
  return wanted.filter((name) => (missed.facts[name] ?? '') <= since);
}

function unknownOf(lead: Lead, names: readonly OrganisationFact[]): OrganisationFact[] {
  const housed = hasAddress(lead);
  return names.filter((name) => lead.facts[name] === undefined && !(housed && isAddress(name)));
}

/** The person may have told it meanwhile; what was paid for is told all the same. */
function stillNew(draft: LookedUp, lead: Lead): LookedUp[] {
  const facts = Object.fromEntries(
    Object.entries(draft.data.facts).filter(([name]) => !Object.hasOwn(lead.facts, name)),
  );
  const isNews = Object.keys(facts).length > 0 || draft.data.cents > 0 || draft.data.unknown !== undefined;
  return isNews ? [{ ...draft, data: { ...draft.data, facts } }] : [];
}
