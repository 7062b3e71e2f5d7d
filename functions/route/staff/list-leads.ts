import * as z from 'zod';
import { Fault } from '../../../shared/domain/faults.ts';
import { type Lead, LeadClass } from '../../../shared/domain/lead.ts';
import { State } from '../../../shared/domain/lifecycle.ts';
import { type HttpAnswer, json, problem } from '../../../shared/http/answer.ts';
import type { HttpRequest } from '../../../shared/http/request.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import { admit, type Caller, isAnswer } from './caller.ts';
import { leadRow } from './lead-view.ts';

/** Leads of one answer. */
const PAGE = 100;
/** Leads that a search without an exact key looks at; beyond that it says so. */
const SEARCHED = 2000;

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

const Search = z.object({ text: z.string().trim().min(2).max(200) });

/** `POST /v1/leads/search { text }`: by id or e-mail address at once, else by name or company among the newest work. */
export async function searchLeads(store: LeadStore, request: HttpRequest): Promise<HttpAnswer> {
  const caller = admit(request, ['process-owner', 'marketing', 'call-agent', 'member', 'partner']);
  if (isAnswer(caller)) return caller;
  const search = Search.safeParse(parsed(request.body));
  if (!search.success) return badRequest('Send { "text": … } with at least two characters.', request);
  const text = search.data.text.toLowerCase();
  const exact = await exactly(store, text);
  const found = exact ? { leads: [exact], complete: true } : await among(store, text);
  const own = restrictedTo(caller);
  const leads = found.leads.filter((lead) => !own || lead.owner?.id === own);
  return json(200, { leads: leads.map(leadRow), complete: found.complete });
}

async function exactly(store: LeadStore, text: string): Promise<Lead | null> {
  if (text.startsWith('lead_')) return store.load(text);
  if (text.startsWith('inq_')) {
    const inquiry = await store.loadInquiry(text);
    return inquiry?.leadId ? store.load(inquiry.leadId) : null;
  }
  if (!text.includes('@')) return null;
  const holder = await store.holderOf({ kind: 'email', value: text });
  return holder ? store.load(holder) : null;
}

async function among(store: LeadStore, text: string): Promise<{ leads: Lead[]; complete: boolean }> {
  const leads: Lead[] = [];
  let cursor: string | undefined;
  let seen = 0;
  do {
    const page = await store.list({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    leads.push(...page.items.filter((lead) => mentions(lead, text)));
    seen += page.items.length;
    cursor = page.cursor;
  } while (cursor && seen < SEARCHED && leads.length < PAGE);
  return { leads, complete: cursor === undefined };
}

function mentions({ facts }: Lead, text: string): boolean {
  const { firstName, lastName, name, company, email, phone, city } = facts;
  return [`${firstName ?? ''} ${lastName ?? ''}`, name, company, email, phone, city].some((value) =>
    value?.toLowerCase().includes(text),
  );
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

/** The agent whose leads alone a caller may see, or undefined for all. */
export function restrictedTo(caller: Caller): string | undefined {
  return caller.role === 'member' || caller.role === 'partner' ? (caller.owner ?? '') : undefined;
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
