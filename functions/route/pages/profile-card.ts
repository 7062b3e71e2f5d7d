import { channelName } from '../../../shared/domain/channel-words.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { FactOrigin } from '../../../shared/rules/fact-origins.ts';
import type { ProfileMatrix, ValueCheck } from '../../../shared/rules/profile-matrix.ts';
import { factText } from './lead-parts.ts';
import { ageText } from './time.ts';
import { type Language, words } from './words.ts';

type Fact = ProfileMatrix['facts'][number];
type Reader = { language: Language; now: string };

/** The profile matrix: per theme value, source and age, what speaks against a value, and what to ask next. */
export function profileCard(matrix: ProfileMatrix, reader: Reader): Markup {
  const { profile } = words[reader.language];
  const asked = matrix.facts.find(({ fact }) => fact === matrix.next);
  const next = asked ? markup` · ${profile.next}: <strong>${label(asked, reader)}</strong>` : '';
  const rows = matrix.themes.map(({ theme, known, of }) => {
    const facts = matrix.facts.filter((fact) => fact.theme === theme);
    return markup`<tr><th colspan="2" scope="rowgroup">${profile.themes[theme]} <span class="soft">${known}/${of}</span></th></tr>${facts.map((fact) => row(fact, reader))}`;
  });
  const names = matrix.groups.map(({ name }) => name[reader.language]).join(', ');
  const groups = names ? markup`<p>${profile.groups}: <strong>${names}</strong></p>` : '';
  return markup`<p>${profile.complete}: ${matrix.completeness} %${next}</p>${groups}<div class="scroll"><table><thead><tr><th>${profile.fact}</th><th>${profile.value} <span class="soft">${profile.source}</span></th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function label({ name, level }: Fact, { language }: Reader): string {
  const { facts, profile } = words[language];
  return `${facts[name] ?? profile.names[name] ?? name}${level === 'must' ? ' *' : ''}`;
}

function row(fact: Fact, reader: Reader): Markup {
  const { language, now } = reader;
  const { profile } = words[language];
  if (!fact.known)
    return markup`<tr><td>${label(fact, reader)}</td><td class="soft">${profile.missing}</td></tr>`;
  const value = Array.isArray(fact.value) ? fact.value.join(', ') : valueText(fact.value, language);
  const checks = fact.checks.map((check) => markup`<br><span class="bad">${checkText(check, reader)}</span>`);
  const source = fact.origin
    ? markup`<br><span class="soft">${sourceText(fact.origin, language)}, ${ageText(fact.origin.at, now, language)}</span>`
    : '';
  return markup`<tr><td>${label(fact, reader)}</td><td>${value}${checks}${source}</td></tr>`;
}

function valueText(value: unknown, language: Language): string {
  return typeof value === 'string' || typeof value === 'number' ? factText(value, language) : '';
}

/** Where a fact came from, as people say it. */
function sourceText({ source }: Pick<FactOrigin, 'source'>, language: Language): string {
  return words[language].sources[source] ?? channelName(source, language);
}

function checkText({ code, message, fact, value, source }: ValueCheck, { language }: Reader): string {
  const { facts, profile } = words[language];
  if (code === 'contradicts' && fact) return `${profile.checks.contradicts} ${facts[fact] ?? fact}`;
  if (code === 'told-otherwise' && source)
    return `${profile.checks['told-otherwise']} ${valueText(value, language)} (${sourceText({ source }, language)})`;
  return message ?? profile.checks[code] ?? code;
}
