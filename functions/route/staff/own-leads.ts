import type { Lead } from '../../../shared/domain/lead.ts';
import type { Caller } from '../../../shared/http/caller.ts';

/** The agent whose leads alone a caller may see, or undefined for all. */
export function restrictedTo(caller: Caller): string | undefined {
  return caller.role === 'member' || caller.role === 'partner' ? (caller.owner ?? '') : undefined;
}

/** A lead of somebody else does not exist for members and partners. */
export function isHidden(lead: Lead, caller: Caller): boolean {
  const own = restrictedTo(caller);
  return own !== undefined && lead.owner?.id !== own;
}
