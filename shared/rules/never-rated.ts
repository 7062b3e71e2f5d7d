/** Name, gender, age and birth date, as lists and forms call them in English and German. */
const personal =
  /^(your|contact|person|kunden?)?(full|first|last|given|family|middle|sur|fore|vor|nach|familien|voller|sir)?name$|salutation|anrede|gender|geschlecht|^sex$|birth|geburt|geboren|^dob$|^age$|^age(group|range|band)$|^alter(sgruppe)?$/;

/** Whether a field, by its name, tells what never decides about a person (spec 3): a score may not ask for it. */
export function neverRated(field: string): boolean {
  return personal.test(field.toLowerCase().replaceAll(/[^a-zäöüß]/g, ''));
}
