import { AGAIN } from '../../../shared/domain/ledger.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { type FairnessLine, TOTAL } from '../rules/fairness.ts';
import type { Language } from './words.ts';

const de = {
  title: 'Anspruch je Güte',
  intro:
    'Seit dieselben Personen Leads nehmen können: Anspruch = Leads × Anteil, Guthaben = Anspruch − erhalten. Zugesagt ist, dass das Guthaben unter der Grenze bleibt, nach oben wie nach unten.',
  member: 'Person',
  tier: 'Güte',
  leads: 'Leads',
  share: 'Anteil',
  entitled: 'Anspruch',
  got: 'Erhalten',
  standing: 'Guthaben',
  bound: 'Grenze',
  total: 'zusammen',
  again: 'weitergegeben',
};
const en: typeof de = {
  title: 'Entitled, by quality',
  intro:
    'Since the same people can take leads: entitled = leads × share, standing = entitled − got. Promised: the standing stays within the bound, above and below.',
  member: 'Person',
  tier: 'Quality',
  leads: 'Leads',
  share: 'Share',
  entitled: 'Entitled',
  got: 'Got',
  standing: 'Standing',
  bound: 'Bound',
  total: 'in total',
  again: 'passed on',
};
const words = { de, en };

/**
 * The certificate of fairness as a table: each line can be computed again from its own cells. Figures about one person are
 * for that person and the process owner (R133); who calls this decides whose lines there are.
 * @param names of members by id
 */
export function fairnessTable(
  lines: readonly FairnessLine[],
  { language, names }: { language: Language; names: ReadonlyMap<string, string> },
): Markup | string {
  if (lines.length === 0) return '';
  const say = words[language];
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  // As exact as whoever computes the line again needs it.
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 3 });
  const tierOf = (tier: string) => (tier === TOTAL ? say.total : tier === AGAIN ? say.again : tier);
  const rows = lines.map(
    ({ member, tier, leads, share, entitled, got, standing, bound }) =>
      markup`<tr><th scope="row">${names.get(member) ?? member}</th><td data-label="${say.tier}">${tierOf(tier)}</td><td data-label="${say.leads}">${leads}</td><td data-label="${say.share}">${percent.format(share)}</td><td data-label="${say.entitled}">${number.format(entitled)}</td><td data-label="${say.got}">${got}</td><td data-label="${say.standing}">${number.format(standing)}</td><td data-label="${say.bound}">± ${number.format(bound)}</td></tr>`,
  );
  const heads = [
    say.member,
    say.tier,
    say.leads,
    say.share,
    say.entitled,
    say.got,
    say.standing,
    say.bound,
  ].map((head) => markup`<th scope="col">${head}</th>`);
  return markup`<details><summary>${say.title}</summary><p class="soft">${say.intro}</p><div class="scroll lines"><table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}
