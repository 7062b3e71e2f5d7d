/** Whether a lead definition asks a moderate amount (R44). Pure. */
import type { DefinitionDocument } from '../../shared/rules/definition.ts';

/**
 * Fields of one form, where the document says no other number. In usability tests by the Baymard Institute a checkout,
 * with postal address and payment, does with 8 (https://baymard.com/blog/checkout-flow-average-form-fields).
 */
const MOST_FIELDS = 8;

/** A hint about what is asked at once, and the place in the document that it is about. */
export interface AskedTooMuch {
  text: string;
  path: (string | number)[];
}

/** What asks more at once than people fill in: the form or capture page of the inquiry, one mail with questions. */
export function askedTooMuch({
  facts,
  rounds,
  mostFields: most = MOST_FIELDS,
}: DefinitionDocument): AskedTooMuch[] {
  const fields = facts.filter(({ asked }) => asked === 'inquiry').map(({ id }) => id);
  const questions = rounds?.ask ?? 0;
  const later = 'ask some in qualification, or say another number in mostFields';
  return [
    ...(fields.length > most
      ? [
          {
            text: `a form asks ${fields.length} fields (${fields.join(', ')}), more than ${most}: ${later}`,
            path: ['facts'],
          },
        ]
      : []),
    ...(questions > most
      ? [
          {
            text: `a mail asks up to ${questions} questions at once, more than ${most}`,
            path: ['rounds', 'ask'],
          },
        ]
      : []),
  ];
}
