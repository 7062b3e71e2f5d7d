import type { FulfilmentDocument } from '../../../shared/rules/fulfilment.ts';
import { chooseLanguage } from './choose-language.ts';
import { choosePackage, type PackageChoice } from './choose-package.ts';
import type { Question } from './may-answer.ts';

/** The packages that answer an inquiry: by the language of the person and the products that the inquiry names. */
export function packagesFor({ lead, inquiry, facts }: Question, document: FulfilmentDocument): PackageChoice {
  const { country, language: person } = lead.facts;
  const language = chooseLanguage(
    {
      ...(person ? { person } : {}),
      ...(inquiry.language ? { inquiry: inquiry.language } : {}),
      ...(country ? { country } : {}),
    },
    document,
  );
  const products = [...new Set([...(inquiry.product ? [inquiry.product] : []), ...(inquiry.products ?? [])])];
  return choosePackage({ products, language, facts }, document);
}
