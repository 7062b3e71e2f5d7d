import * as z from 'zod';
import { type ChangeOutcome, changeLead, type Refusal } from '../../shared/change-lead.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { LinkFor } from '../../shared/links/link.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { act, OwnerAction } from './rules/act.ts';
import { isRepeated } from './rules/repeated.ts';
import { takeBack } from './rules/take-back.ts';

const Asked = z.discriminatedUnion('action', [
  ...OwnerAction.options,
  z.object({ action: z.literal('take-back') }),
]);

/** What the owner's page sends. */
export const OwnerRequest = z.object({
  asked: Asked,
  /** Number of the newest event that the page showed; programs leave it out. */
  seen: z.coerce.number().int().min(1).max(1e9).optional(),
});
export type OwnerRequest = z.infer<typeof OwnerRequest>;

/** The link is the owner's as long as the lead is theirs in this very turn; after the outcome it stays readable. */
export function isTheirs(lead: Lead, link: LinkFor<'assignment'>): boolean {
  return lead.owner?.id === link.owner && lead.assignment?.turn === link.turn;
}

/** Nobody was given the lead since; who declined or returned it can still take that back. */
export function isTheirTurn(lead: Lead, link: LinkFor<'assignment'>): boolean {
  return lead.assignment?.turn === link.turn;
}

/**
 * Does what an owner asks for, once, however often the same button of the same page is pressed.
 * @param request `now` is an ISO instant
 * @returns refused with `superseded` where the lead is somebody else's
 */
export function actAsOwner(
  ports: { store: LeadStore; rules: ActiveRules },
  link: LinkFor<'assignment'>,
  { asked, seen }: OwnerRequest,
  { now, correlationId }: { now: string; correlationId: string },
): Promise<ChangeOutcome> {
  const by = `owner:${link.owner}`;
  const cause = seen === undefined ? undefined : `${link.leadId}.${seen}`;
  const origin = { now, by, correlationId, ...(cause ? { causationId: cause } : {}) };
  return changeLead(ports, link.leadId, origin, async (lead): Promise<Draft[] | Refusal> => {
    // A history that is newer than the lead meets a conflict, and both are read again.
    const events = (await ports.store.loadWithHistory(link.leadId))?.events ?? [];
    if (asked.action === 'take-back') {
      return isTheirTurn(lead, link) ? takeBack(events, by, now) : SUPERSEDED;
    }
    if (cause && isRepeated(events, { by, cause }, asked)) return [];
    return isTheirs(lead, link) ? act(lead, asked, now) : SUPERSEDED;
  });
}

const SUPERSEDED: Refusal = { refused: 'superseded', because: 'The lead was given to somebody else.' };
