import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Ledger } from '../../../shared/ports/lead-store.ts';
import type { Pool } from '../../../shared/rules/pools.ts';
import { restrictedTo } from '../staff/own-leads.ts';
import { consolePage } from './frame.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** One member's line: what the person is entitled to, and got. */
interface Line {
  agent: string;
  weight: number;
  /** Part of the pool's weights, 0–1. */
  share: number;
  entitled: number;
  got: number;
  standing: number;
}

/** `GET /console/pools`: who is in which pool, and whose turn it is by the count. */
export async function pools(visit: Visit): Promise<HttpAnswer> {
  const { document } = await visit.ports.rules.get('pools');
  const own = restrictedTo(visit.caller);
  const shown = document.pools.filter(
    ({ members }) => own === undefined || members.some(({ agent }) => agent === own),
  );
  const ledgers = await Promise.all(shown.map(({ id }) => visit.ports.store.loadLedger(id)));
  const say = words[visit.language];
  const blocks = shown.map((pool, i) => {
    const lines = linesOf(pool, ledgers[i] ?? null).filter(({ agent }) => own === undefined || agent === own);
    return markup`<section><h2>${pool.name}</h2>${poolTable(lines, visit)}</section>`;
  });
  return consolePage(visit, {
    here: 'pools',
    title: say.pages.pools,
    main: markup`<p class="soft">${say.pools.intro}${own === undefined ? '' : ` ${say.pools.note}`}</p>${blocks}`,
  });
}

/** The count of a pool, a line for each member: entitled − got = standing. */
export function linesOf({ members }: Pool, ledger: Ledger | null): Line[] {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  return members.map(({ agent, weight }) => {
    const { got = 0, standing = 0 } = ledger?.members[agent] ?? {};
    return { agent, weight, share: weight / total, entitled: got + standing, got, standing };
  });
}

function poolTable(lines: readonly Line[], visit: Visit): Markup {
  const { language, names } = visit;
  const say = words[language].pools;
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const rows = lines.map(
    ({ agent, weight, share, entitled, got, standing }) =>
      markup`<tr><th scope="row"><a href="/console?owner=${encodeURIComponent(agent)}">${names.get(agent) ?? agent}</a></th><td class="number">${weight}</td><td class="number">${percent.format(share)}</td><td class="number">${number.format(entitled)}</td><td class="number">${got}</td><td class="number">${number.format(standing)}</td></tr>`,
  );
  return markup`<div class="scroll"><table><thead><tr><th scope="col">${say.member}</th><th scope="col" class="number">${say.weight}</th><th scope="col" class="number">${say.share}</th><th scope="col" class="number">${say.entitled}</th><th scope="col" class="number">${say.got}</th><th scope="col" class="number">${say.standing}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
