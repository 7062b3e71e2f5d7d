import { channelName } from '../../../shared/domain/channel-words.ts';
import { type LeadEvent, takenBackIn } from '../../../shared/domain/events.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead, Score, ScoreCriterion } from '../../../shared/domain/lead.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { findingText } from '../../../shared/rules/finding-messages.ts';
import { type Validation, validationOf } from '../../../shared/rules/validation.ts';
import { lossText } from './loss-said.ts';
import { reasonText } from './reason-text.ts';
import { dayText, type Place, timeText } from './time.ts';
import { type Language, money, words } from './words.ts';

/** What the parts of a page about one lead are made of. */
export interface LeadView extends Place {
  /** ISO instant. */
  now: string;
  /** Names of owners by agent id. */
  names: ReadonlyMap<string, string>;
  lead: Lead;
  events: readonly LeadEvent[];
  /** Path below which what came along with inquiries is found. */
  files: string;
  inquiries: readonly Inquiry[];
}

/** Where staff find what came along with the inquiries of a lead. */
export function filesOf({ id }: Lead): string {
  return `/v1/leads/${id}/attachments`;
}

/** The person behind a lead as people call them. */
export function personOf({ id, facts: { firstName, lastName, name, company } }: Lead): string {
  return [firstName, lastName].filter(Boolean).join(' ') || name || company || id;
}

/** What is known of the person and the wish. */
export function facts(view: LeadView): Markup {
  const { lead, language } = view;
  const { facts: known } = lead;
  const validations = new Map<string, Validation>(Object.entries(validationOf(lead, view.events)));
  const checked = (key: string) => validations.get(key);
  const { values } = words[language];
  const rows: [string, Markup | string | number | undefined][] = [
    ['company', known.company],
    ['jobTitle', known.jobTitle],
    ['phone', known.phone && markup`<a href="tel:${known.phone}">${known.phone}</a>`],
    ['email', known.email && markup`<a href="mailto:${known.email}">${known.email}</a>`],
    ['address', address(lead)],
    ['website', known.website],
    ['products', known.products?.join(', ') ?? known.product],
    ['orderVolume', known.orderVolume === undefined ? undefined : money(known.orderVolume, language)],
    ['budget', known.budget === undefined ? undefined : money(known.budget, language)],
    ['timeframe', known.timeframe && dayText(known.timeframe, language)],
    ['authority', known.authority && (values[known.authority] ?? known.authority)],
    ['need', known.need && (values[known.need] ?? known.need)],
    ['currentlyUses', known.currentlyUses && (values[known.currentlyUses] ?? known.currentlyUses)],
    ['industry', known.industry],
    ['employees', known.employees],
    ['campaign', known.campaign],
  ];
  return markup`<dl>${rows
    .filter(([key, value]) => (value !== undefined && value !== '') || checked(key)?.status === 'invalid')
    .map(
      ([key, value]) =>
        markup`<dt>${words[language].facts[key]}</dt><dd>${value ?? '–'}${validity(checked(key), view)}</dd>`,
    )}</dl>`;
}

/** Whether a value can be relied on, and what told; nothing where nobody has looked. */
function validity(found: Validation | undefined, view: LeadView): Markup | string {
  if (!found || found.status === 'unchecked') return '';
  const { validation, sources } = words[view.language];
  const by = found.by ?? '';
  const told = findingText(by, view.language) ?? validation.by[by] ?? sources[by] ?? by;
  const at = found.at ? `, ${dayText(found.at.slice(0, 10), view.language)}` : '';
  const look = found.status === 'invalid' ? 'bad' : 'soft';
  return markup`<br><span class="${look}">${validation.statuses[found.status]}: ${told}${at}</span>`;
}

function address({ facts: { street, postcode, city, country } }: Lead): string {
  return [street, [postcode, city].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
}

/** One inquiry with what the person wrote. */
export function inquiryBlock(inquiry: Inquiry, view: LeadView): Markup {
  const { language } = view;
  const text = inquiry.text ?? '';
  return markup`<section><p class="soft">${timeText(inquiry.receivedAt, view)} · ${channelName(inquiry.channel, language)}${inquiry.subject ? ` · ${inquiry.subject}` : ''}${effort(inquiry, view)}</p>${text ? markup`<blockquote>${text}</blockquote>` : ''}${attachments(inquiry, view)}</section>`;
}

/** How much trouble the person took (R45). */
function effort({ id }: Inquiry, { lead, language }: LeadView): string {
  const taken = lead.inquiries.find((each) => each.id === id)?.effort;
  return taken === undefined ? '' : ` · ${words[language].facts.effort} ${taken} / 4`;
}

function attachments({ id, attachments: files }: Inquiry, view: LeadView): Markup | string {
  const links = files.map(
    ({ name, size }, index) =>
      markup`<li><a href="${view.files}/${id}/${index + 1}">${name}</a> <span class="soft">${sizeText(size, view.language)}</span></li>`,
  );
  return links.length > 0 ? markup`<p>${words[view.language].sections.attachments}</p><ul>${links}</ul>` : '';
}

/** @param bytes shown in kilobytes, as file managers do */
function sizeText(bytes: number, language: Language): string {
  return `${Math.ceil(bytes / 1000).toLocaleString(language)} kB`;
}

/** Why this owner: the rule, and each candidate with standing or what spoke against them. */
export function why({ lead, language, names }: LeadView): Markup | string {
  const { assignment } = lead;
  if (!assignment) return '';
  return markup`<p>${assignment.because} <span class="soft">(${assignment.rule})</span></p><ul>${assignment.candidates.map(
    (candidate) => {
      const name = names.get(candidate.id) ?? candidate.id;
      return markup`<li>${candidate.id === lead.owner?.id ? markup`<strong>${name}</strong>` : name}${standingText(candidate, language)}</li>`;
    },
  )}</ul>`;
}

function standingText(
  { standing, passedOver }: { standing?: number | undefined; passedOver?: string | undefined },
  language: LeadView['language'],
): string {
  const { sections, hindrances } = words[language];
  const known: Readonly<Record<string, string>> = hindrances;
  if (passedOver !== undefined) return ` – ${sections.passedOver}: ${known[passedOver] ?? passedOver}`;
  return standing === undefined ? '' : ` – ${sections.standing} ${standing.toLocaleString(language)}`;
}

/** The score, line by line. */
export function score({ lead, language }: LeadView): Markup | string {
  if (!lead.score) return '';
  const say = words[language];
  return markup`<div class="scroll"><table><thead><tr><th>${say.sections.criterion}</th><th>${say.sections.rating} × ${say.sections.weight}</th><th>${say.sections.points}</th></tr></thead><tbody>${lead.score.criteria.map(
    (row) =>
      markup`<tr><td>${say.facts[row.fact] ?? row.id.replace(/^behaviour\./, `${say.sections.behaviour}: `)}: ${valueIn(row, language)}${area(row, language)}</td><td>${row.rating === undefined ? '' : `${row.rating} × ${row.weight}`}</td><td>${row.points}</td></tr>`,
  )}</tbody><tfoot><tr><th colspan="2">${say.sections.sum} (${lead.score.code})</th><th>${lead.score.value}</th></tr></tfoot></table></div>${depth(lead.score, language)}${potential(lead.score, language)}`;
}

function valueIn({ fact, value }: ScoreCriterion, language: Language): string {
  const isChannel = (fact === 'depth' || fact === 'channel') && value !== 'unknown';
  return isChannel ? channelName(String(value), language) : factText(value, language);
}

/** How deeply the channel qualifies, and for which product where it has a table of its own. */
function depth({ depth: of }: Score, language: Language): Markup | string {
  if (!of) return '';
  const by = [channelName(of.channel, language), ...(of.product ? [of.product] : [])].join(', ');
  return markup`<p>${words[language].facts.depth}: ${of.value} / 4 <span class="soft">(${by})</span></p>`;
}

/** Where the area of a postcode stands, and the figures behind it. */
function area({ area: of }: ScoreCriterion, language: Language): Markup | string {
  if (!of) return '';
  const values = Object.entries(of.values).map(([name, value]) => `${name} ${factText(value, language)}`);
  const rank = `${words[language].sections.areaRank} ${factText(of.rank, language)} / ${factText(of.of, language)}`;
  return markup` <span class="soft">(${[rank, ...values].join(', ')})</span>`;
}

/** What could be earned with the customer, and what the estimate was made of. */
function potential({ potential: of }: Score, language: Language): Markup | string {
  if (!of) return '';
  const { facts: names, sections } = words[language];
  const because = of.because.map(({ fact, value, euros, factor }) => {
    const amount = euros === undefined ? `× ${factor?.toLocaleString(language)}` : money(euros, language);
    return `${names[fact] ?? fact} ${factText(value, language)}: ${amount}`;
  });
  return markup`<p>${sections.potential[of.figure]}: ${money(of.euros, language)} <span class="soft">(${because.join(', ')})</span></p>`;
}

/** A value of a fact as a person reads it: words of a list in the reader's language, days and large numbers too. */
export function factText(value: string | number | boolean, language: Language): string {
  if (typeof value === 'number') return value.toLocaleString(language);
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (/^\d{4}-\d\d-\d\d$/.test(value))
    return new Date(value).toLocaleDateString(language, { timeZone: 'UTC' });
  return words[language].values[value] ?? value;
}

/** The deadlines and how they stand. */
export function clocks(view: LeadView): Markup {
  const say = words[view.language];
  const mark = { running: '…', paused: '‖', met: '✓', missed: '✗', void: '' };
  const counting = view.lead.clocks.filter(({ state }) => state !== 'void');
  return markup`<ul>${counting.map(({ name, state, target }) => {
    const at = timeText(target, view);
    return state === 'running' && target < view.now
      ? markup`<li><strong class="bad">${mark[state]} ${say.clocks[name]} – ${say.sections.wasDue} ${at}</strong></li>`
      : markup`<li>${mark[state]} ${say.clocks[name]} – ${say.sections.due} ${at}</li>`;
  })}</ul>`;
}

/** What happened, newest first. */
export function history(view: LeadView): Markup {
  const say = words[view.language];
  const takenBack = takenBackIn(view.events);
  const items = [...view.events].reverse().map((event) => {
    const what = markup`${say.events[event.type] ?? event.type}${detail(event, view)}`;
    return markup`<li><span class="soft">${timeText(event.at, view)}</span> ${takenBack.has(event.id) ? markup`<s>${what}</s>` : what}</li>`;
  });
  return markup`<ul>${items}</ul>`;
}

/** What a reader wants to know of an event besides its name. */
function detail(event: LeadEvent, { language }: LeadView): Markup | string {
  switch (event.type) {
    case 'NoteAdded':
      return markup`: ${event.data.text}`;
    case 'ClockStepTaken':
      return markup` <span class="soft">– ${words[language].clocks[event.data.clock]}</span>`;
    case 'LeadAssigned':
      return markup` <span class="soft">– ${event.data.owner.name}: ${event.data.assignment.because}</span>`;
    case 'LeadScored':
      return markup` <span class="soft">– ${event.data.score.value}</span>`;
    case 'OwnerReleased':
      return said(event.data.reason ?? event.data.why, language);
    case 'LeadReturned':
    case 'LeadLost':
      return said(event.data.reason, language);
    case 'LossSurveyAnswered':
      return markup`: ${lossText(event.data, language)}`;
    case 'InquiryAnswered':
      return markup` <span class="soft">– ${event.data.package ?? event.data.how}</span>`;
    default:
      return '';
  }
}

const said = (reason: string, language: Language): Markup =>
  markup` <span class="soft">– ${reasonText(reason, language)}</span>`;
