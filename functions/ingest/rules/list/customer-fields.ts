/** Columns of a list of customers that no inquiry has: whose they are, what they bought, and which days matter. */
import { fold } from '../text.ts';

export type CustomerField = 'owner' | 'orderId' | 'orderValue' | `date.${string}`;

/** What CRM systems call them, in German and English; capitals, accents, blanks and hyphens do not matter. */
const NAMES: Readonly<Record<Exclude<CustomerField, `date.${string}`>, string>> &
  Readonly<Record<`date.${string}`, string>> = {
  owner:
    'owner,owner id,owner name,owner email,account owner,account manager,betreuer,betreuerin,kundenbetreuer,ansprechpartner vertrieb,verkäufer,vertriebsmitarbeiter,zuständig',
  orderId: 'order,order id,order number,deal id,auftrag,auftragsnummer,bestellnummer',
  orderValue: 'order value,value,amount,revenue,umsatz,auftragswert,wert',
  'date.customerSince': 'customerSince,customer since,kunde seit,client since',
  'date.lastPurchase':
    'lastPurchase,last purchase,last purchase date,last order,purchase date,kaufdatum,letzter kauf,letzte bestellung,letzter auftrag',
  'date.contractEnd':
    'contractEnd,contract end,contract end date,contract expiry,renewal date,vertragsende,vertrag bis,laufzeitende',
  'date.leaseEnd': 'leaseEnd,lease end,lease end date,lease expiry,leasingende,leasing bis',
};

const known = new Map<string, string>(
  Object.entries(NAMES).flatMap(([field, names]) => names.split(',').map((name) => [fold(name), field])),
);

/** Days of a name of one's own: `date.warrantyEnd`. */
const OWN_DATE = /^date\.[A-Za-z][\w-]{0,39}$/;

/** The field of a customer that a column means, or null where it has none. */
export function customerField(name: string): string | null {
  return OWN_DATE.test(name) ? name : (known.get(fold(name)) ?? null);
}

/** Whether a column's meaning is one of these. */
export function isOfCustomer(means: string | null): means is CustomerField {
  return means !== null && (OWN_DATE.test(means) || means in NAMES);
}
