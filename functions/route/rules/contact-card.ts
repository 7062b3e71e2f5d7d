import type { Lead } from '../../../shared/domain/lead.ts';
import { type ContentLine, contentLines, textValue } from './content-lines.ts';

/**
 * The person behind a lead as a contact card: vCard 3.0 (RFC 2426), which every telephone and mail program reads.
 * @param person how the page names the person
 */
export function contactCard({ id, facts, updatedAt }: Lead, person: string): string {
  const { firstName = '', lastName = '', company, jobTitle, phone, email, website } = facts;
  const { street = '', postcode = '', city = '', country = '' } = facts;
  const family = lastName || (firstName ? '' : person);
  const structured = (parts: string[]) => parts.map(textValue).join(';');
  const address = [street, postcode, city, country].some(Boolean);
  const known = (name: string, value: string | undefined): ContentLine[] =>
    value ? [[name, textValue(value)]] : [];
  return contentLines([
    ['BEGIN', 'VCARD'],
    ['VERSION', '3.0'],
    ['UID', textValue(id)],
    ['N', structured([family, firstName, '', '', ''])],
    ['FN', textValue(person)],
    ...known('ORG', company),
    ...known('TITLE', jobTitle),
    ...known('TEL;TYPE=WORK', phone),
    ...known('EMAIL;TYPE=INTERNET', email),
    ...(address
      ? [['ADR;TYPE=WORK', structured(['', '', street, city, '', postcode, country])] as const]
      : []),
    ...known('URL', website),
    ['REV', updatedAt],
    ['END', 'VCARD'],
  ]);
}
