import type { Consent, Facts } from '../../../shared/domain/facts.ts';
import type { OfPerson } from './of-person.ts';

/** Letters of trade and what belongs to an order: six to ten years from the end of the year (§ 257 HGB, § 147 AO); the longest. */
const ORDER_YEARS = 10;
/** Proof of a consent to telephone advertising: five years from the consent and from each use of it (§ 7a UWG). */
const CONSENT_YEARS = 5;

/** One thing that the law makes one keep, why, and the day until which. */
interface Kept {
  lead: string;
  because: string;
  until: string;
}

/** What is kept of a person whose data are erased. */
export interface KeptByLaw {
  person: Facts;
  orders: (Kept & { id: string; value?: number | undefined; at: string })[];
  consents: (Kept & { consent: Consent; calls: string[] })[];
  /** The day on which nothing of it has to be kept any more. */
  until: string;
}

/** What has to be kept although the person is erased; null where nothing has to be: then nothing is. Pure. @param now ISO instant */
export function keptByLaw(leads: readonly OfPerson[], now: string): KeptByLaw | null {
  const today = now.slice(0, 10);
  const orders = leads
    .flatMap(({ lead }) =>
      lead.orders.map((order) => ({
        ...order,
        lead: lead.id,
        because: '§ 257 HGB, § 147 AO: documents of an order',
        until: yearsAfter(`${order.at.slice(0, 4)}-12-31`, ORDER_YEARS),
      })),
    )
    .filter(({ until }) => until > today);
  const consents = leads.flatMap(telephoneConsents).filter(({ until }) => until > today);
  const last = [...orders, ...consents].map(({ until }) => until).sort();
  const until = last.at(-1);
  if (until === undefined) return null;
  const facts: Facts = Object.assign({}, ...leads.map(({ lead }) => lead.facts));
  const { name, firstName, lastName, email, phone, company, street, postcode, city, country } = facts;
  const person = { name, firstName, lastName, email, phone, company, street, postcode, city, country };
  return { person, orders, consents, until };
}

/** Each consent to be called that was given, with the calls that used it. */
function telephoneConsents({ lead, events }: OfPerson): KeptByLaw['consents'] {
  const calls = events.flatMap(({ type, at }) => (type === 'CallMade' || type === 'ContactMade' ? [at] : []));
  return events.flatMap((event) => {
    const consent = 'consents' in event.data ? event.data.consents.phone : undefined;
    if (!consent?.given) return [];
    const used = calls.filter((at) => at >= consent.at);
    const because = '§ 7a UWG: proof of a consent to telephone advertising';
    const until = yearsAfter((used.at(-1) ?? consent.at).slice(0, 10), CONSENT_YEARS);
    return [{ lead: lead.id, consent, calls: used, because, until }];
  });
}

function yearsAfter(day: string, years: number): string {
  const at = new Date(day);
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return at.toISOString().slice(0, 10);
}
