import type { Facts } from '../../../shared/domain/facts.ts';
import type { Identity } from '../../../shared/ports/lead-store.ts';
import type { IntakeDocument } from '../../../shared/rules/intake.ts';
import { type EmailAddress, isRoleAddress } from './email-address.ts';

/**
 * The keys by which a person is surely known, the surest first: the e-mail address, unless several people share it, and
 * the id that the same source gave before. What a source says that anybody can write as is only a claim.
 * @param vouched the source is who it says: signed, or brought by staff
 */
export function sureKeys(
  { facts, source, vouched }: { facts: Facts; source: string; vouched: boolean },
  email: EmailAddress | null,
  { roleAddresses }: Pick<IntakeDocument, 'roleAddresses'>,
): Identity[] {
  const personal = email !== null && !isRoleAddress(email, roleAddresses);
  return [
    ...(personal ? [{ kind: 'email' as const, value: email.address }] : []),
    ...(facts.externalId
      ? [
          {
            kind: vouched ? ('external' as const) : ('claimed' as const),
            value: `${source}:${facts.externalId}`,
          },
        ]
      : []),
  ];
}

/** A sure key as one word. */
export const nameOf = ({ kind, value }: Identity): string => `${kind} ${value}`;
