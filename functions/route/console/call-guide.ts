import { CallResult, callDue, usablePhone } from '../../../shared/domain/calls.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { checklist } from '../../../shared/rules/checklist.ts';
import type { DefinitionDocument } from '../../../shared/rules/definition.ts';
import { openQuestions, type Question } from '../../../shared/rules/questions.ts';
import { facts, filesOf, inquiryBlock, personOf } from '../pages/lead-parts.ts';
import { timeText } from '../pages/time.ts';
import { words as leadWords } from '../pages/words.ts';
import { callWords } from './call-words.ts';
import { consolePage, tokenField } from './frame.ts';
import { classBadge } from './lead-rows.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** Questions that the page shows at once; answers bring the next ones (R81). */
const SHOWN = 6;

interface Guided {
  lead: Lead;
  /** The newest of the lead. */
  inquiry: Inquiry | null;
  definition: DefinitionDocument;
  /** What was sent and could not be taken, to be corrected. */
  said: URLSearchParams | undefined;
}

/** The guide of one call: who it is, what they asked, what is still to be asked, and how the call ended (R78). */
export function callGuide(visit: Visit, { lead, inquiry, definition, said }: Guided): HttpAnswer {
  const { language, request } = visit;
  const say = callWords[language];
  const view = { ...visit, lead, events: [], files: filesOf(lead), inquiries: [] };
  const questions = openQuestions(lead, definition).slice(0, SHOWN);
  const { of, known } = checklist(lead, definition);
  const saved =
    request.query.saved === '1' ? markup`<p class="good" role="status">${words[language].saved}</p>` : '';
  const problem = said ? markup`<p class="bad" role="alert">${say.unusable}</p>` : '';
  return consolePage(visit, {
    here: 'calls',
    title: personOf(lead),
    main: markup`${saved}${problem}${whom(lead, visit)}
<div class="split"><aside><section class="card"><h2>${leadWords[language].sections.contact}</h2>${facts(view)}<p><a href="/console/leads/${lead.id}">${say.whole}</a></p></section>
${inquiry ? markup`<section class="card"><h2>${leadWords[language].sections.wish}</h2>${inquiryBlock(inquiry, view)}</section>` : ''}</aside>
<div><form class="card" method="post" action="/console/calls/${lead.id}">${tokenField(visit)}<h2>${say.questions}</h2><p class="soft">${say.checklist}: ${known} / ${of}</p>${questions.length > 0 ? questions.map((question, index) => field(question, { first: index === 0, said, visit })) : markup`<p>${say.nothingOpen}</p>`}${questions.length > 0 ? markup`<p><button class="quiet">${say.save}</button></p>` : ''}${ending(visit, said)}</form></div></div>`,
  });
}

/** The number to call, and what came of it before. */
function whom(lead: Lead, visit: Visit): Markup {
  const say = callWords[visit.language];
  const phone = usablePhone(lead);
  const { calls } = lead;
  const number =
    phone !== undefined && callDue(lead) !== null
      ? markup`<a class="button" href="tel:${phone}">${say.phone}: ${phone}</a>`
      : markup`<span class="bad">${say.notNow}</span>`;
  const before = calls
    ? markup`<p class="soft">${say.last}: ${timeText(calls.last.at, visit)}, ${say.results[calls.last.result]}${calls.attempts > 0 ? ` · ${say.tries}: ${calls.attempts}` : ''}</p>`
    : '';
  return markup`<p>${number} ${classBadge(lead, visit)}</p>${before}`;
}

const NUMBERS = ['orderVolume', 'budget', 'employees'];

interface Asking {
  first: boolean;
  said: URLSearchParams | undefined;
  visit: Visit;
}

function field({ fact, text, must, values }: Question, { first: isFirst, said, visit }: Asking): Markup {
  const { language } = visit;
  const before = said?.get(`facts.${fact}`) ?? '';
  const id = `fact-${fact}`;
  const first = isFirst ? markup` autofocus` : '';
  const label = markup`<label for="${id}">${text[language]}${must ? markup` <span class="soft">(${callWords[language].must})</span>` : ''}</label>`;
  if (values) {
    const { values: names } = leadWords[language];
    const options = values.map(
      (value) =>
        markup`<option value="${value}"${value === before ? markup` selected` : ''}>${names[value] ?? value}</option>`,
    );
    return markup`${label}<select id="${id}" name="facts.${fact}"${first}><option value="">${callWords[language].open}</option>${options}</select>`;
  }
  const kind = NUMBERS.includes(fact)
    ? markup`type="number" min="0" step="${fact === 'employees' ? '1' : '0.01'}" inputmode="decimal"`
    : fact === 'timeframe'
      ? markup`type="date"`
      : markup`type="text" maxlength="200"`;
  return markup`${label}<input id="${id}" name="facts.${fact}" ${kind} value="${before}"${first}>`;
}

/** The results as buttons, each with a digit as its key; Enter in a field saves answers and ends nothing. */
function ending({ language }: Visit, said: URLSearchParams | undefined): Markup {
  const say = callWords[language];
  const buttons = CallResult.options.map(
    (result, index) =>
      markup`<button name="result" value="${result}" accesskey="${index + 1}"${result === 'reached' ? '' : markup` class="quiet"`}>${index + 1} ${say.results[result]}</button>`,
  );
  return markup`<h2>${say.ended}</h2><label for="call-at">${say.at}</label><input id="call-at" name="at" type="datetime-local" value="${said?.get('at') ?? ''}"><label for="call-text">${say.note}</label><textarea id="call-text" name="text" rows="2" maxlength="2000">${said?.get('text') ?? ''}</textarea><div class="row">${buttons}</div><p class="soft">${say.keys}</p>`;
}
