import * as z from 'zod';
import { Fault } from '../../../shared/domain/faults.ts';
import { LeadClass } from '../../../shared/domain/lead.ts';
import { State } from '../../../shared/domain/lifecycle.ts';
import { type HttpAnswer, json, problem } from '../../../shared/http/answer.ts';
import { admit, isAnswer } from '../../../shared/http/caller.ts';
import type { HttpRequest } from '../../../shared/http/request.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import { findLeads, SearchText } from './find-leads.ts';
import { leadRow } from './lead-view.ts';
import { restrictedTo } from './own-leads.ts';

/** Leads of one answer. */
const PAGE = 100;

const Filter = z.object({
  state: State.optional(),
  class: LeadClass.optional(),
  owner: z.string().min(1).optional(),
  cursor: z.string().optional(),
});

/** `GET /v1/leads?state=&class=&owner=&cursor=`; members and partners see their own leads. */
export async function listLeads(store: LeadStore, request: HttpRequest): Promise<HttpAnswer> {
  const caller = admit(request, ['process-owner', 'marketing', 'call-agent', 'member', 'partner']);
  if (isAnswer(caller)) return caller;
  const filter = Filter.safeParse(emptyAsAbsent(request.query));
  if (!filter.success) return badRequest(z.prettifyError(filter.error), request);
  const owner = restrictedTo(caller) ?? filter.data.owner;
  const page = await pageOf(store, { ...filter.data, ...(owner ? { owner } : {}) });
  if (page === null) return badRequest('The cursor is not one of ours.', request);
  const wanted = page.items.filter(
    (lead) =>
      (!filter.data.class || lead.class === filter.data.class) &&
      (!filter.data.state || lead.state === filter.data.state) &&
      (!owner || lead.owner?.id === owner),
  );
  return json(200, { leads: wanted.map(leadRow), ...(page.cursor ? { cursor: page.cursor } : {}) });
}

/** `POST /v1/leads/search { text }`: by id or e-mail address at once, else by name or company among the newest work. */
export async function searchLeads(store: LeadStore, request: HttpRequest): Promise<HttpAnswer> {
  const caller = admit(request, ['process-owner', 'marketing', 'call-agent', 'member', 'partner']);
  if (isAnswer(caller)) return caller;
  const search = SearchText.safeParse(parsed(request.body));
  if (!search.success) return badRequest('Send { "text": … } with at least two characters.', request);
  const { leads, complete } = await findLeads(store, caller, search.data.text);
  return json(200, { leads: leads.map(leadRow), complete });
}

async function pageOf(store: LeadStore, filter: { state?: State; owner?: string; cursor?: string }) {
  try {
    return await store.list({
      limit: PAGE,
      ...(filter.owner ? { owner: filter.owner } : filter.state ? { state: filter.state } : {}),
      ...(filter.cursor ? { cursor: filter.cursor } : {}),
    });
  } catch (error) {
    if (error instanceof Fault && error.code === 'bad-cursor') return null;
    throw error;
  }
}

export function badRequest(detail: string, request: HttpRequest): HttpAnswer {
  return problem(400, { detail }, request.correlationId);
}

/** The JSON of a body, or undefined where it is none. */
export function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function emptyAsAbsent(query: HttpRequest['query']): Record<string, string> {
  return Object.fromEntries(Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}
