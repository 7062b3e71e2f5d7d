import { organisationName } from '../../../shared/rules/company-name.ts';
import { readCountry } from './country.ts';
import { type EmailAddress, isRoleAddress, readEmail } from './email-address.ts';
import { isDisposable, isFreeMail, isPageOfAll } from './mail-domains.ts';
import { readPhone } from './phone.ts';
import { fitsPlace } from './place.ts';
import { readPostcode, splitAddress, splitPlace } from './postcode.ts';
import { linesOf, type Reading, report, reportCorrected, setAside, textOf } from './reading.ts';

/** Fewer digits are no number of anybody, however it is read. */
const LEAST_DIGITS = 5;

/** E-mail address, postal address, phone number and company: how and where the person is reached. */
export function readReach(reading: Reading): { email: EmailAddress | null } {
  const email = readAddress(reading);
  const country = readPostalAddress(reading);
  const phone = textOf(reading, 'phone');
  const number = phone ? readPhone(phone, country) : null;
  if (number) reading.facts.phone = number;
  else if (phone) setAside(reading, 'phone', 'phone-invalid');
  readCompany(reading);
  if (!isReachable(reading)) report(reading, 'email', 'contact-missing');
  return { email };
}

function readAddress(reading: Reading): EmailAddress | null {
  const { facts, said, context } = reading;
  if (said.fields.email === undefined) return null;
  const email = typeof said.fields.email === 'string' ? readEmail(said.fields.email) : null;
  if (!email) {
    setAside(reading, 'email', 'email-invalid');
    return null;
  }
  facts.email = email.address;
  if (isDisposable(email.domain, context.intake.disposableDomains))
    report(reading, 'email', 'email-disposable');
  if (isRoleAddress(email, context.intake.roleAddresses)) report(reading, 'email', 'email-role');
  // Who sells to people as well has nothing against it, so it is looked for only where the document says how it weighs.
  if (context.intake.severities['email-free'] && isFreeMail(email.domain))
    report(reading, 'email', 'email-free');
  return email;
}

/** @returns the country by which numbers and postcodes are read */
function readPostalAddress(reading: Reading): string {
  const { facts, context } = reading;
  const whole = splitAddress(linesOf(reading, 'address') ?? '');
  const place = splitPlace(linesOf(reading, 'place') ?? '');
  const city = splitPlace(textOf(reading, 'city') ?? '');
  const street = [textOf(reading, 'street') ?? whole.street, textOf(reading, 'houseNumber')]
    .filter(Boolean)
    .join(' ');
  const town = city.city || place.city || whole.city;
  const said = textOf(reading, 'country');
  const named = said ? readCountry(said) : null;
  if (said && !named) setAside(reading, 'country', 'country-unknown');
  const country = named ?? (said ? '' : context.intake.defaultCountry);
  const code = textOf(reading, 'postcode') ?? place.postcode ?? city.postcode ?? whole.postcode;
  const postcode = code ? readPostcode(code, country) : null;
  if (code && !postcode) setAside(reading, 'postcode', 'postcode-invalid');
  if (code && postcode && postcode !== code.toUpperCase())
    reportCorrected(reading, 'postcode', code, postcode);
  if (street) facts.street = street;
  if (town) facts.city = town;
  if (postcode) facts.postcode = postcode;
  const besides = postcode ? context.intake.places[country]?.[postcode] : undefined;
  if (postcode && town && !fitsPlace(postcode, town, country, besides))
    report(reading, 'city', 'place-mismatch');
  if (country && (named || street || town || postcode)) facts.country = country;
  return country || context.intake.defaultCountry;
}

function readCompany(reading: Reading): void {
  const { facts } = reading;
  const company = textOf(reading, 'company');
  if (company) facts.company = company;
  const website = textOf(reading, 'website');
  if (!website || /^https?:\/\/$/i.test(website)) return;
  const address = /^[a-z]+:/i.test(website) ? website : `https://${website}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url && /^https?:$/.test(url.protocol) && url.hostname.includes('.')) facts.website = url.href;
  else setAside(reading, 'website', 'field-unreadable');
}

/** A number that we cannot read may still be dialled by a person; an address that was mistyped has its own finding. */
function isReachable({ facts, said }: Reading): boolean {
  const digits = typeof said.fields.phone === 'string' ? said.fields.phone.replace(/\D/g, '').length : 0;
  const byPost = facts.street !== undefined && (facts.postcode !== undefined || facts.city !== undefined);
  return said.fields.email !== undefined || facts.phone !== undefined || digits >= LEAST_DIGITS || byPost;
}

/**
 * The organisation that a person writes for, by the name given, without its legal form, and the domain of its mail; null
 * if neither tells.
 */
export function organisationOf(
  { facts }: Pick<Reading, 'facts'>,
  email: EmailAddress | null,
): { name?: string; domain?: string } | null {
  const host = facts.website ? new URL(facts.website).hostname.replace(/^www\./, '') : undefined;
  const own = email && !isFreeMail(email.domain) && !isDisposable(email.domain) ? email.domain : undefined;
  const domain = own ?? (host && !isPageOfAll(host) ? host : undefined);
  if (!facts.company && !domain) return null;
  return {
    ...(facts.company ? { name: organisationName(facts.company) } : {}),
    ...(domain ? { domain } : {}),
  };
}
