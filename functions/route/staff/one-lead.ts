import type * as z from 'zod';
import { type HttpAnswer, json, problem } from '../../../shared/http/answer.ts';
import { admit, isAnswer } from '../../../shared/http/caller.ts';
import type { HttpRequest } from '../../../shared/http/request.ts';
import type { ActiveRules } from '../../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import type { People } from '../../../shared/ports/people.ts';
import { type AttachmentPorts, attachmentAnswer } from '../attachment.ts';
import { StaffAction } from '../rules/act.ts';
import { actAsStaff } from './act-as-staff.ts';
import { colleaguesOf } from './colleagues.ts';
import { leadView, viewedBy } from './lead-view.ts';
import { parsed } from './list-leads.ts';
import { isHidden } from './own-leads.ts';

interface Ports {
  store: LeadStore;
  rules: ActiveRules;
  people: People;
}

/** `GET /v1/leads/{id}`: the whole lead with its history. */
export async function showLead(ports: Ports, request: HttpRequest, now: string): Promise<HttpAnswer> {
  const caller = admit(request, ['process-owner', 'marketing', 'call-agent', 'member', 'partner']);
  if (isAnswer(caller)) return caller;
  const found = await ports.store.loadWithHistory(request.params.id ?? '');
  if (found?.lead.state === 'erased') return erasedLead(request);
  if (!found || isHidden(found.lead, caller)) return unknownLead(request);
  const { lead, events } = found;
  const colleagues = await colleaguesOf(ports, lead, caller);
  return json(200, leadView(lead, { events, colleagues }, await viewedBy(ports.rules, now)));
}

/** `POST /v1/leads/{id}/actions`: moves the lead, or says why not (409 with state and action). */
export async function actOnLead(ports: Ports, request: HttpRequest, now: string): Promise<HttpAnswer> {
  const caller = admit(request, ['process-owner', 'marketing', 'call-agent', 'member', 'partner']);
  if (isAnswer(caller)) return caller;
  const leadId = request.params.id ?? '';
  const action = StaffAction.safeParse(parsed(request.body));
  if (!action.success) return unreadableAction(action.error, request);
  const asked = { leadId, action: action.data, correlationId: request.correlationId, now };
  const change = await actAsStaff(ports, caller, asked);
  if (change.outcome === 'not-allowed') {
    const detail = `The role ${caller.role} may not ${action.data.action}.`;
    return problem(403, { code: 'role-not-allowed', detail }, request.correlationId);
  }
  if (change.outcome === 'missing') return unknownLead(request);
  if (change.outcome === 'refused') {
    if (change.lead.state === 'erased') return erasedLead(request);
    const { refused, because } = change.refusal;
    return problem(
      409,
      { code: refused, title: `${change.lead.state}: ${action.data.action}`, detail: because },
      request.correlationId,
    );
  }
  return showLead(ports, request, now);
}

/** `GET /v1/leads/{id}/attachments/{inquiry}/{number}`: a file that came along with an inquiry. */
export async function showAttachment(
  ports: AttachmentPorts & Pick<Ports, 'store'>,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const caller = admit(request, ['process-owner', 'marketing', 'call-agent', 'member', 'partner']);
  if (isAnswer(caller)) return caller;
  const lead = await ports.store.load(request.params.id ?? '');
  if (lead?.state === 'erased') return erasedLead(request);
  return lead && !isHidden(lead, caller) ? attachmentAnswer(ports, lead, request) : unknownLead(request);
}

function unknownLead(request: HttpRequest): HttpAnswer {
  return problem(404, { code: 'lead-unknown', detail: 'There is no such lead.' }, request.correlationId);
}

function erasedLead(request: HttpRequest): HttpAnswer {
  const detail = 'The data of this person were erased.';
  return problem(410, { code: 'lead-erased', detail }, request.correlationId);
}

function unreadableAction(error: z.ZodError, request: HttpRequest): HttpAnswer {
  const errors = error.issues.map((issue) => ({
    field: issue.path.join('.') || 'action',
    code: issue.code,
    message: issue.message,
  }));
  return problem(
    422,
    { code: 'action-unreadable', detail: 'The action cannot be read.', errors },
    request.correlationId,
  );
}
