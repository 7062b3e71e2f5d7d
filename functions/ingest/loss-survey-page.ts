import { changeLead } from '../../shared/change-lead.ts';
import { localDate } from '../../shared/domain/business-time.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead, LossAnswer } from '../../shared/domain/lead.ts';
import { type HttpAnswer, json, problem } from '../../shared/http/answer.ts';
import { html } from '../../shared/http/html.ts';
import { preferredLanguage, wantsHtml } from '../../shared/http/request.ts';
import type { LinkFor } from '../../shared/links/link.ts';
import { calendarOf } from '../../shared/rules/deadlines.ts';
import type { LossSurvey } from '../../shared/rules/nurture.ts';
import { lossAnsweredPage, lossSurveyPage } from './loss-survey-pages.ts';
import { type QuestionsVisit, readAnswers, unusable } from './questions-visit.ts';
import { readLossAnswer } from './rules/loss-answer.ts';

/**
 * What is asked about one loss, behind the link of its mail: GET shows it and changes nothing, POST takes the answer, once
 * (R116, R137). An answer about an earlier loss than the last helps nobody any more.
 */
export async function lossSurveyAnswer(
  visit: QuestionsVisit,
  lead: Lead,
  { run }: LinkFor<'survey'>,
): Promise<HttpAnswer> {
  const { ports, request } = visit;
  const { document, hash } = await ports.rules.get('nurture');
  const survey = document.lossSurvey;
  if (!survey || !isLatest(lead, run)) return unusable(request, 410);
  if (isAnswered(lead, run)) return answered(visit);
  return request.method === 'POST' ? take(visit, { run, survey, hash }) : show(visit, survey);
}

const isLatest = ({ clocks }: Lead, run: string) =>
  clocks.findLast(({ name, state }) => name === 'loss-survey' && state !== 'void')?.run === run;
const isAnswered = ({ lossSurvey }: Lead, run: string) =>
  lossSurvey?.run === run && lossSurvey.answer != null;

function show({ request }: QuestionsVisit, survey: LossSurvey): HttpAnswer {
  const { reason, again } = survey;
  if (!wantsHtml(request.headers)) return json(200, { questions: { reason, again } });
  const language = preferredLanguage(request.headers);
  return html(200, lossSurveyPage({ language, survey, findings: [], said: {} }));
}

function answered({ request }: QuestionsVisit): HttpAnswer {
  if (!wantsHtml(request.headers)) return json(200, { answered: true });
  return html(200, lossAnsweredPage(preferredLanguage(request.headers)));
}

async function take(
  visit: QuestionsVisit,
  { run, survey, hash }: { run: string; survey: LossSurvey; hash: string },
): Promise<HttpAnswer> {
  const { ports, request, leadId, now } = visit;
  const body = await readAnswers(request);
  if (!body.ok) return unusable(request, body.status);
  const language = preferredLanguage(request.headers);
  const { document: calendars } = await ports.rules.get('calendars');
  const today = localDate(now, calendarOf(calendars));
  const { answer, findings, said } = readLossAnswer(body.fields, survey, { today, language });
  if (findings.length > 0) {
    if (wantsHtml(request.headers)) return html(422, lossSurveyPage({ language, survey, findings, said }));
    const errors = findings.map(({ field, code, message }) => ({ field, code, message }));
    const detail = 'Some answers cannot be understood.';
    return problem(422, { code: 'findings', detail, errors }, request.correlationId);
  }
  if (!answer) return show(visit, survey);
  const origin = { now, by: 'person', correlationId: request.correlationId };
  const change = await changeLead(ports, leadId, origin, (current) =>
    lossAnswered(current, { run, answer, hash }),
  );
  return change.outcome === 'missing' ? unusable(request, 410) : answered(visit);
}

/** The event of an answer; nothing where there is one already, or nobody may ask any more. */
function lossAnswered(
  lead: Lead,
  { run, answer, hash }: { run: string; answer: LossAnswer; hash: string },
): Draft[] {
  if (isAnswered(lead, run) || !isLatest(lead, run)) return [];
  const data = { run, ...answer };
  return [{ type: 'LossSurveyAnswered', rule: 'nurture/loss-survey', rulesHash: hash, data }];
}
