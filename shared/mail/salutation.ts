import type { Addressee } from './addressee.ts';
import type { MailLanguage } from './language.ts';

const SPOKEN = { de: { ms: 'Frau', mr: 'Herr' }, en: { ms: 'Ms', mr: 'Mr' } } as const;

/**
 * The first line of a letter: never a guess at "Frau" or "Herr", which a first name does not tell.
 * @returns "Guten Tag Frau Dr. Müller,", "Guten Tag Anna Müller,", "Dear Anna Schmidt,", or the same without a name
 */
export function salutation(person: Addressee, language: MailLanguage): string {
  const called = language === 'de' ? germanCall(person) : englishCall(person);
  if (language === 'de') return called ? `Guten Tag ${called},` : 'Guten Tag,';
  return called ? `Dear ${called},` : 'Hello,';
}

function germanCall({ salutation: form, title, firstName, lastName }: Addressee): string {
  if (form && lastName) return words(SPOKEN.de[form], title, lastName);
  return title || firstName ? (lastName ? words(title, firstName, lastName) : (firstName ?? '')) : '';
}

function englishCall({ salutation: form, title, firstName, lastName }: Addressee): string {
  if (firstName) return lastName ? words(title, firstName, lastName) : firstName;
  const before = title ?? (form ? SPOKEN.en[form] : undefined);
  return before && lastName ? words(before, lastName) : '';
}

function words(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part).join(' ');
}
