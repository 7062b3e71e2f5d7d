/** Databases first, then ask: what is known of the organisation elsewhere (spec 3, R76, R77). */
import { changeLead } from '../../shared/change-lead.ts';
import { type Draft, type EventPointer, seqOf } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { FactSource } from '../../shared/ports/fact-source.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { OrganisationFact } from '../../shared/rules/look-up.ts';
import { hasAddress, isAddress } from './rules/agreed-facts.ts';

export interface LookUpPorts {
  store: LeadStore;
  rules: ActiveRules;
  sources: readonly FactSource[];
  now: Now;
}

type LookedUp = Extract<Draft, { type: 'FactsLookedUp' }>;

/**
 * Asks the sources that the lead definition names, in its order, for what nobody told about the organisation of a lead in
 * qualification. What is found, and what cost something, becomes an event; what the person told stays. May be repeated.
 */
export async function lookUpFacts(
  { store, rules, sources, now }: LookUpPorts,
  { eventId, leadId, correlationId }: EventPointer,
): Promise<void> {
  const { document, hash } = await rules.get('definition');
  if (!document.lookUp || document.lookUp.sources.length === 0) return;
  const lead = await store.load(leadId, seqOf(eventId));
  const domain = lead?.organisation?.domain;
  if (!lead || !domain || lead.id !== leadId || lead.state !== 'qualifying') return;
  const drafts: LookedUp[] = [];
  let wanted = unknownOf(lead, document.lookUp.facts);
  for (const id of document.lookUp.sources) {
    const source = sources.find((one) => one.id === id);
    if (!source || wanted.length === 0) continue;
    const { facts, because, cents } = await source.lookUp({ leadId, domain, facts: wanted });
    const found = wanted.filter((name) => facts[name] !== undefined);
    log.info('facts-looked-up', { leadId, source: id, found: found.length, wanted: wanted.length, cents });
    wanted = wanted.filter((name) => !found.includes(name));
    if (found.length === 0 && cents === 0) continue;
    const taken = Object.fromEntries(found.map((name) => [name, facts[name]]));
    const rule = `look-up/${id}`;
    drafts.push({
      type: 'FactsLookedUp',
      rule,
      rulesHash: hash,
      because,
      data: { source: id, facts: taken, cents },
    });
  }
  if (drafts.length === 0) return;
  const origin = { now: now(), by: 'system', correlationId, causationId: eventId };
  await changeLead({ store, rules }, leadId, origin, (current) =>
    current.id === leadId ? drafts.flatMap((draft) => stillNew(draft, current)) : [],
  );
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
  const isNews = Object.keys(facts).length > 0 || draft.data.cents > 0;
  return isNews ? [{ ...draft, data: { ...draft.data, facts } }] : [];
}
