import type { Language } from '../pages/words.ts';

interface Words {
  /** Names of compared facts. */
  fields: Record<string, string>;
  /** How two values agree. */
  levels: Record<string, string>;
  title: string;
  intro: string;
  /** Line of a lead that may be somebody else's double. */
  perhaps: string;
  since: string;
  evidence: string;
  likely: string;
  same: string;
  different: string;
  reason: string;
  merged: string;
  undo: string;
  mergeWith: string;
  other: string;
}

/** What the console says about leads that are, or may be, one person. */
export const doubleWords: Record<Language, Words> = {
  de: {
    fields: {
      firstName: 'Vorname',
      lastName: 'Nachname',
      'firstName, lastName': 'Vor- und Nachname',
      birthDate: 'Geburtsdatum',
      phone: 'Telefon',
      email: 'E-Mail',
      street: 'Straße',
      postcode: 'PLZ',
      city: 'Ort',
      company: 'Unternehmen',
    },
    levels: {
      exact: 'gleich',
      part: 'teils gleich',
      nickname: 'Kurzform',
      typo: 'vertippt',
      sound: 'klingt gleich',
      close: 'fast gleich',
      initial: 'gleicher Anfangsbuchstabe',
      similar: 'ähnlich',
      different: 'anders',
      missing: 'fehlt',
      near: 'nahe',
      distant: 'fern',
      local: 'gleich vor dem @',
      area: 'gleiche Gegend',
      name: 'gleicher Straßenname',
      number: 'andere Hausnummer',
      related: 'verwandt',
      swapped: 'vertauscht',
    },
    title: 'Ein Mensch oder zwei?',
    intro: 'Diese Leads könnten dieselbe Person sein. Der linke bliebe bestehen.',
    perhaps: 'Vielleicht dieselbe Person',
    since: 'Gefragt',
    evidence: 'Was dafür (+) und dagegen (−) spricht, in Bit',
    likely: 'Summe',
    same: 'Dieselbe Person: zusammenführen',
    different: 'Zwei Personen',
    reason: 'Begründung (freiwillig)',
    merged: 'Zusammengeführt mit',
    undo: 'Zusammenführung rückgängig machen',
    mergeWith: 'Mit einem anderen Lead zusammenführen',
    other: 'Kennung des anderen Leads',
  },
  en: {
    fields: {
      firstName: 'first name',
      lastName: 'last name',
      'firstName, lastName': 'first and last name',
      birthDate: 'date of birth',
      phone: 'phone',
      email: 'e-mail',
      street: 'street',
      postcode: 'postcode',
      city: 'city',
      company: 'company',
    },
    levels: {
      exact: 'the same',
      part: 'partly the same',
      nickname: 'short form',
      typo: 'mistyped',
      sound: 'sounds the same',
      close: 'nearly the same',
      initial: 'same initial',
      similar: 'alike',
      different: 'different',
      missing: 'missing',
      near: 'near',
      distant: 'distant',
      local: 'the same before the @',
      area: 'same area',
      name: 'same name of the street',
      number: 'another number',
      related: 'related',
      swapped: 'swapped',
    },
    title: 'One person or two?',
    intro: 'These leads may be the same person. The one on the left would stay.',
    perhaps: 'Perhaps the same person',
    since: 'Asked',
    evidence: 'What speaks for it (+) and against it (−), in bits',
    likely: 'Sum',
    same: 'The same person: merge',
    different: 'Two people',
    reason: 'Reason (optional)',
    merged: 'Merged with',
    undo: 'Undo the merge',
    mergeWith: 'Merge with another lead',
    other: 'Id of the other lead',
  },
};
