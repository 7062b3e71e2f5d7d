/** What an inquiry that came by itself may say of somebody who is known: nobody has proven who wrote it. Pure. */
import { beyondAddress } from '../../../shared/domain/contact.ts';
import type { Consent, Facts } from '../../../shared/domain/facts.ts';

/**
 * Whether what an inquiry says cannot be said of somebody who is known. An id that anybody can put into a form is no proof
 * of a person: it counts where nothing speaks against it. The whole name is stronger than an address, of which people have
 * several; an address that nobody knew yet is taken from those only who are known by something else.
 */
export function contradicts(known: Facts, said: Facts): boolean {
  if (differ(known.birthDate, said.birthDate)) return true;
  const [one, other] = [wholeName(known), wholeName(said)];
  if (one !== '' && other !== '') return one !== other;
  if (differ(known.lastName, said.lastName)) return true;
  if (differ(known.email, said.email) || differ(known.phone, said.phone)) return true;
  const isKnown = known.phone !== undefined && known.phone === said.phone;
  return said.email !== undefined && known.email === undefined && !isKnown;
}

/**
 * What an inquiry says, less another e-mail address of somebody who has one: mail to the person must not go to whoever came
 * last. The other one is kept beside the facts, each answer goes to the address that asked, and advertising that was agreed to
 * for it goes to no other.
 */
export function besideAddress(
  known: Facts,
  said: {
    facts: Facts;
    extra: Readonly<Record<string, unknown>>;
    consents: Readonly<Record<string, Consent>>;
  },
): { facts: Facts; extra: Record<string, unknown>; consents: Record<string, Consent> } {
  const { email, ...facts } = said.facts;
  if (!differ(known.email, email))
    return { facts: said.facts, extra: { ...said.extra }, consents: { ...said.consents } };
  return { facts, extra: { ...said.extra, otherEmail: email }, consents: beyondAddress(said.consents) };
}

function wholeName({ name, firstName, lastName }: Facts): string {
  if (firstName && lastName) return folded(`${firstName} ${lastName}`);
  return /\S\s+\S/.test(name ?? '') ? folded(name ?? '') : '';
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const differ = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && folded(one) !== folded(other);
