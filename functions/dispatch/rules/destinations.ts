import type { LeadEvent } from '../../../shared/domain/events.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { State } from '../../../shared/domain/lifecycle.ts';
import { JOB_TITLE } from '../../../shared/rules/look-up.ts';

/** The queues that an event can wake; every event also goes to the analysis data and to the bus. */
export type Destination = 'score' | 'recognise' | 'fulfil' | 'route' | 'notify' | 'erase';

/**
 * Who must hear of an event. This is the wiring of the product: a function acts on an event only if it stands here.
 * @param event an event as stored
 */
export function destinations(event: LeadEvent): Destination[] {
  switch (event.type) {
    case 'InquiryReceived':
      return event.data.inquiry.concern || event.data.inquiry.setAside
        ? []
        : ['score', ...ofPerson(event.data), 'fulfil'];
    case 'FactsChanged':
      return ['score', ...ofPerson(event.data)];
    case 'CustomerKnown':
      return ['recognise'];
    // Databases first, then ask (R76): what is known elsewhere need not be asked of a lead that is not ripe.
    case 'LeadScored':
      return event.to === 'qualifying' && event.data.class !== 'hot' ? ['recognise'] : [];
    case 'FactsLookedUp':
      // What the title says comes with the inquiry that is scored anyway.
      return Object.keys(event.data.facts).length > 0 && event.data.source !== JOB_TITLE ? ['score'] : [];
    case 'ConsentChanged':
    case 'OverrideSet':
    case 'OverrideEnded':
    case 'BehaviourSeen':
      return ['score'];
    case 'ReviewDecided':
      return event.data.decision === 'approve' ? ['score', 'recognise', 'fulfil'] : [];
    case 'InquiryReviewed':
      return event.data.decision === 'approve' && !event.data.concern
        ? ['score', ...ofPerson(event.data), 'fulfil']
        : [];
    case 'DuplicateMerged':
      return ['score'];
    case 'MergeUndone':
      return parted(event.to);
    case 'LeadQualified':
    case 'OwnerReleased':
    // Whoever is done with a lead may have room for the next one.
    case 'LeadWon':
    case 'LeadLost':
      return ['route'];
    // Besides, what is missing is looked up, and the person asked for the rest.
    case 'LeadReturned':
      return ['route', 'recognise', 'fulfil'];
    case 'RoundBegun':
      return event.data.ask.length > 0 ? ['recognise', 'fulfil'] : ['recognise'];
    // Scored anew, a lead that came back by rule gets the series of mails for such leads; with its former owner it needs none.
    case 'LeadRequalified': {
      const { reason, formerOwner } = event.data;
      return !formerOwner && (reason === 'win-back' || reason === 'repurchase') ? ['score'] : [];
    }
    case 'ClockStepTaken':
      return onStep(event.data);
    case 'RightsRequested':
      return event.data.granted ? ['erase'] : ['notify', 'fulfil'];
    case 'RetentionEnded':
      return ['erase'];
    // Who has the data hears that they are erased; whoever had the lead has room for the next one.
    case 'LeadErased':
      return ['notify', 'route'];
    case 'LeadAssigned':
    case 'AnswerFailed':
    case 'ComplaintReceived':
    case 'LeadParked':
      return ['notify'];
    default:
      return [];
  }
}

/** What may be looked up has so long to be found before the person is asked for it; no source can hold the mail up for longer. */
const LOOK_UP_SECONDS = 120;
/** An owner may take a return back for ten minutes; nobody is asked before. */
const RETURN_SECONDS = 11 * 60;

/** Seconds that an event waits before it wakes somebody: what is known elsewhere is looked up first, then asked (R76). */
export function delayOf({ type }: LeadEvent, to: Destination): number {
  if (to !== 'fulfil') return 0;
  if (type === 'LeadReturned') return RETURN_SECONDS;
  return type === 'RoundBegun' ? LOOK_UP_SECONDS : 0;
}

/** Facts by which people are told apart. */
const PERSONAL = [
  'firstName',
  'lastName',
  'birthDate',
  'phone',
  'email',
  'street',
  'postcode',
  'city',
  'company',
] as const satisfies readonly (keyof Facts)[];

/** Something new is known of the person: it may be somebody who is known already. */
function ofPerson({ facts }: { facts: Facts }): Destination[] {
  return PERSONAL.some((name) => facts[name] !== undefined) ? ['recognise'] : [];
}

/** A lead that is on its own again goes on where it stood: what messages came meanwhile went to the other one. */
function parted(to: State | undefined): Destination[] {
  if (to === undefined) return ['score'];
  return to === 'qualified' ? ['score', 'fulfil', 'route'] : ['score', 'fulfil'];
}

/** A lead whose answer or owner is overdue by minutes lost a message: score, answer and routing are asked once more. */
function onStep({ do: action, clock }: { do: string; clock: string }): Destination[] {
  if (action === 'requalify') return ['score'];
  if (action === 'nurture' || action === 'ask-why') return ['fulfil'];
  // The event that ends the decision, brings the lead back or has it erased moves it on.
  if (action === 'expire' || action === 'win-back' || action === 'erase') return [];
  if (clock === 'fulfilment') return action === 'again' ? ['score', 'fulfil'] : ['notify', 'fulfil'];
  return action === 'again' ? ['route'] : ['notify'];
}
