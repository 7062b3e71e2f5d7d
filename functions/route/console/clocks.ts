import type { Clock } from '../../../shared/domain/clock.ts';
import { isPromise } from '../../../shared/domain/clock.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { State } from '../../../shared/domain/lifecycle.ts';
import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { dueText } from '../pages/due.ts';
import { personOf } from '../pages/lead-parts.ts';
import { timeText } from '../pages/time.ts';
import { words as leadWords } from '../pages/words.ts';
import { restrictedTo } from '../staff/own-leads.ts';
import { leadsOf, OPEN } from './board.ts';
import { consolePage } from './frame.ts';
import { lineTable } from './lead-rows.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** Milliseconds ahead that the page looks. */
const AHEAD_MS = 24 * 3_600_000;
/** Leads of one state that are looked at; those with a step due soon come first. */
const SEEN = 500;
const PAGE = 100;
/** Lines of the page. */
const SHOWN = 200;

interface Risk {
  lead: Lead;
  clock: Clock;
  standing: 'pastLimit' | 'pastTarget' | 'soon';
}

/** `GET /console/clocks`: running deadlines that are past their target or due within a day, the most pressing first. */
export async function clocksAtRisk(visit: Visit): Promise<HttpAnswer> {
  const say = words[visit.language];
  const own = restrictedTo(visit.caller);
  const { leads, complete } =
    own === undefined ? await openLeads(visit) : { leads: await leadsOf(visit, own), complete: true };
  const risks = leads
    .flatMap((lead) => risksOf(lead, visit.now))
    .sort((one, other) => (one.clock.limit < other.clock.limit ? -1 : 1));
  return consolePage(visit, {
    here: 'clocks',
    title: say.pages.clocks,
    main: markup`<p class="soft">${say.clocks.intro}</p>${risks.length === 0 ? markup`<p>${say.clocks.empty}</p>` : riskTable(risks.slice(0, SHOWN), visit)}${risks.length > SHOWN ? markup`<p>${say.clocks.more}: ${risks.length - SHOWN}</p>` : ''}${complete ? '' : markup`<p class="soft">${say.clocks.incomplete}</p>`}`,
  });
}

async function openLeads(visit: Visit): Promise<{ leads: Lead[]; complete: boolean }> {
  const states = await Promise.all(OPEN.map((state) => leadsIn(visit, state)));
  return {
    leads: states.flatMap(({ leads }) => leads),
    complete: states.every(({ complete }) => complete),
  };
}

async function leadsIn({ ports }: Visit, state: State): Promise<{ leads: Lead[]; complete: boolean }> {
  const leads: Lead[] = [];
  let cursor: string | undefined;
  do {
    const page = await ports.store.list({ state, limit: PAGE, ...(cursor ? { cursor } : {}) });
    leads.push(...page.items);
    cursor = page.cursor;
  } while (cursor && leads.length < SEEN);
  return { leads, complete: cursor === undefined };
}

/** The running clocks of a lead that need somebody's eye. @param now ISO instant */
function risksOf(lead: Lead, now: string): Risk[] {
  const soon = new Date(Date.parse(now) + AHEAD_MS).toISOString();
  return lead.clocks
    .filter((clock) => isPromise(clock) && clock.state === 'running' && clock.target <= soon)
    .map((clock) => {
      const standing = clock.limit < now ? 'pastLimit' : clock.target < now ? 'pastTarget' : 'soon';
      return { lead, clock, standing };
    });
}

function riskTable(risks: readonly Risk[], visit: Visit): Markup {
  const { clocks: say, table } = words[visit.language];
  const names = leadWords[visit.language].clocks;
  const rows = risks.map(
    ({ lead, clock, standing }) =>
      markup`<tr><th scope="row"><a href="/console/leads/${lead.id}">${personOf(lead)}</a></th><td data-label="${say.clock}">${names[clock.name] ?? clock.name}</td><td data-label="${say.state}" class="${standing === 'soon' ? '' : 'bad'}">${say[standing]}</td><td data-label="${table.owner}">${lead.owner?.name}</td><td data-label="${say.target}">${timeText(clock.target, visit)} <span class="soft">${dueText(clock.target, visit.now, visit.language)}</span></td><td data-label="${say.limit}">${timeText(clock.limit, visit)}</td></tr>`,
  );
  return lineTable([table.person, say.clock, say.state, table.owner, say.target, say.limit], rows);
}
