import * as z from 'zod';
import { nextDue } from '../../../shared/domain/clock.ts';
import { Fault } from '../../../shared/domain/faults.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Review } from '../../../shared/domain/review.ts';
import { type HttpAnswer, json } from '../../../shared/http/answer.ts';
import { admit, isAnswer } from '../../../shared/http/caller.ts';
import type { HttpRequest } from '../../../shared/http/request.ts';
import type { ActiveRules } from '../../../shared/ports/active-rules.ts';
import type { LeadStore, Page } from '../../../shared/ports/lead-store.ts';
import { badRequest } from './list-leads.ts';
import { reviewsDue } from './review-due.ts';

/** Items of one answer; a lead costs a second read for what the person wrote. */
const PAGE = 50;
const HOUR_MS = 3_600_000;

/** Where in the four lists a page begins. */
const Place = z.object({
  list: z.enum(['pairs', 'exclusions', 'inquiries', 'leads']),
  cursor: z.string().optional(),
});
type Place = z.infer<typeof Place>;
const FIRST: Place = { list: 'pairs' };

/** `GET /v1/reviews?cursor=`: all that waits for a person, why, since when, and what was found about it. */
export async function listReviews(
  { store, rules }: { store: LeadStore; rules: ActiveRules },
  request: HttpRequest,
  now: string,
): Promise<HttpAnswer> {
  const caller = admit(request, ['process-owner', 'marketing']);
  if (isAnswer(caller)) return caller;
  try {
    const { items, cursor } = await listWaiting(store, request.query.cursor);
    const due = await reviewsDue(
      rules,
      items.map(({ since, channel }) => ({ receivedAt: since, channel })),
    );
    const reviews = items.map((item, i) => ({
      ...item,
      ...(item.kind === 'inquiry' ? { due: due[i] } : {}),
      ageHours: ageOf(item.since, now),
    }));
    return json(200, { reviews, ...(cursor ? { cursor } : {}) });
  } catch (error) {
    if (error instanceof Fault && error.code === 'bad-cursor')
      return badRequest('The cursor is not one of ours.', request);
    throw error;
  }
}

/**
 * A page of what waits: first the pairs, then exclusions that were proposed, then the inquiries, then the leads. It is empty
 * only where nothing waits any more.
 * @throws Fault `bad-cursor`
 */
export async function listWaiting(store: LeadStore, cursor?: string): Promise<Page<WaitingItem>> {
  let { items, next } = await waiting(store, readPlace(cursor));
  while (items.length === 0 && next) ({ items, next } = await waiting(store, next));
  return { items, ...(next ? { cursor: writePlace(next) } : {}) };
}

/** What a person must decide about; the fields beside the first four are there as far as they are known. */
export type WaitingItem = {
  kind: 'pair' | 'exclusion' | 'inquiry' | 'lead';
  id: string;
  reason: string | null;
  since: string;
} & Partial<
  Pick<Review, 'leads' | 'because' | 'score' | 'evidence'> &
    Pick<Inquiry, 'channel' | 'source' | 'from' | 'subject' | 'text' | 'facts' | 'findings'>
> & { leadId?: string; inquiryId?: string; due?: string; proposedBy?: string; until?: string };

async function waiting(
  store: LeadStore,
  { list, cursor }: Place,
): Promise<{ items: WaitingItem[]; next: Place | null }> {
  const asked = { limit: PAGE, ...(cursor ? { cursor } : {}) };
  switch (list) {
    case 'pairs': {
      const page = await store.listReviews(asked);
      return { items: page.items.map(pairView), next: following(page, list, 'exclusions') };
    }
    case 'exclusions': {
      const page = await store.listProposed(asked);
      return { items: page.items.flatMap(proposalView), next: following(page, list, 'inquiries') };
    }
    case 'inquiries': {
      const page = await store.listSetAside(asked);
      return { items: page.items.map(inquiryView), next: following(page, list, 'leads') };
    }
    case 'leads': {
      const page = await store.list({ ...asked, state: 'quarantined' });
      const inquiries = await Promise.all(
        page.items.map((lead) => store.loadInquiry(lead.inquiries.at(-1)?.id ?? '')),
      );
      const items = page.items.map((lead, i) => leadView(lead, inquiries[i] ?? null));
      return { items, next: following(page, list, null) };
    }
  }
}

/** The next page of the same list, else the next list. */
function following(page: Page<unknown>, list: Place['list'], then: Place['list'] | null): Place | null {
  if (page.cursor) return { list, cursor: page.cursor };
  return then && { list: then };
}

function pairView({ id, leads, at, score, evidence, because }: Review): WaitingItem {
  return { kind: 'pair', id, leads, reason: 'doubtful-duplicate', because, score, evidence, since: at };
}

function proposalView({ id, facts, clocks, proposed }: Lead): WaitingItem[] {
  if (!proposed) return [];
  const { exclusion: reason, reason: because, by: proposedBy, at: since, until } = proposed;
  const due = nextDue(clocks.filter(({ name }) => name === 'review'));
  const item = { kind: 'exclusion' as const, id, leadId: id, reason, because, proposedBy, facts, since };
  return [{ ...item, ...(until ? { until } : {}), ...(due ? { due } : {}) }];
}

function inquiryView(inquiry: Inquiry): WaitingItem {
  const { id, leadId, receivedAt } = inquiry;
  const lead = leadId ? { leadId } : {};
  return { kind: 'inquiry', id, inquiryId: id, ...lead, since: receivedAt, ...saidIn(inquiry) };
}

function leadView({ id, reason, stateSince, facts, clocks }: Lead, inquiry: Inquiry | null): WaitingItem {
  const due = nextDue(clocks);
  const said = inquiry ? { inquiryId: inquiry.id, ...saidIn(inquiry) } : {};
  return { kind: 'lead', id, leadId: id, ...said, reason, facts, since: stateSince, ...(due ? { due } : {}) };
}

function saidIn({ reason, channel, source, from, subject, text, facts, findings }: Inquiry) {
  return { reason, channel, source, from, subject, text, facts, findings };
}

const ageOf = (since: string, now: string): number =>
  Math.round(Math.max(0, Date.parse(now) - Date.parse(since)) / (HOUR_MS / 10)) / 10;

const writePlace = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function readPlace(cursor: string | undefined): Place {
  if (!cursor) return FIRST;
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new Fault('bad-cursor', { retryable: false });
  }
}
