import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { findLeads, SearchText } from '../staff/find-leads.ts';
import { consolePage } from './frame.ts';
import { byUrgency, leadTable } from './lead-rows.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** `GET /console/search` and `POST` with what to search for: in the body, since addresses of pages are kept in many places. */
export async function search(visit: Visit): Promise<HttpAnswer> {
  const say = words[visit.language];
  const form = new URLSearchParams(visit.request.body.toString('utf8'));
  const asked = SearchText.safeParse({ text: form.get('text') ?? '' });
  const main = asked.success ? await results(visit, asked.data.text) : markup`<p>${say.search.hint}</p>`;
  return consolePage(visit, { here: 'search', title: say.pages.search, main });
}

async function results(visit: Visit, text: string): Promise<Markup> {
  const say = words[visit.language].search;
  const { leads, complete } = await findLeads(visit.ports.store, visit.caller, text);
  const found =
    leads.length === 0
      ? markup`<p>${say.none}</p>`
      : markup`<p class="soft">${say.found}: ${leads.length}</p>${leadTable(byUrgency(leads), visit)}`;
  return markup`<p><q>${text}</q></p>${found}${complete ? '' : markup`<p class="soft">${say.incomplete}</p>`}`;
}
