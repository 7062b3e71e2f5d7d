import type { Lead } from '../domain/lead.ts';
import { companyWords } from './company-name.ts';
import { organisationDomain } from './organisation-domain.ts';
import { plainWords } from './plain.ts';

/** Longest key of a name: who writes more, writes prose. */
const LONGEST = 60;

/**
 * The keys by which people of one organisation are found: its domain as it was registered (none of a mail provider), and its name without
 * legal forms, accents and capitals.
 */
export function organisationKeys({ organisation, facts }: Pick<Lead, 'organisation' | 'facts'>): string[] {
  const name = companyWords(plainWords(facts.company ?? organisation?.name ?? ''))
    .join(' ')
    .slice(0, LONGEST);
  return [
    ...(organisation?.domain ? [domainKey(organisation.domain)] : []),
    ...(name ? [`name:${name}`] : []),
  ];
}

/** The key by which people of one domain are found, whichever part of it they write from. */
export function domainKey(domain: string): string {
  return `domain:${organisationDomain(domain)}`;
}
