import type { Facts, Finding } from '../../shared/domain/facts.ts';
import { type Markup, markup } from '../../shared/http/markup.ts';
import type { Page } from '../../shared/http/page.ts';
import type { Advice } from '../../shared/rules/first-result.ts';
import type { Question } from '../../shared/rules/questions.ts';

type Language = 'de' | 'en';

const WORDS = {
  de: {
    title: 'Ein paar kurze Fragen',
    why: 'Ihre Antworten helfen uns, Ihnen das Richtige zu schicken und die richtige Ansprechperson zu finden. Keine Antwort ist Pflicht.',
    send: 'Antworten senden',
    thanks:
      'Danke! Ihre Antworten sind angekommen und werden gleich berücksichtigt. Möchten Sie noch etwas ergänzen?',
    result: 'Unser erster Eindruck',
    understood: 'So haben wir Ihre Antworten verstanden:',
    readOn: 'Weiterlesen',
    done: 'Vielen Dank',
    doneText:
      'Wir wissen jetzt alles, was wir für den nächsten Schritt brauchen. Sie hören von uns; bis dahin müssen Sie nichts tun.',
    open: '– bitte wählen –',
    problem: 'Diese Angabe verstehen wir nicht.',
    values: {
      concrete: 'Ich plane einen Kauf',
      general: 'Ich informiere mich allgemein',
      none: 'Ich habe keinen Bedarf',
      nothing: 'noch nichts',
      decider: 'Ich entscheide',
      buyer: 'Ich kaufe ein',
      influencer: 'Ich wirke an der Entscheidung mit',
      user: 'Ich werde damit arbeiten',
    },
    spans: {
      now: 'So bald wie möglich',
      '3 months': 'In den nächsten drei Monaten',
      '6 months': 'In den nächsten sechs Monaten',
      '12 months': 'Innerhalb eines Jahres',
      '24 months': 'Später',
    },
    unusable: {
      400: 'Die Antworten konnten nicht gelesen werden',
      404: 'Dieser Link ist nicht gültig',
      410: 'Dieser Link gilt nicht mehr',
      413: 'Die Antworten sind zu lang',
      415: 'Die Antworten konnten nicht gelesen werden',
    },
    unusableText: 'Bitte antworten Sie einfach auf unsere E-Mail.',
  },
  en: {
    title: 'A few short questions',
    why: 'Your answers help us to send you what is useful and to find the right person for you. No answer is required.',
    send: 'Send answers',
    thanks: 'Thank you! Your answers have arrived and count at once. Would you like to add something?',
    result: 'Our first impression',
    understood: 'This is how we understood your answers:',
    readOn: 'Read on',
    done: 'Thank you',
    doneText:
      'We know all that we need for the next step. You will hear from us; there is nothing left to do.',
    open: '– please choose –',
    problem: 'We do not understand this.',
    values: {
      concrete: 'I plan to buy',
      general: 'I am looking around',
      none: 'I have no need',
      nothing: 'nothing yet',
      decider: 'I decide',
      buyer: 'I buy for my company',
      influencer: 'I take part in the decision',
      user: 'I will work with it',
    },
    spans: {
      now: 'As soon as possible',
      '3 months': 'In the next three months',
      '6 months': 'In the next six months',
      '12 months': 'Within a year',
      '24 months': 'Later',
    },
    unusable: {
      400: 'The answers could not be read',
      404: 'This link is not valid',
      410: 'This link is no longer valid',
      413: 'The answers are too long',
      415: 'The answers could not be read',
    },
    unusableText: 'Please just reply to our mail.',
  },
} as const;

/** What a person gets for answers (R79): how they were understood, and what they mean. Tells nothing that was not just said. */
export interface QuestionsResult {
  understood: readonly { question: Question; value: NonNullable<Facts[keyof Facts]> }[];
  advice: readonly Advice[];
}

interface Asking {
  language: Language;
  questions: readonly Question[];
  /** Answers have just been taken. */
  result?: QuestionsResult | undefined;
  findings: readonly Finding[];
  /** What was said and could not be understood, to be corrected. */
  said: Readonly<Record<string, string>>;
}

/** The next questions as a form that needs no script. */
export function questionsPage(asking: Asking): Page {
  const { language, questions, result } = asking;
  const say = WORDS[language];
  const first = result
    ? markup`<p class="good" role="status">${say.thanks}</p>${resultPart(result, language)}`
    : markup`<p>${say.why}</p>`;
  return {
    language,
    title: say.title,
    main: markup`${first}<form method="post">${questions.map((question) =>
      field(question, asking),
    )}<button>${say.send}</button></form>`,
  };
}

/** Nothing is missing any more. */
export function donePage(language: Language, result?: QuestionsResult): Page {
  const say = WORDS[language];
  const main = markup`${result ? resultPart(result, language) : ''}<p>${say.doneText}</p>`;
  return { language, title: say.done, main };
}

function resultPart({ understood, advice }: QuestionsResult, language: Language): Markup {
  const say = WORDS[language];
  const answers = understood.map(
    ({ question, value }) =>
      markup`<li>${question.text[language]} <strong>${shown(question, value, language)}</strong></li>`,
  );
  const hints = advice.map(
    ({ text, link }) =>
      markup`<li>${text[language]}${link ? markup` <a href="${link[language]}">${say.readOn}</a>` : ''}</li>`,
  );
  const impression = hints.length > 0 ? markup`<h2>${say.result}</h2><ul>${hints}</ul>` : '';
  return markup`<p>${say.understood}</p><ul>${answers}</ul>${impression}`;
}

function shown({ fact }: Question, value: NonNullable<Facts[keyof Facts]>, language: Language): string {
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
  if (typeof value !== 'string') return value.join(', ');
  if (fact !== 'timeframe') return labelOf(value, language);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return day.format(new Date(value));
}

/** Why the page cannot be used. */
export function unusablePage(language: Language, status: 400 | 404 | 410 | 413 | 415): Page {
  const say = WORDS[language];
  return { language, title: say.unusable[status], main: markup`<p>${say.unusableText}</p>` };
}

function field({ fact, text, values }: Question, { language, findings, said }: Asking): Markup {
  const say = WORDS[language];
  const finding = findings.find((candidate) => candidate.field === fact);
  const wrong = finding
    ? markup`<p class="bad" id="${fact}-problem">${finding.message || say.problem}</p>`
    : '';
  const described = finding ? markup` aria-invalid="true" aria-describedby="${fact}-problem"` : '';
  const choices = fact === 'timeframe' ? Object.keys(say.spans) : values;
  const control = choices
    ? markup`<select id="${fact}" name="${fact}"${described}><option value="">${say.open}</option>${choices.map(
        (value) => markup`<option value="${value}">${labelOf(value, language)}</option>`,
      )}</select>`
    : markup`<input id="${fact}" name="${fact}" value="${said[fact] ?? ''}"${inputMode(fact)}${described}>`;
  return markup`<label for="${fact}">${text[language]}</label>${wrong}${control}`;
}

function labelOf(value: string, language: Language): string {
  const { values, spans } = WORDS[language];
  const labels: Readonly<Record<string, string>> = { ...values, ...spans };
  return labels[value] ?? value;
}

function inputMode(fact: string): Markup | string {
  return ['orderVolume', 'budget', 'employees', 'postcode'].includes(fact)
    ? markup` inputmode="numeric"`
    : '';
}
