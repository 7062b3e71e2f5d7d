import type { MailLanguage } from '../../../shared/mail/language.ts';

/** What a message says of a clock, whether it comes alone or with others. */
export const deadlineSentences: Readonly<Record<MailLanguage, { reminder: string; missed: string }>> = {
  de: {
    reminder: '{{clock}} war bis {{target}} vorgesehen; die Frist endet am {{limit}}.',
    missed:
      'Die Frist für {{clock}} ist am {{limit}} abgelaufen.{{#nextOwner}} Der nächste Besitzer wird gesucht.{{/nextOwner}}',
  },
  en: {
    reminder: '{{clock}} was due on {{target}}; the limit is {{limit}}.',
    missed:
      'The limit for {{clock}} passed on {{limit}}.{{#nextOwner}} The next owner is being looked for.{{/nextOwner}}',
  },
};
