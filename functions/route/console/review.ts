import { channelName } from '../../../shared/domain/channel-words.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { findingText } from '../../../shared/rules/finding-messages.ts';
import { personOf } from '../pages/lead-parts.ts';
import { reasonText } from '../pages/reason-text.ts';
import { timeText } from '../pages/time.ts';
import { words as leadWords } from '../pages/words.ts';
import { openDoubles } from './doubles.ts';
import { consolePage } from './frame.ts';
import { nextStep } from './lead-rows.ts';
import { openProposals } from './proposals.ts';
import { putAway, setAsideInquiries } from './set-aside.ts';
import { reviewForm } from './staff-forms.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** Leads of one page: each costs a second read for what the person wrote. */
const PAGE = 25;

/**
 * `GET /console/review?cursor=&away=`: who may be one person, which exclusion waits for a second person, and what lies in quarantine with what was found, to decide;
 * or what was put away and can be taken back.
 */
export async function review(visit: Visit): Promise<HttpAnswer> {
  const { ports, request, language } = visit;
  const { cursor, away } = request.query;
  const say = words[language];
  if (away)
    return consolePage(visit, { here: 'review', title: say.setAside.away, main: await putAway(visit) });
  const page = await ports.store.list({ state: 'quarantined', limit: PAGE, ...(cursor ? { cursor } : {}) });
  const inquiries = await Promise.all(
    page.items.map(({ inquiries: [...all] }) => ports.store.loadInquiry(all.at(-1)?.id ?? '')),
  );
  const next = page.cursor
    ? markup`<p><a class="button" href="/console/review?cursor=${encodeURIComponent(page.cursor)}">${say.board.more}</a></p>`
    : '';
  const [doubles, proposed, aside] = cursor
    ? ['', '', '']
    : [await openDoubles(visit), await openProposals(visit), await setAsideInquiries(visit)];
  const quarantined =
    page.items.length === 0
      ? doubles || proposed || aside
        ? ''
        : markup`<p>${say.review.empty}</p>`
      : markup`<p class="soft">${say.review.intro}</p><ul class="plain">${page.items.map((lead, i) => item(lead, inquiries[i] ?? null, visit))}</ul>${next}`;
  return consolePage(visit, {
    here: 'review',
    title: say.pages.review,
    main: markup`${doubles}${proposed}${aside}${quarantined}<p><a href="/console/review?away=1">${say.setAside.away}</a></p>`,
  });
}

function item(lead: Lead, inquiry: Inquiry | null, visit: Visit): Markup {
  const say = words[visit.language].review;
  const { email, phone, company } = lead.facts;
  const reach = [company, email, phone].filter(Boolean).join(' · ');
  const text = inquiry?.text
    ? markup`<blockquote>${inquiry.text}</blockquote>`
    : markup`<p class="soft">${say.nothingSaid}</p>`;
  return markup`<li class="card"><h2><a href="/console/leads/${lead.id}">${personOf(lead)}</a></h2><p class="soft">${reach}</p><p>${say.reason}: <strong>${reasonText(lead.reason ?? '', visit.language)}</strong> · ${nextStep(lead, visit)}</p>${findingList(inquiry, visit)}${text}<p class="soft">${inquiry ? `${timeText(inquiry.receivedAt, visit)} · ${channelName(inquiry.channel, visit.language)} · ${inquiry.source}` : ''}</p>${reviewForm(lead, visit, '/console/review')}</li>`;
}

/** What the checks found about an inquiry. */
export function findingList(inquiry: Inquiry | null, visit: Visit): Markup | string {
  if (!inquiry || inquiry.findings.length === 0) return '';
  return markup`<ul class="findings" aria-label="${words[visit.language].lead.findings}">${inquiry.findings.map(
    ({ field, code, message, severity, before, after }) =>
      markup`<li class="${severity === 'note' ? 'note' : ''}"><strong>${leadWords[visit.language].facts[field] ?? field}</strong>: ${findingText(code, visit.language) ?? message}${before === undefined ? '' : markup` <q>${visible(before)}</q> → <q>${after ?? ''}</q>`}</li>`,
  )}</ul>`;
}

/** A value as it came, with signs in place of what nobody would see. */
function visible(text: string): string {
  return text
    .replace(/\r\n?|[\n\u2028\u2029]/g, '↵')
    .replace(/[^\P{Cc}\t]|[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '·');
}
