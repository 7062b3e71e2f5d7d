import type { Facts } from '../../../shared/domain/facts.ts';
import type { Lead } from '../../../shared/domain/lead.ts';

/**
 * The person as a letter may call them. Under one address two names were given: whoever reads it goes by one of them at
 * most, and the other may be an insult.
 * @param before facts of the inquiry before the one that is answered, where there was one
 */
export function calledByName(lead: Lead, before: Facts | undefined): Lead {
  const [now, then] = [nameIn(lead.facts), nameIn(before ?? {})];
  if (now === '' || then === '' || now === then) return lead;
  const { name: _, firstName: __, lastName: ___, ...facts } = lead.facts;
  return { ...lead, facts, extra: {} };
}

function nameIn({ name, firstName, lastName }: Facts): string {
  const whole = firstName || lastName ? `${firstName ?? ''} ${lastName ?? ''}` : (name ?? '');
  return whole.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
