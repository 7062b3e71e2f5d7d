import type { Finding } from '../../shared/domain/facts.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { CORRECTABLE, type PrivacyAction } from '../../shared/http/api/privacy.ts';
import { type Markup, markup } from '../../shared/http/markup.ts';
import type { Page } from '../../shared/http/page.ts';
import { PRIVACY_WORDS as WORDS } from './privacy-words.ts';
import { purposesOf } from './rules/own-data.ts';

type Language = 'de' | 'en';
/** What was just done for the person. */
export type Done = Exclude<PrivacyAction['action'], 'export'>;

interface Shown {
  language: Language;
  lead: Lead;
  done?: Done;
  /** What is wrong with a correction. */
  findings: readonly Finding[];
}

/** What the person agrees to by the button; kept with the consent. */
export function consentWording(purpose: string, language: Language): string {
  return `${WORDS[language].agree}: ${purposeName(purpose, language)}`;
}

/** What is kept about a person and what they may do about it; needs no script. */
export function privacyPage({ language, lead, done, findings }: Shown): Page {
  const say = WORDS[language];
  const told = done ? markup`<p class="good" role="status">${say.done[done]}</p>` : '';
  return {
    language,
    title: say.title,
    main: markup`${told}<p>${say.why}</p>${known(lead, language)}${consents(lead, language)}${inquiries(lead, language)}${owner(lead, language)}
<h2>${say.correct}</h2><form method="post"><input type="hidden" name="action" value="correct">${CORRECTABLE.map((name) => field(name, { lead, language, findings }))}<p class="soft">${say.emailStays}</p><button>${say.save}</button></form>
<h2>${say.rights}</h2>${(['unsubscribe', 'object', 'export'] as const).map(
      (action) =>
        markup`<form method="post"><p>${say.explain[action]}</p><button name="action" value="${action}">${say.buttons[action]}</button></form>`,
    )}<form method="post"><p>${say.eraseAtOnce.explain}</p><label><input type="checkbox" required> ${say.eraseAtOnce.sure}</label><p><button name="action" value="erase">${say.eraseAtOnce.button}</button></p></form>`,
  };
}

/** The person has just had their data erased. */
export function erasingPage(language: Language): Page {
  const { title, text } = WORDS[language].eraseAtOnce;
  return { language, title, main: markup`<p role="status">${text}</p>` };
}

/** For whom it is not proven that all data are theirs: they may ask to be left in peace, and write to us. */
export function peacePage(language: Language, done: Done | undefined): Page {
  const say = WORDS[language];
  const told = done ? markup`<p class="good" role="status">${say.done[done]}</p>` : '';
  const forms = (['unsubscribe', 'object', 'erase'] as const).map(
    (action) =>
      markup`<form method="post"><p>${say.explain[action]}</p><button name="action" value="${action}">${say.buttons[action]}</button></form>`,
  );
  return { language, title: say.title, main: markup`${told}<p>${say.unproven}</p>${forms}` };
}

/** Why the page cannot be used. */
export function unusablePage(language: Language, status: 400 | 403 | 404 | 410 | 413 | 415 | 422): Page {
  const say = WORDS[language];
  return { language, title: say.unusable[status], main: markup`<p>${say.unusableText}</p>` };
}

function known({ facts }: Lead, language: Language): Markup {
  const { facts: names, known: title } = WORDS[language];
  const labels: Readonly<Record<string, string>> = names;
  const rows = Object.entries(facts).map(
    ([name, value]) =>
      markup`<dt>${labels[name] ?? name}</dt><dd>${Array.isArray(value) ? value.join(', ') : String(value)}</dd>`,
  );
  return markup`<h2>${title}</h2><dl>${rows}</dl>`;
}

function consents(lead: Lead, language: Language): Markup {
  const say = WORDS[language];
  const rows = purposesOf(lead).map((purpose) => {
    const consent = lead.consents[purpose];
    const state = consent
      ? `${consent.given ? say.given : say.refused} ${day(consent.at, language)}`
      : say.never;
    const action = consent?.given ? 'withdraw' : 'confirm';
    const label = `${say.buttons[action]}: ${purposeName(purpose, language)}`;
    return markup`<li><form method="post"><p><strong>${purposeName(purpose, language)}</strong>: ${state}</p><input type="hidden" name="purpose" value="${purpose}"><button name="action" value="${action}" aria-label="${label}">${say.buttons[action]}</button></form></li>`;
  });
  return markup`<h2>${say.consents}</h2><ul class="plain">${rows}</ul>`;
}

function inquiries({ inquiries: asked }: Lead, language: Language): Markup {
  const rows = asked.map(
    ({ receivedAt, channel, subject }) =>
      markup`<li>${day(receivedAt, language)}, ${channel}${subject ? `: ${subject}` : ''}</li>`,
  );
  return markup`<h2>${WORDS[language].inquiries}</h2><ul>${rows}</ul>`;
}

function owner({ owner: has }: Lead, language: Language): Markup | string {
  return has ? markup`<p>${WORDS[language].owner} ${has.name}</p>` : '';
}

function field(
  name: (typeof CORRECTABLE)[number],
  { lead, language, findings }: Pick<Shown, 'lead' | 'language' | 'findings'>,
): Markup {
  const say = WORDS[language];
  const wrong = findings.find((finding) => finding.field === name);
  const text = wrong ? markup`<p class="bad" id="${name}-problem">${wrong.message || say.problem}</p>` : '';
  const described = wrong ? markup` aria-invalid="true" aria-describedby="${name}-problem"` : '';
  return markup`<label for="${name}">${say.facts[name]}</label>${text}<input id="${name}" name="${name}" value="${lead.facts[name] ?? ''}"${described}>`;
}

function purposeName(purpose: string, language: Language): string {
  const names: Readonly<Record<string, string>> = WORDS[language].purposes;
  return names[purpose] ?? purpose;
}

const day = (at: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'Europe/Berlin' }).format(new Date(at));
