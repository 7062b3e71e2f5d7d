import type { HttpAnswer } from '../../../shared/http/answer.ts';
import type { Role } from '../../../shared/http/caller.ts';
import { html } from '../../../shared/http/html.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { FORM_TOKEN } from '../../../shared/http/session.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

type PageName = keyof (typeof words)['de']['pages'];

/** Who may open which page. Members and partners see their own leads and their own lines there. */
export const readers: Record<PageName, readonly Role[]> = {
  board: ['process-owner', 'marketing', 'call-agent', 'member', 'partner'],
  review: ['process-owner', 'marketing'],
  clocks: ['process-owner', 'marketing', 'call-agent', 'member', 'partner'],
  calls: ['process-owner', 'marketing', 'call-agent'],
  pools: ['process-owner', 'marketing', 'member', 'partner'],
  search: ['process-owner', 'marketing', 'call-agent', 'member', 'partner'],
  imports: ['process-owner', 'marketing'],
  capture: ['process-owner', 'marketing', 'call-agent'],
};

const links: [PageName, string][] = [
  ['board', '/console'],
  ['review', '/console/review'],
  ['clocks', '/console/clocks'],
  ['calls', '/console/calls'],
  ['pools', '/console/pools'],
  ['imports', '/console/imports'],
  ['capture', '/capture'],
];

/** A page of the console: the way to the others and the search on top. */
export function consolePage(
  visit: Visit,
  page: { here?: PageName; title: string; main: Markup },
): HttpAnswer {
  const { language, caller } = visit;
  const say = words[language];
  const nav = links
    .filter(([name]) => readers[name].includes(caller.role))
    .map(
      ([name, to]) =>
        markup`<a href="${to}"${name === page.here ? markup` aria-current="page"` : ''}>${say.pages[name]}</a>`,
    );
  const header = markup`<a class="skip" href="#main">${say.skip}</a><div class="bar"><strong>${say.name}</strong><nav class="row" aria-label="${say.name}">${nav}</nav>${searchForm(visit)}<form class="row" method="post" action="/v1/logout">${tokenField(visit)}<span class="soft">${say.roles[caller.role]}</span><button class="quiet">${say.signOut}</button></form></div>`;
  return html(200, { language, title: page.title, main: page.main, header });
}

/** The hidden field that binds a form to the session. */
export function tokenField({ formToken }: Visit): Markup {
  return markup`<input type="hidden" name="${FORM_TOKEN}" value="${formToken}">`;
}

function searchForm(visit: Visit): Markup {
  const { search } = words[visit.language];
  return markup`<form class="row grow" method="post" action="/console/search" role="search">${tokenField(visit)}<label class="unseen" for="search">${search.label}</label><input id="search" type="search" name="text" placeholder="${search.hint}" minlength="2" maxlength="200" required accesskey="s"><button class="quiet">${search.submit}</button></form>`;
}
