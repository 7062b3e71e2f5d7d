import { type HttpAnswer, redirect } from '../../../shared/http/answer.ts';
import { markup } from '../../../shared/http/markup.ts';
import { callStanding, nextCall } from '../next-call.ts';
import { dueText } from '../pages/due.ts';
import { timeText } from '../pages/time.ts';
import { actAsStaff } from '../staff/act-as-staff.ts';
import { callGuide } from './call-guide.ts';
import { callWords } from './call-words.ts';
import { consolePage, tokenField } from './frame.ts';
import { readAction } from './read-action.ts';
import { refusal } from './refusal.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

const PATH = '/console/calls';
/** As many as are counted. */
const COUNTED = 50;

/** `GET /console/calls` and `GET /console/calls/{id}`: the button "next call", and the guide for one call. */
export async function calls(visit: Visit): Promise<HttpAnswer> {
  const { id } = visit.request.params;
  return id === undefined ? desk(visit) : guide(visit, id);
}

/** `POST /console/calls` finds whom to call; `POST /console/calls/{id}` takes what the call brought. */
export async function call(visit: Visit): Promise<HttpAnswer> {
  const { id } = visit.request.params;
  if (id !== undefined) return take(visit, id);
  const leadId = await nextCall(visit.ports, visit.now);
  return redirect(leadId === null ? PATH : `${PATH}/${encodeURIComponent(leadId)}`);
}

async function desk(visit: Visit): Promise<HttpAnswer> {
  const { ports, request, now, language } = visit;
  const say = callWords[language];
  const { due, nextAt, closedUntil } = await callStanding(ports, now);
  const saved = request.query.saved === '1';
  const standing =
    closedUntil !== null
      ? markup`<p>${say.closed}: ${timeText(closedUntil, visit)}.</p>`
      : due > 0
        ? markup`<p>${say.due}: <strong>${due}</strong>${due === COUNTED ? ` ${say.more}` : ''}</p>`
        : markup`<p>${say.none}</p>`;
  const later =
    due === 0 && nextAt !== null
      ? markup`<p class="soft">${say.nextAt}: ${timeText(nextAt, visit)} (${dueText(nextAt, now, language)}).</p>`
      : '';
  return consolePage(visit, {
    here: 'calls',
    title: words[language].pages.calls,
    main: markup`${saved ? markup`<p class="good" role="status">${words[language].saved}</p>` : ''}${standing}${later}<form method="post" action="${PATH}">${tokenField(visit)}<button autofocus accesskey="n">${say.next}</button></form>`,
  });
}

/** @param said what was sent and could not be taken */
async function guide(visit: Visit, id: string, said?: URLSearchParams): Promise<HttpAnswer> {
  const { ports, request } = visit;
  const [lead, definition] = await Promise.all([ports.store.load(id), ports.rules.get('definition')]);
  if (!lead) return refusal('unknown', request, PATH);
  const newest = lead.inquiries.at(-1);
  const inquiry = newest ? await ports.store.loadInquiry(newest.id) : null;
  const page = callGuide(visit, { lead, inquiry, definition: definition.document, said });
  return said ? { ...page, statusCode: 422 } : page;
}

/** Answers alone lead to the next questions; a result ends the call. */
async function take(visit: Visit, id: string): Promise<HttpAnswer> {
  const { ports, request, caller, now } = visit;
  const form = new URLSearchParams(request.body.toString('utf8'));
  form.set('action', form.has('result') ? 'call-note' : 'answer');
  const action = readAction(form);
  if (!action) return guide(visit, id, form);
  const { correlationId } = request;
  const change = await actAsStaff(ports, caller, { leadId: id, action, correlationId, now });
  if (change.outcome === 'missing') return refusal('unknown', request, PATH);
  if (change.outcome === 'not-allowed') return refusal('role', request, PATH);
  if (change.outcome === 'refused') return guide(visit, id, form);
  return redirect(
    action.action === 'call-note' ? `${PATH}?saved=1` : `${PATH}/${encodeURIComponent(id)}?saved=1`,
  );
}
