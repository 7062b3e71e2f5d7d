import { fold } from '../../functions/ingest/rules/text.ts';
import type { Kind } from '../../shared/rules/identity.ts';

/** What a column can hold for the comparison, and as which kind it is compared. `name` alone is split as well. */
export const kinds: Readonly<Record<string, Kind>> = {
  firstName: 'given',
  lastName: 'family',
  name: 'company',
  birthDate: 'date',
  email: 'email',
  phone: 'phone',
  company: 'company',
  street: 'street',
  postcode: 'postcode',
  city: 'text',
  externalId: 'code',
  website: 'text',
  jobTitle: 'text',
};

const NAMES: Readonly<Record<string, string>> = {
  firstName:
    'firstname first fname forename givenname given vorname rufname christianname fnamec1 fnamec2 firstname2 middlename',
  lastName:
    'lastname last lname surname familyname family nachname familienname zuname lnamec1 lnamec2 sname',
  name: 'name fullname personname contactname ansprechpartner kontakt vollername',
  birthDate: 'birthdate dateofbirth dob birthday geburtsdatum geburtstag gebdat geb geboren born',
  birthYear: 'by birthyear yearofbirth yob geburtsjahr',
  birthMonth: 'bm birthmonth monthofbirth mob geburtsmonat',
  birthDay: 'bd dayofbirth geburtstagtag',
  email: 'email emailaddress mail mailaddress emailadresse epost youremail',
  phone:
    'phone phonenumber telephone telephonenumber tel telefon telefonnummer rufnummer mobile mobil handy fon cell cellphone',
  company:
    'company companyname organisation organization organisationname organizationname firma firmenname unternehmen sitename site business businessname employer account accountname orgname',
  street:
    'street streetname address address1 addr addressline1 streetaddress strasse str anschrift adresse street1 thoroughfare',
  houseNumber: 'housenumber streetnumber streetno houseno hausnummer hausnr hnr',
  postcode: 'postcode postalcode zip zipcode plz postleitzahl pc zip5',
  city: 'city town suburb ort stadt wohnort place locality municipality',
  website: 'website url web homepage',
  jobTitle: 'jobtitle position occupation beruf',
};

const known = new Map(
  Object.entries(NAMES).flatMap(([fact, names]) => names.split(' ').map((name) => [name, fact] as const)),
);

/** The fact that a name means, in our words or those of lists; other names stay as they are. */
function factOf(name: string): string {
  return Object.hasOwn(kinds, name) || Object.hasOwn(NAMES, name) ? name : (known.get(fold(name)) ?? name);
}

/** Which columns hold which fact; several columns of one fact are joined in their order. */
export type Mapping = ReadonlyMap<string, readonly string[]>;

/**
 * Says what each column of a list holds.
 * @param columns as the header names them
 * @param said facts that the caller maps: `firstName=Rufname`, several columns joined by `+`
 * @param ignored columns that hold nothing about the person unless their name says so, such as the true cluster
 * @returns facts, and `extra.{column}` for every column that is not known
 */
export function mapColumns(
  columns: readonly string[],
  said: Readonly<Record<string, readonly string[]>>,
  ignored: readonly string[],
): Mapping {
  const mapping = new Map<string, readonly string[]>();
  for (const [name, own] of Object.entries(said)) mapping.set(factOf(name), own);
  const taken = new Set(Object.values(said).flat());
  const named = new Set(mapping.keys());
  for (const column of columns.filter((name) => !taken.has(name))) {
    const fact = known.get(fold(column));
    if (!fact && ignored.includes(column)) continue;
    const target = fact && !named.has(fact) ? fact : `extra.${fold(column)}`;
    mapping.set(target, [...(mapping.get(target) ?? []), column]);
  }
  return mapping;
}
