import { isOpen } from '../domain/clock.ts';
import type { Draft } from '../domain/events.ts';
import type { Lead } from '../domain/lead.ts';
import type { Concern } from './concern.ts';

/** What decides on a case by itself. */
const RULE = 'intake/concern';

/**
 * Opens a case for a request about one's data or a complaint, beside whatever becomes of the lead. An objection lets
 * the lead rest at once; who writes for such a reason only and was not known is no sales case.
 * @param lead null where nobody is known yet
 */
export function openCase(lead: Lead | null, concern: Concern, inquiryId?: string): Draft[] {
  const asked = inquiryId ? { inquiryId } : {};
  if (concern.kind === 'complaint') {
    const data = { run: nextRun('complaint', lead), ...asked };
    return [{ type: 'ComplaintReceived', data, rule: RULE }, ...apart(lead, concern.kind)];
  }
  const { right } = concern;
  const data = { run: nextRun('rights', lead), right, ...asked };
  const requested: Draft = { type: 'RightsRequested', data, rule: RULE };
  if (right !== 'objection') return [requested, ...apart(lead, concern.kind)];
  const because = 'the person objects';
  return [
    requested,
    { type: 'LeadRested', to: 'dormant', data: { reason: 'objection' }, rule: RULE, because },
  ];
}

/**
 * What lets all data of a person be erased at once: they proved who they are, or somebody who may decided so.
 * @param reason why, where the person did not ask by themselves
 */
export function grantErasure(lead: Lead, reason?: string): Draft[] {
  const data = { run: nextRun('rights', lead), right: 'erasure' as const, granted: true as const };
  return [
    { type: 'RightsRequested', rule: 'privacy/erase', data: { ...data, ...(reason ? { reason } : {}) } },
  ];
}

/** Whether a request is one to be left in peace. */
export function objects(concern: Concern | null): boolean {
  return concern?.kind === 'rights' && concern.right === 'objection';
}

/** Whoever objects takes back every consent that was given. @param before the consents until then */
export function noConsent(
  before: Lead['consents'] = {},
  { receivedAt: at, source }: { receivedAt: string; source: string },
): Lead['consents'] {
  const given = Object.entries(before).filter(([, consent]) => consent.given);
  return Object.fromEntries(given.map(([purpose]) => [purpose, { given: false, at, source }]));
}

/** What settles cases that are open: one, or all where none is named. */
export function settleCases(lead: Lead, result: 'done' | 'refused', only?: string): Draft[] {
  return openCases(lead)
    .filter(({ run }) => only === undefined || run === only)
    .map(
      ({ name, run }): Draft =>
        name === 'rights'
          ? { type: 'RightsSettled', data: { run, result } }
          : { type: 'ComplaintAnswered', data: { run, result } },
    );
}

/** The clocks of requests and complaints that somebody still waits for. */
export function openCases(lead: Lead): Lead['clocks'] {
  return lead.clocks.filter(
    (clock) => isOpen(clock) && (clock.name === 'rights' || clock.name === 'complaint'),
  );
}

function apart(lead: Lead | null, reason: string): Draft[] {
  if (lead) return [];
  return [{ type: 'LeadExcluded', to: 'excluded', data: { reason }, rule: RULE }];
}

function nextRun(name: 'rights' | 'complaint', lead: Lead | null): string {
  return `${name}:${(lead?.clocks.filter((clock) => clock.name === name).length ?? 0) + 1}`;
}
