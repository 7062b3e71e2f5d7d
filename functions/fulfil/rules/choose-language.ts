import type { MailLanguage } from '../../../shared/mail/language.ts';
import { MailLanguage as Languages } from '../../../shared/mail/language.ts';
import type { FulfilmentDocument } from '../../../shared/rules/fulfilment.ts';

/**
 * In which language a person is answered: as they say themselves, else as they wrote, else by country.
 * @param known language tags such as `de` or `en-GB`, and the country as two letters, where known
 */
export function chooseLanguage(
  known: { person?: string; inquiry?: string; country?: string },
  { languages }: Pick<FulfilmentDocument, 'languages'>,
): MailLanguage {
  const spoken = known.person ?? known.inquiry;
  if (spoken) return Languages.safeParse(spoken.slice(0, 2).toLowerCase()).data ?? languages.abroad;
  return known.country ? (languages.countries[known.country] ?? languages.abroad) : languages.unknown;
}
