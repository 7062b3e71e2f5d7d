import type { FulfilmentDocument } from '../../../shared/rules/fulfilment.ts';
import { chooseLanguage } from './choose-language.ts';
import { choosePackage, type PackageChoice } from './choose-package.ts';
import type { Question } from './may-answer.ts';

/**
 * The packages that answer an inquiry: by the language of the person and the products that the inquiry names, or the one
 * that is meant for whoever is no sales case.
 */
export function packagesFor(question: Question, document: FulfilmentDocument): PackageChoice {
  const { lead, inquiry, facts, exclusion } = question;
  const named = typeof exclusion?.answer === 'object' ? exclusion.answer.package : null;
  const instead = document.packages.find(({ id }) => id === named);
  if (exclusion && instead) return { outcome: 'chosen', packages: [instead], because: exclusion.because };
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
