import type { MailLanguage } from '../../../shared/mail/language.ts';
import { type ConditionFacts, holds } from '../../../shared/rules/conditions.ts';
import type { FulfilmentDocument, Package } from '../../../shared/rules/fulfilment.ts';

export type PackageChoice =
  | { outcome: 'chosen'; packages: Package[]; because: string }
  | { outcome: 'none'; because: string };

/**
 * Which packages answer an inquiry: for each product asked for the first that fits it, the rest of them by the first that
 * fits any inquiry. Packages in the person's language come first; where there is none, one in another language is
 * better than no answer.
 * @param products product ids that were asked for, without repeats
 */
export function choosePackage(
  asked: { products: readonly string[]; language: MailLanguage; facts: ConditionFacts },
  document: Pick<FulfilmentDocument, 'packages' | 'languages'>,
): PackageChoice {
  const fitting = document.packages.filter(({ when }) => when === undefined || holds(when, asked.facts));
  const { abroad, unknown } = document.languages;
  for (const language of new Set([asked.language, abroad, unknown])) {
    const inLanguage = fitting.filter((candidate) => candidate.language === language);
    const packages = packagesFor(asked.products, inLanguage);
    if (packages.length > 0)
      return { outcome: 'chosen', packages, because: because(asked, language, packages) };
  }
  const reason =
    fitting.length === 0 ? 'no condition of a package holds' : 'no package is for what was asked';
  return {
    outcome: 'none',
    because: `${reason} (${asked.products.join(', ') || 'no product'}, ${asked.language})`,
  };
}

function packagesFor(products: readonly string[], packages: readonly Package[]): Package[] {
  const general = packages.find((candidate) => candidate.products.length === 0);
  const special = products.map((product) =>
    packages.find((candidate) => candidate.products.includes(product)),
  );
  const found = products.length > 0 ? special.map((candidate) => candidate ?? general) : [general];
  return [...new Set(found)].filter((candidate) => candidate !== undefined);
}

function because(
  asked: { products: readonly string[]; language: MailLanguage },
  language: MailLanguage,
  packages: readonly Package[],
): string {
  const products =
    asked.products.length > 0 ? `asked for ${asked.products.join(', ')}` : 'asked for no product';
  const written =
    language === asked.language ? language : `${language}, because there is none in ${asked.language}`;
  return `${products}, language ${written}: ${packages.map(({ id }) => id).join(', ')}`;
}
