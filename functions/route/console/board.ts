import type { Lead } from '../../../shared/domain/lead.ts';
import { State } from '../../../shared/domain/lifecycle.ts';
import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { byPotential, mayBeApproached, OUTREACH } from '../../../shared/rules/outreach.ts';
import { words as leadWords } from '../pages/words.ts';
import { restrictedTo } from '../staff/own-leads.ts';
import { consolePage } from './frame.ts';
import { byUrgency, leadCard, leadTable, potentialTable } from './lead-rows.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** States in which somebody has something to do, in the order of a lead's life. */
export const OPEN: readonly State[] = [
  'quarantined',
  'qualifying',
  'qualified',
  'assigned',
  'accepted',
  'opportunity',
];
/** Cards of one column. */
const CARDS = 6;
/** Lines of a list. */
const LINES = 50;
/** Beyond this a count only says that there are more. */
const COUNTED = 1000;
/** Leads of one state that are ranked by potential. */
const RANKED = 300;
/** Leads of one owner that are looked at. */
const OWNED = 300;

interface Column {
  state: State;
  count: number;
  leads: readonly Lead[];
}

/** `GET /console?state=&owner=&cursor=`: the board by state, or all leads of one state. */
export async function board(visit: Visit): Promise<HttpAnswer> {
  const { request, caller } = visit;
  const owner = restrictedTo(caller) ?? request.query.owner;
  const state = State.safeParse(request.query.state).data;
  if (state && request.query.order === 'potential') return potentialList(visit, state, owner);
  if (state) return stateList(visit, state, owner);
  const columns = owner === undefined ? await columnsOfAll(visit) : await columnsOfOwner(visit, owner);
  const say = words[visit.language];
  const name = owner && restrictedTo(caller) === undefined ? (visit.names.get(owner) ?? owner) : undefined;
  return consolePage(visit, {
    here: 'board',
    title: name ? `${say.board.of} ${name}` : say.pages.board,
    main: markup`${overview(columns, visit, name ? owner : undefined)}<div class="grid">${columns.filter(({ count }) => count > 0).map((column) => columnBlock(column, visit, name ? owner : undefined))}</div>`,
  });
}

function columnsOfAll({ ports }: Visit): Promise<Column[]> {
  return Promise.all(
    OPEN.map(async (state) => {
      const [count, { items }] = await Promise.all([
        ports.store.count(state, COUNTED),
        ports.store.list({ state, limit: CARDS }),
      ]);
      return { state, count, leads: byUrgency(items) };
    }),
  );
}

async function columnsOfOwner(visit: Visit, owner: string): Promise<Column[]> {
  const leads = await leadsOf(visit, owner);
  return OPEN.map((state) => {
    const here = byUrgency(leads.filter((lead) => lead.state === state));
    return { state, count: here.length, leads: here };
  });
}

/** The open leads of an owner, out of the first 300 that the owner has had. */
export async function leadsOf({ ports }: Visit, owner: string): Promise<Lead[]> {
  const leads: Lead[] = [];
  let cursor: string | undefined;
  do {
    const page = await ports.store.list({ owner, limit: 100, ...(cursor ? { cursor } : {}) });
    leads.push(...page.items);
    cursor = page.cursor;
  } while (cursor && leads.length < OWNED);
  return leads.filter(({ state }) => OPEN.includes(state));
}

function listOf(state: State, owner: string | undefined): string {
  return `/console?${new URLSearchParams({ state, ...(owner ? { owner } : {}) }).toString()}`;
}

const countText = (count: number): string => (count >= COUNTED ? `${COUNTED}+` : String(count));

/** How many leads are in which state, also where there are none. */
function overview(columns: readonly Column[], visit: Visit, owner: string | undefined): Markup {
  const { states } = leadWords[visit.language];
  return markup`<ul class="plain row">${columns.map(
    ({ state, count }) =>
      markup`<li><a href="${listOf(state, owner)}">${states[state]}</a> <span class="badge">${countText(count)}</span></li>`,
  )}</ul>`;
}

function columnBlock({ state, count, leads }: Column, visit: Visit, owner: string | undefined): Markup {
  const title = leadWords[visit.language].states[state];
  const { all } = words[visit.language].board;
  const rest =
    count > leads.length
      ? markup`<p><a href="${listOf(state, owner)}">${all}<span class="unseen">: ${title}</span></a></p>`
      : '';
  return markup`<section aria-label="${title}"><h2>${title} <span class="badge">${countText(count)}</span></h2><ul class="plain">${leads.map((lead) => leadCard(lead, visit))}</ul>${rest}</section>`;
}

async function stateList(visit: Visit, state: State, owner: string | undefined): Promise<HttpAnswer> {
  const { ports, request, language } = visit;
  const { cursor } = request.query;
  const { items, cursor: next } = await ports.store.list({
    state,
    limit: LINES,
    ...(owner === undefined ? {} : { owner }),
    ...(cursor ? { cursor } : {}),
  });
  const say = words[language].board;
  const title = leadWords[language].states[state];
  const onwards = new URLSearchParams({ state, ...(owner ? { owner } : {}), cursor: next ?? '' });
  const more = next
    ? markup`<p><a class="button" href="/console?${onwards.toString()}">${say.more}</a></p>`
    : '';
  const byWorth = OUTREACH.includes(state)
    ? markup` · <a href="${listOf(state, owner)}&order=potential">${say.byPotential}</a>`
    : '';
  return consolePage(visit, {
    here: 'board',
    title,
    main: markup`<p class="soft">${say.newest}${byWorth}</p>${items.length === 0 ? markup`<p>${say.empty}</p>` : leadTable(byUrgency(items), visit)}${more}`,
  });
}

/** Whom to go up to of a state: of the first leads of it those with the largest potential (R108). */
async function potentialList(visit: Visit, state: State, owner: string | undefined): Promise<HttpAnswer> {
  const { ports, language } = visit;
  const leads: Lead[] = [];
  let cursor: string | undefined;
  do {
    const page = await ports.store.list({ state, limit: 100, ...(cursor ? { cursor } : {}) });
    leads.push(...page.items);
    cursor = page.cursor;
  } while (cursor && leads.length < RANKED);
  const own = leads.filter(
    (lead) => mayBeApproached(lead) && (owner === undefined || lead.owner?.id === owner),
  );
  const say = words[language].board;
  const part = cursor
    ? markup`<p class="soft">${leads.length} ${say.looked} <code>leitwerk lead outreach</code>.</p>`
    : '';
  const ranked = byPotential(own).slice(0, LINES);
  return consolePage(visit, {
    here: 'board',
    title: leadWords[language].states[state],
    main: markup`<p class="soft">${say.outreach}</p>${ranked.length === 0 ? markup`<p>${say.empty}</p>` : potentialTable(ranked, visit)}${part}`,
  });
}
