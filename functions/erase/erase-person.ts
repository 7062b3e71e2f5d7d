import { changeLead } from '../../shared/change-lead.ts';
import type { Draft, EventPointer } from '../../shared/domain/events.ts';
import type { Origin } from '../../shared/domain/evolve.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { Erasure } from '../../shared/ports/erasure.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { ListImports } from '../../shared/ports/list-imports.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { letThrough } from '../../shared/rules/doubtful.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { prefixes } from '../../shared/wiring.ts';
import { leadsOfPerson } from './leads-of-person.ts';
import { eraseDrafts } from './rules/anonymous-lead.ts';
import { hasGoneOn } from './rules/gone-on.ts';
import { keptByLaw } from './rules/kept-by-law.ts';
import {
  anonymousInquiry,
  doubtsOf,
  handlesOf,
  identitiesOf,
  inquiriesOf,
  namesPerson,
  type OfPerson,
  objectsOf,
  passedTo,
} from './rules/of-person.ts';

export interface ErasePorts {
  store: LeadStore;
  erasure: Erasure;
  lists: Pick<ListImports, 'load'>;
  rules: ActiveRules;
  /** Removes an object of the raw bucket with all its versions. */
  remove: (key: string) => Promise<void>;
  /** Where what the law makes one keep is locked away. */
  archive: Pick<Objects, 'put'>;
  now: Now;
}

/** Inquiries of the register that are looked through at a time. */
const PAGE = 500;
/** A lead that others keep changing is left to the next delivery of the message. */
const TRIES = 5;

/**
 * Erases all that is known of a person: every lead that was joined into this one, and all that came in from them (R191).
 * What the law makes one keep goes into the archive first, the leads go last, because the rest is found by them; each step
 * may be done again, so that whatever stops it, the next delivery of the message goes on.
 * @throws Fault of a store; `contended` after 5 conflicts or `list-running` (retryable): the message comes again
 */
export async function erasePerson(ports: ErasePorts, pointer: EventPointer): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) if (await isErased(ports, pointer)) return;
  throw new Fault('contended', { retryable: true, detail: pointer.leadId });
}

/** @returns false where something happened to a lead meanwhile: then all of it is looked at again */
async function isErased(ports: ErasePorts, pointer: EventPointer): Promise<boolean> {
  const { leadId, correlationId, eventId: causationId } = pointer;
  const leads = await leadsOfPerson(ports.store, leadId);
  if (hasGoneOn(leads, pointer)) return true;
  const open = leads.filter(({ lead }) => lead.state !== 'erased');
  const origin = { now: ports.now(), by: 'system', correlationId, causationId };
  if (open.length > 0) {
    await keep(ports, open, origin.now);
    const inquiries = await eraseInquiries(ports, open);
    await endDoubts(ports, open, origin);
    log.info('person-erased', { leadId, leads: leads.length, inquiries });
  }
  // The lead that names the others goes last.
  for (const one of leads.toReversed()) {
    if (one.lead.state !== 'erased' && !(await eraseLead(ports, one, origin))) return false;
    await ports.erasure.forgetPerson(one.lead.id);
    await ports.erasure.forgetHistory(one.lead.id);
  }
  return true;
}

/** An object for each lead, so that one of a second try takes nothing from one of the first; by its name is found what is over. */
async function keep({ archive }: ErasePorts, leads: readonly OfPerson[], now: string): Promise<void> {
  for (const one of leads) {
    const kept = keptByLaw([one], now);
    const key = `${prefixes.kept}${kept?.until}/${one.lead.id}.json`;
    if (kept) await archive.put(key, JSON.stringify(kept, null, 2), 'application/json');
  }
}

/** Everything that came in from the person, also what became no lead. @returns how many inquiries there were */
async function eraseInquiries(ports: ErasePorts, leads: readonly OfPerson[]): Promise<number> {
  const { store, erasure } = ports;
  const handles = handlesOf(leads);
  let count = 0;
  for (const id of inquiriesOf(leads)) {
    const inquiry = await store.loadInquiry(id);
    if (!inquiry) continue;
    await eraseInquiry(ports, inquiry);
    count++;
  }
  let cursor: string | undefined;
  do {
    const page = await store.listInquiries({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    for (const inquiry of page.items.filter((item) => namesPerson(item, handles))) {
      await eraseInquiry(ports, inquiry);
      count++;
    }
    cursor = page.cursor;
  } while (cursor);
  for (const { lead } of leads)
    for (const identity of identitiesOf(leads, handles)) await erasure.forgetIdentity(identity, lead.id);
  return count;
}

/** The item goes last: it names the objects. */
async function eraseInquiry({ erasure, lists, remove }: ErasePorts, inquiry: Inquiry): Promise<void> {
  for (const key of objectsOf(inquiry)) await remove(key);
  if (inquiry.visitor) await erasure.forgetVisitor(inquiry.visitor);
  if (inquiry.list) {
    const list = await lists.load(inquiry.list.importId);
    // A list that is taken in has served its purpose; one that is not would bring the person back.
    if (list && list.state !== 'done' && list.state !== 'refused')
      throw new Fault('list-running', { retryable: true, detail: list.id });
    if (list) await remove(list.file.key);
  }
  await erasure.anonymise(anonymousInquiry(inquiry));
}

/** Nobody is asked any more whether another lead is the same person, or whether this is no sales case. */
async function endDoubts(ports: ErasePorts, leads: readonly OfPerson[], origin: Origin): Promise<void> {
  for (const { lead, events } of leads)
    if (events.some(({ type }) => type === 'ExclusionProposed')) await ports.erasure.forgetReview(lead.id);
  for (const { review, lead, other } of doubtsOf(leads)) {
    await changeLead(ports, other, origin, (current): Draft[] =>
      current.doubles?.some((double) => double.lead === lead)
        ? [
            { type: 'DuplicateDismissed', rule: 'erase/person', data: { lead, reason: 'erased' } },
            ...letThrough(current, lead),
          ]
        : [],
    );
    await ports.erasure.forgetReview(review);
  }
}

/** @returns false where the lead is not any more what its data were looked at as */
async function eraseLead({ erasure, rules }: ErasePorts, one: OfPerson, origin: Origin): Promise<boolean> {
  const { lead } = one;
  const drafts = eraseDrafts(lead, passedTo(one));
  const after = recordWatched(lead.id, lead, drafts, origin, await clockRules(rules));
  return erasure.commit(after.lead, after.events, lead.version);
}
