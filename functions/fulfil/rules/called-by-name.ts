import type { Facts } from '../../../shared/domain/facts.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';

/**
 * The person as a letter may call them. Under one address two names were given: whoever reads it goes by one of them at
 * most, and the other may be an insult.
 * @param before facts of the inquiry before the one that is answered, where there was one
 */
export function calledByName(lead: Lead, before: Facts | undefined): Lead {
  const [now, then] = [nameIn(lead.facts), nameIn(before ?? {})];
  if (now === '' || then === '' || now === then) return lead;
  return { ...lead, facts: renamed(lead.facts, {}), extra: {} };
}

function nameIn({ name, firstName, lastName }: Facts): string {
  const whole = firstName || lastName ? `${firstName ?? ''} ${lastName ?? ''}` : (name ?? '');
  return whole.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * The person as an inquiry speaks of them: who else was taken for the same person may have another name. Facts that the
 * choice of an answer hangs on stay.
 * @param whole the inquiry as it is stored, where the lead has more than this one
 * @param isOwn the answer goes to the address that the lead is known by
 */
export function asWritten(lead: Lead, whole: Inquiry | null, isOwn: boolean): Lead {
  if (!whole || lead.inquiries.length < 2) return lead;
  const written = nameIn(whole.facts);
  if (isOwn && (written === '' || written === nameIn(lead.facts))) return lead;
  return { ...lead, facts: renamed(lead.facts, whole.facts), extra: whole.extra };
}

/** The person as a mail without an inquiry may call them: by name only where every inquiry names the same person. */
export function asKnown(lead: Lead, inquiries: readonly (Inquiry | null)[]): Lead {
  const told = inquiries.flatMap((inquiry) => (inquiry ? [inquiry.facts] : []));
  const [names, addresses] = [told.map(nameIn), told.map(({ email = '' }) => email.toLowerCase())];
  const isOne = [names, addresses].every((said) => new Set(said.filter((text) => text !== '')).size < 2);
  return isOne ? lead : { ...lead, facts: renamed(lead.facts, {}), extra: {} };
}

function renamed({ name: _, firstName: __, lastName: ___, ...facts }: Facts, by: Facts): Facts {
  const { name, firstName, lastName } = by;
  return {
    ...facts,
    ...(name ? { name } : {}),
    ...(firstName ? { firstName } : {}),
    ...(lastName ? { lastName } : {}),
  };
}
