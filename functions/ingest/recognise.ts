/** Is the person behind a lead one that is known already? The step of its own after an inquiry was taken (spec 2). */
import { type EventPointer, seqOf } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { State } from '../../shared/domain/lifecycle.ts';
import { recognised } from '../../shared/merge-leads.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveDocument, ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { People } from '../../shared/ports/people.ts';
import type { IdentityDocument } from '../../shared/rules/identity.ts';
import { severity } from '../../shared/rules/intake.ts';
import { organisationKeys } from '../../shared/rules/organisation-keys.ts';
import { blockKeysBy, candidates, READ_OF_A_KEY } from './rules/identity/block-keys.ts';
import type { Judgement } from './rules/identity/judge.ts';
import { portrayBy } from './rules/identity/portrait.ts';
import { suspectBy } from './rules/identity/suspect.ts';

export interface RecognisePorts {
  store: LeadStore;
  rules: ActiveRules;
  people: People;
  now: Now;
}

/** A person must look at these first, or they are no people to speak to. */
const LEFT_ALONE: readonly State[] = ['quarantined', 'excluded', 'erased'];
/** Questions that one inquiry can raise. */
const MOST_QUESTIONS = 3;

/**
 * Compares a lead with those that share a blocking key: at most eight of each of three, however many leads there are.
 * The most alike one is joined with it, or a person is asked, as the thresholds of the document say. May be repeated.
 */
export async function recognise(ports: RecognisePorts, pointer: EventPointer): Promise<void> {
  const { store, rules, people, now } = ports;
  const seq = seqOf(pointer.eventId);
  const lead = await store.load(pointer.leadId, seq);
  if (!lead || LEFT_ALONE.includes(lead.state)) return;
  const [identity, intake] = await Promise.all([rules.get('identity'), rules.get('intake')]);
  const { portray, keysOf, suspect } = comparison(identity);
  const known = knownOf(lead);
  const portrait = portray(known);
  const keys = keysOf(portrait);
  const organisations = organisationKeys(lead);
  if (keys.length + organisations.length === 0) return;
  await people.enter({ leadId: lead.id, keys, known, organisations }, seq === 1);
  const found = (await people.under(keys, READ_OF_A_KEY)).map((list) =>
    list.filter(({ leadId }) => leadId !== lead.id),
  );
  const alike = oneEach(candidates(found))
    .flatMap(({ leadId, known: other }) => {
      const judgement = suspect(portrait, portray(other, portrait));
      return judgement ? [{ leadId, ...judgement }] : [];
    })
    .sort((a, b) => b.score - a.score);
  const { correlationId, eventId: causationId } = pointer;
  const origin = { now: now(), by: 'system', correlationId, causationId };
  const quarantine = severity('doubtful-duplicate', intake.document) !== 'note';
  let asked = 0;
  for (const { leadId: other, ...judgement } of alike) {
    const said = { ...saying(judgement, identity), quarantine };
    const { outcome } = await recognised(ports, [lead.id, other], said, origin);
    if (outcome !== 'unchanged') log.info('lead-recognised', { leadId: lead.id, other, outcome });
    if (outcome === 'merged') return;
    if (outcome === 'asked' && ++asked === MOST_QUESTIONS) return;
  }
}

/** What an earlier value of the same lead said counts once: an entry per lead, of the most telling key. */
function oneEach<T extends { leadId: string }>(entries: readonly T[]): T[] {
  return [...new Map(entries.toReversed().map((entry) => [entry.leadId, entry])).values()].reverse();
}

function saying(
  { verdict, score, evidence }: Judgement,
  { hash, document }: ActiveDocument<IdentityDocument>,
) {
  const { merge, review } = document.thresholds;
  const because = `${round(score)} bits; merged from ${merge}, asked from ${review}`;
  const rounded = evidence.map((one) => ({ ...one, bits: round(one.bits) }));
  return {
    verdict: verdict === 'merge' ? ('merge' as const) : ('review' as const),
    cause: { rule: 'identity/judge', because, rulesHash: hash, score: round(score), evidence: rounded },
  };
}

const round = (bits: number): number => Math.round(bits * 100) / 100;

/** The facts that can be compared, as texts. */
function knownOf({ facts }: Lead): Record<string, string> {
  const { firstName, lastName, birthDate, phone, email, street, postcode, city, company } = facts;
  const known = { firstName, lastName, birthDate, phone, email, street, postcode, city, company };
  return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

type Comparison = ReturnType<typeof prepare>;
let prepared: { hash: string; comparison: Comparison } | undefined;

/** A document is made ready once, not for every lead. */
function comparison({ hash, document }: ActiveDocument<IdentityDocument>): Comparison {
  if (prepared?.hash !== hash) prepared = { hash, comparison: prepare(document) };
  return prepared.comparison;
}

function prepare(document: IdentityDocument) {
  return { portray: portrayBy(document), keysOf: blockKeysBy(document), suspect: suspectBy(document) };
}
