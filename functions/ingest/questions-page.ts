import { changeLead } from '../../shared/change-lead.ts';
import type { Facts, Finding } from '../../shared/domain/facts.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { type HttpAnswer, json, problem } from '../../shared/http/answer.ts';
import { html } from '../../shared/http/html.ts';
import { type HttpRequest, preferredLanguage, wantsHtml } from '../../shared/http/request.ts';
import { readLink } from '../../shared/links/link.ts';
import type { DefinitionDocument } from '../../shared/rules/definition.ts';
import { firstResult } from '../../shared/rules/first-result.ts';
import { openQuestions, type Question } from '../../shared/rules/questions.ts';
import { lossSurveyAnswer } from './loss-survey-page.ts';
import { donePage, type QuestionsResult, questionsPage } from './questions-pages.ts';
import { type QuestionsPorts, type QuestionsVisit, readAnswers, unusable } from './questions-visit.ts';
import type { Fields } from './rules/gather-fields.ts';
import { understand } from './understand.ts';

/** Questions on one page where the definition does not say how many: more are hardly answered. */
const AT_ONCE = 3;
/**
 * The person's questionnaire behind a personal link, or what is asked about a loss: GET shows the next open questions and changes nothing, POST takes
 * answers as facts, which score the lead anew, thanks with a first result and goes on with the next questions (R44, R79,
 * R81, R84). Only what is asked can be answered: neither name nor address can be changed here by whoever has the link.
 */
export async function questionsAnswer(ports: QuestionsPorts, request: HttpRequest): Promise<HttpAnswer> {
  const now = ports.now();
  const [token, secret] = [request.params.token ?? '', await ports.secret()];
  const questions = readLink(token, 'questions', secret, now);
  const read = questions.outcome === 'wrong-purpose' ? readLink(token, 'survey', secret, now) : questions;
  if (read.outcome !== 'ok') return unusable(request, read.outcome === 'expired' ? 410 : 404);
  const visit = { ports, request, leadId: read.link.leadId, now };
  const lead = await ports.store.load(visit.leadId);
  if (!lead || isClosed(lead)) return unusable(request, 410);
  if (read.link.purpose === 'survey') return lossSurveyAnswer(visit, lead, read.link);
  const { document } = await ports.rules.get('definition');
  return request.method === 'POST' ? take(visit, lead, document) : show(request, lead, document);
}

/** Whom nobody may ask any more. */
function isClosed({ state }: Lead): boolean {
  return ['merged', 'erased', 'excluded'].includes(state);
}

/** What is asked next; without a question left, that nothing is missing. */
function show(
  request: HttpRequest,
  lead: Lead,
  definition: DefinitionDocument,
  result?: QuestionsResult,
): HttpAnswer {
  const questions = openQuestions(lead, definition).slice(0, definition.rounds?.ask ?? AT_ONCE);
  if (!wantsHtml(request.headers)) {
    const got = result ? { result: resultAsData(result) } : {};
    return json(200, { questions: questions.map(asData), ...got });
  }
  const language = preferredLanguage(request.headers);
  if (questions.length === 0) return html(200, donePage(language, result));
  return html(200, questionsPage({ language, questions, result, findings: [], said: {} }));
}

async function take(visit: QuestionsVisit, lead: Lead, definition: DefinitionDocument): Promise<HttpAnswer> {
  const { ports, request, leadId, now } = visit;
  const language = preferredLanguage(request.headers);
  const body = await readAnswers(request);
  if (!body.ok) return unusable(request, body.status);
  const questions = openQuestions(lead, definition);
  const { facts, findings, said } = await answers(visit, body.fields, questions);
  if (findings.length > 0) {
    if (!wantsHtml(request.headers)) {
      const detail = 'Some answers cannot be understood.';
      const errors = findings.map(({ field, code, message }) => ({ field, code, message }));
      return problem(422, { code: 'findings', detail, errors }, request.correlationId);
    }
    const shown = questions.slice(0, definition.rounds?.ask ?? AT_ONCE);
    return html(422, questionsPage({ language, questions: shown, findings, said }));
  }
  if (Object.keys(facts).length === 0) return show(request, lead, definition);
  const origin = { now, by: 'person', correlationId: request.correlationId };
  const change = await changeLead(ports, leadId, origin, (current) =>
    isClosed(current) || same(facts, current.facts)
      ? []
      : [{ type: 'FactsChanged', rule: 'ingest/questionnaire', data: { facts, source: 'questionnaire' } }],
  );
  if (change.outcome === 'missing') return unusable(request, 410);
  const understood = questions.flatMap((question) => {
    const value = facts[question.fact];
    return value === undefined ? [] : [{ question, value }];
  });
  const result = { understood, advice: firstResult(change.lead, definition) };
  return show(request, change.lead, definition, result);
}

/** What was answered, understood as a form is; only what was asked, and only complaints about that. */
async function answers(
  { ports, request, now }: QuestionsVisit,
  fields: Fields,
  questions: readonly Question[],
): Promise<{ facts: Facts; findings: Finding[]; said: Record<string, string> }> {
  const { document: intake } = await ports.rules.get('intake');
  const names = questions.map(({ fact }) => fact).filter((name) => Object.hasOwn(fields, name));
  const given = Object.fromEntries(names.map((name) => [name, fields[name] ?? '']));
  const understood = understand(given, {
    intake,
    now,
    language: preferredLanguage(request.headers),
    channel: 'web_form',
    source: 'questionnaire',
  });
  const said = Object.fromEntries(names.map((name) => [name, String(given[name] ?? '')]));
  return {
    facts: only(understood.facts, names),
    findings: understood.findings.filter(({ field }) => names.some((name) => name === field)),
    said,
  };
}

function only(facts: Facts, names: readonly (keyof Facts)[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.some((asked) => asked === name)));
}

function same(fresh: Facts, known: Facts): boolean {
  return JSON.stringify({ ...known, ...fresh }) === JSON.stringify(known);
}

function asData({ id, fact, text, must, values }: Question): object {
  return { id, fact, text, must, ...(values ? { values } : {}) };
}

function resultAsData({ understood, advice }: QuestionsResult): object {
  return {
    understood: understood.map(({ question: { id, fact }, value }) => ({ id, fact, value })),
    advice: advice.map(({ id, text, link }) => ({ id, text, ...(link ? { link } : {}) })),
  };
}
