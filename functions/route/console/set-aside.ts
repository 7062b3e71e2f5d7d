import { channelName } from '../../../shared/domain/channel-words.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { formAround } from '../pages/action-forms.ts';
import { dueText } from '../pages/due.ts';
import { reasonText } from '../pages/reason-text.ts';
import { timeText } from '../pages/time.ts';
import { words as leadWords } from '../pages/words.ts';
import { reviewsDue } from '../staff/review-due.ts';
import { doubleWords } from './double-words.ts';
import { tokenField } from './frame.ts';
import { findingList } from './review.ts';
import { CORRECTED } from './staff-forms.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** Inquiries of one page. */
const PAGE = 25;

/** Inquiries that lie in quarantine by themselves, to be decided; nothing where there are none. */
export async function setAsideInquiries(visit: Visit): Promise<Markup | string> {
  const { items } = await visit.ports.store.listSetAside({ limit: PAGE });
  const say = words[visit.language].setAside;
  if (items.length === 0) return '';
  const due = await reviewsDue(visit.ports.rules, items);
  return markup`<section aria-label="${say.title}"><h2>${say.title}</h2><p class="soft">${say.intro}</p><ul class="plain">${items.map((inquiry, i) => card(inquiry, visit, due[i]))}</ul></section>`;
}

/** What was put away not long ago, by a decision or because nobody seemed to wait, and can be taken back. */
export async function putAway(visit: Visit): Promise<Markup> {
  const { ports, language, now } = visit;
  const pages = await Promise.all(
    (['quarantined', 'ignored', 'rejected'] as const).map((outcome) =>
      ports.store.listInquiries({ outcome, limit: PAGE }),
    ),
  );
  const items = pages.flatMap((page) => page.items).filter((inquiry) => isPutAway(inquiry, now));
  const say = words[language].setAside;
  const list =
    items.length === 0
      ? markup`<p>${say.noneAway}</p>`
      : markup`<ul class="plain">${items.map((inquiry) => card(inquiry, visit))}</ul>`;
  return markup`<p class="soft">${say.awayIntro}</p>${list}`;
}

const DAYS_30_MS = 30 * 86_400_000;

function isPutAway({ review, outcome, receivedAt }: Inquiry, now: string): boolean {
  const last = review?.decisions.at(-1);
  const isAway = last ? last.as === 'reject' : outcome !== 'quarantined';
  return isAway && Date.parse(now) - Date.parse(last?.at ?? receivedAt) <= DAYS_30_MS;
}

/** @param due until when it should be decided; of what is put away, nothing is due */
function card(inquiry: Inquiry, visit: Visit, due?: string): Markup {
  const { review: reviewWords, setAside: say } = words[visit.language];
  const { id, leadId, reason, from, subject, text, receivedAt, channel, source } = inquiry;
  const whole = text
    ? markup`<blockquote>${text.slice(0, 2000)}</blockquote>`
    : markup`<p class="soft">${reviewWords.nothingSaid}</p>`;
  const lead = leadId ? markup`<p><a href="/console/leads/${leadId}">${say.ofLead}</a></p>` : '';
  const why = reasonText(reason ?? '', visit.language);
  return markup`<li class="card"><h3>${subject ?? from ?? say.untitled}</h3>${from ? markup`<p class="soft">${from}</p>` : ''}${lead}<p>${reviewWords.reason}: <strong>${why}</strong>${due ? markup` · ${dueText(due, visit.now, visit.language)}` : ''}</p>${findingList(inquiry, visit)}${whole}<p class="soft">${timeText(receivedAt, visit)} · ${channelName(channel, visit.language)} · ${source}</p>${form(id, inquiry, visit)}</li>`;
}

function form(id: string, { review }: Inquiry, visit: Visit): Markup {
  const { staffActions: say } = words[visit.language];
  const { facts } = leadWords[visit.language];
  const frame = {
    language: visit.language,
    to: `/console/inquiries/${id}`,
    hidden: markup`${tokenField(visit)}`,
  };
  const inputs = [...CORRECTED, 'message' as const].map((fact) => {
    const label =
      fact === 'message'
        ? words[visit.language].setAside.message
        : (facts[fact] ?? doubleWords[visit.language].fields[fact]);
    return markup`<label for="${fact}-${id}">${label}</label><input id="${fact}-${id}" name="facts.${fact}" maxlength="200">`;
  });
  const reject =
    review?.decisions.length === 0
      ? markup`<button class="quiet" name="decision" value="reject">${words[visit.language].setAside.reject}</button>`
      : '';
  return formAround(
    'review',
    frame,
    markup`<label for="reason-${id}">${say.reason}</label><input id="reason-${id}" name="reason" maxlength="2000"><div class="row"><button name="decision" value="approve">${say.approve}</button>${reject}</div><details><summary>${say.correct}</summary>${inputs}<button name="decision" value="correct">${say.correctAndApprove}</button></details>`,
  );
}
