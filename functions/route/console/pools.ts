import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { AgentsDocument } from '../../../shared/rules/agents.ts';
import type { Pool } from '../../../shared/rules/pools.ts';
import { fairnessTable } from '../pages/fairness-table.ts';
import { dayIn, dayText } from '../pages/time.ts';
import { poolBacklog } from '../pool-backlog.ts';
import { withAbsences } from '../rules/absences.ts';
import { fairnessOf } from '../rules/fairness.ts';
import { restrictedTo } from '../staff/own-leads.ts';
import { backlogPart } from './backlog.ts';
import { consolePage } from './frame.ts';
import { lineTable } from './lead-rows.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** One member's line: what the person is entitled to, and got; the counts only where the reader may see them. */
interface Line {
  agent: string;
  weight: number;
  /** Part of the pool's weights, 0–1. */
  share: number;
  counts: { entitled: number; got: number; standing: number } | null;
}

/**
 * `GET /console/pools`: who is in which pool, and whose turn it is by the count. What somebody got is told to that person
 * and the process owner alone (R133).
 */
export async function pools(visit: Visit): Promise<HttpAnswer> {
  const [{ document }, agents, entered] = await Promise.all([
    visit.ports.rules.get('pools'),
    visit.ports.rules.get('agents'),
    visit.ports.absences.all(),
  ]);
  const away = awayToday(withAbsences(agents.document, entered), visit.now);
  const own = restrictedTo(visit.caller);
  const shown = document.pools.filter(
    ({ members }) => own === undefined || members.some(({ agent }) => agent === own),
  );
  // Who is only a member sees the own lines, not what waits for all.
  const backlogs =
    own === undefined
      ? await Promise.all(shown.map((pool) => poolBacklog(visit.ports, pool, visit.now)))
      : [];
  const ledgers = await Promise.all(shown.map(({ id }) => visit.ports.store.loadLedger(id)));
  const say = words[visit.language];
  const sees = (agent: string) => visit.caller.role === 'process-owner' || agent === own;
  const blocks = shown.map((pool, i) => {
    const ledger = ledgers[i] ?? null;
    const lines = linesOf(pool, ledger, sees).filter(({ agent }) => own === undefined || agent === own);
    const certificate = ledger ? fairnessOf(ledger).filter(({ member }) => sees(member)) : [];
    return markup`<section><h2>${pool.name}</h2>${poolTable(lines, { ...visit, away })}${backlogPart(backlogs[i] ?? null, visit)}${fairnessTable(certificate, visit)}</section>`;
  });
  return consolePage(visit, {
    here: 'pools',
    title: say.pages.pools,
    main: markup`<p class="soft">${say.pools.intro}${own === undefined ? '' : ` ${say.pools.note}`}</p>${blocks}`,
  });
}

/** What is counted of each member. */
type Counts = { members: Record<string, { got: number; standing: number }> };

/** The count of a pool, a line for each member: entitled − got = standing. */
function linesOf({ members }: Pool, ledger: Counts | null, sees: (agent: string) => boolean): Line[] {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  return members.map(({ agent, weight }) => {
    const { got = 0, standing = 0 } = ledger?.members[agent] ?? {};
    const counts = sees(agent) ? { entitled: got + standing, got, standing } : null;
    return { agent, weight, share: weight / total, counts };
  });
}

/** Who is absent today, and the last day of it. @param now ISO instant */
function awayToday({ agents, timeZone }: AgentsDocument, now: string): Map<string, string> {
  const today = dayIn(timeZone, now);
  const away = agents.flatMap(({ id, absences = [] }): [string, string][] => {
    const absence = absences.find(({ from, to }) => from <= today && today <= to);
    return absence ? [[id, absence.to]] : [];
  });
  return new Map(away);
}

function poolTable(
  lines: readonly Line[],
  { language, names, away }: Visit & { away: ReadonlyMap<string, string> },
): Markup {
  const say = words[language].pools;
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const today = (agent: string) => {
    const until = away.get(agent);
    return until ? `${say.away} ${dayText(until, language)}` : say.here;
  };
  const countCells = ({ counts }: Line) =>
    counts
      ? markup`<td data-label="${say.entitled}">${number.format(counts.entitled)}</td><td data-label="${say.got}">${counts.got}</td><td data-label="${say.standing}">${number.format(counts.standing)}</td>`
      : '';
  const rows = lines.map(
    (line) =>
      markup`<tr><th scope="row"><a href="/console?owner=${encodeURIComponent(line.agent)}">${names.get(line.agent) ?? line.agent}</a></th><td data-label="${say.today}">${today(line.agent)}</td><td data-label="${say.weight}">${line.weight}</td><td data-label="${say.share}">${percent.format(line.share)}</td>${countCells(line)}</tr>`,
  );
  const counted = lines.some(({ counts }) => counts !== null);
  const heads = [
    ...[say.member, say.today, say.weight, say.share],
    ...(counted ? [say.entitled, say.got, say.standing] : []),
  ];
  return lineTable(heads, rows);
}
