import * as z from 'zod';
import { Channel } from '../../../shared/domain/facts.ts';
import { Fault } from '../../../shared/domain/faults.ts';
import { type Inquiry, InquiryOutcome } from '../../../shared/domain/inquiry.ts';
import { type HttpAnswer, json, problem } from '../../../shared/http/answer.ts';
import { admit, isAnswer } from '../../../shared/http/caller.ts';
import type { HttpRequest } from '../../../shared/http/request.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import { badRequest } from './list-leads.ts';

/** Inquiries of one answer. */
const PAGE = 100;

const Filter = z.object({
  outcome: InquiryOutcome.optional(),
  channel: Channel.optional(),
  cursor: z.string().optional(),
});

/** `GET /v1/inquiries?outcome=&channel=&cursor=`: every inbound item, also those that became no lead. */
export async function listInquiries(store: LeadStore, request: HttpRequest): Promise<HttpAnswer> {
  const caller = admit(request, ['process-owner', 'marketing', 'call-agent']);
  if (isAnswer(caller)) return caller;
  const query = Object.fromEntries(Object.entries(request.query).filter(([, value]) => value));
  const filter = Filter.safeParse(query);
  if (!filter.success) return badRequest(z.prettifyError(filter.error), request);
  try {
    const page = await store.listInquiries({ limit: PAGE, ...filter.data });
    return json(200, {
      inquiries: page.items.map(inquiryView),
      ...(page.cursor ? { cursor: page.cursor } : {}),
    });
  } catch (error) {
    if (error instanceof Fault && error.code === 'bad-cursor') {
      return badRequest('The cursor is not one of ours.', request);
    }
    throw error;
  }
}

/** `GET /v1/inquiries/{id}`. */
export async function showInquiry(store: LeadStore, request: HttpRequest): Promise<HttpAnswer> {
  const caller = admit(request, ['process-owner', 'marketing', 'call-agent']);
  if (isAnswer(caller)) return caller;
  const inquiry = await store.loadInquiry(request.params.id ?? '');
  if (inquiry) return json(200, inquiryView(inquiry));
  return problem(
    404,
    { code: 'inquiry-unknown', detail: 'There is no such inquiry.' },
    request.correlationId,
  );
}

function inquiryView({ leadId, ...inquiry }: Inquiry): object {
  return { ...inquiry, ...(leadId ? { leadId } : {}) };
}
