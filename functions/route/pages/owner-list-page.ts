import type { Absence } from '../../../shared/domain/absence.ts';
import { type Lead, nextAction } from '../../../shared/domain/lead.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Page } from '../../../shared/http/page.ts';
import type { Answered } from '../rules/answers-to-sales.ts';
import type { FairnessLine } from '../rules/fairness.ts';
import { dueText, nextText } from './due.ts';
import { fairnessTable } from './fairness-table.ts';
import { personOf } from './lead-parts.ts';
import { words } from './owner-list-words.ts';
import { dayText } from './time.ts';
import { type Language, words as leadWords } from './words.ts';

interface OwnerList {
  language: Language;
  /** ISO instant. */
  now: string;
  /** Local date. */
  today: string;
  /** The owner's name. */
  name: string;
  /** Open leads with the address of their page. */
  leads: readonly { lead: Lead; address: string }[];
  /** What the owner entered, and can take back. */
  entered: readonly Absence[];
  /** What the directory says. */
  fixed: readonly Absence[];
  /** The owner's id in the directory. */
  owner: string;
  /** What was changed because of what sales said, the newest first. */
  answers: readonly Answered[];
  /** What the owner was entitled to and got, by pool. */
  certificates: readonly { pool: string; lines: readonly FairnessLine[] }[];
}

/** The page of an owner: open leads, the most urgent first, and absences. */
export function ownerListPage(list: OwnerList): Page {
  const { language, leads, name } = list;
  const say = words[language];
  const cards = leads.map(({ lead, address }) => leadItem(lead, address, list));
  return {
    language,
    title: say.title,
    main: markup`<p class="soft">${name}</p>${leads.length === 0 ? markup`<p>${say.empty}</p>` : markup`<ul class="plain">${cards}</ul>`}
<h2>${say.absences}</h2><p class="soft">${say.intro}</p>${absenceList(list)}
<form method="post"><input type="hidden" name="do" value="add"><div class="row"><div class="grow"><label for="from">${say.from}</label><input id="from" name="from" type="date" min="${list.today}" required></div><div class="grow"><label for="to">${say.to}</label><input id="to" name="to" type="date" min="${list.today}" required></div></div><button>${say.add}</button></form>${answered(list)}${share(list)}`,
  };
}

/** What came of what sales said (R141). */
function answered({ language, answers }: OwnerList): Markup | string {
  const say = words[language];
  const known: Readonly<Record<string, string>> = leadWords[language].reasons;
  const items = answers.map(
    ({ what, since, reasons }) =>
      markup`<li>${what} <span class="soft">${dayText(since, language)} · ${reasons.map((reason) => known[reason] ?? reason).join(', ')}</span></li>`,
  );
  return items.length === 0
    ? ''
    : markup`<h2>${say.answered}</h2><p class="soft">${say.answeredIntro}</p><ul class="plain">${items}</ul>`;
}

/** What the owner got of what was there to be shared, so that the own lines can be computed again (R124). */
function share({ language, owner, name, certificates }: OwnerList): Markup | string {
  const tables = certificates
    .filter(({ lines }) => lines.length > 0)
    .map(
      ({ pool, lines }) =>
        markup`<h3>${pool}</h3>${fairnessTable(lines, { language, names: new Map([[owner, name]]) })}`,
    );
  return tables.length === 0 ? '' : markup`<h2>${words[language].share}</h2>${tables}`;
}

function leadItem(lead: Lead, address: string, { language, now }: OwnerList): Markup {
  const next = nextAction(lead);
  const hot =
    lead.class === 'hot' ? markup` <span class="badge strong">${leadWords[language].hot}</span>` : '';
  const due = next ? markup`${nextText(next.what, language)}, ${dueText(next.due, now, language)}` : '';
  return markup`<li class="card"><p><a href="${address}"><strong>${personOf(lead)}</strong></a>${hot}</p><p class="soft">${lead.facts.company}</p><p>${leadWords[language].states[lead.state]}${next ? ' · ' : ''}${due}</p></li>`;
}

function absenceList({ language, entered, fixed }: OwnerList): Markup | string {
  const say = words[language];
  const days = ({ from, to }: Absence) => `${dayText(from, language)} – ${dayText(to, language)}`;
  const own = entered.map(
    ({ from, to }) =>
      markup`<li><form class="row" method="post"><input type="hidden" name="do" value="remove"><input type="hidden" name="from" value="${from}"><input type="hidden" name="to" value="${to}"><span class="grow">${days({ from, to })}</span><button class="quiet">${say.remove}<span class="unseen">: ${days({ from, to })}</span></button></form></li>`,
  );
  const known = fixed.map(
    (absence) => markup`<li>${days(absence)} <span class="soft">${say.fixed}</span></li>`,
  );
  return own.length + known.length === 0 ? '' : markup`<ul class="plain">${own}${known}</ul>`;
}
