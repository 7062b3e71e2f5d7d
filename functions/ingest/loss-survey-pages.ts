import type { Finding } from '../../shared/domain/facts.ts';
import { type Markup, markup } from '../../shared/http/markup.ts';
import type { Page } from '../../shared/http/page.ts';
import type { LossSurvey } from '../../shared/rules/nurture.ts';
import { MAX_COMMENT } from './rules/loss-answer.ts';

type Language = 'de' | 'en';

const WORDS = {
  de: {
    title: 'Woran lag es?',
    why: 'Ihre Antwort hilft uns, besser zu werden. Keine Antwort ist Pflicht.',
    open: '– bitte wählen –',
    day: 'Wenn ab einem bestimmten Tag: ab wann?',
    comment: 'Möchten Sie uns noch etwas sagen?',
    send: 'Antworten senden',
    done: 'Vielen Dank',
    doneText: 'Ihre Antworten sind angekommen. Wir halten uns daran.',
  },
  en: {
    title: 'What was the reason?',
    why: 'Your answer helps us to get better. No answer is required.',
    open: '– please choose –',
    day: 'If from a certain day on: from when?',
    comment: 'Is there anything else you would like to tell us?',
    send: 'Send answers',
    done: 'Thank you',
    doneText: 'Your answers have arrived. We will stick to them.',
  },
} as const;

interface Asking {
  language: Language;
  survey: LossSurvey;
  findings: readonly Finding[];
  /** What was said and could not be understood, to be corrected. */
  said: Readonly<Record<string, string>>;
}

/** What the person is asked about a loss, as a form that needs no script. */
export function lossSurveyPage(asking: Asking): Page {
  const { language, survey, said } = asking;
  const say = WORDS[language];
  const field = (name: string, label: string, control: (described: Markup | string) => Markup) => {
    const finding = asking.findings.find((candidate) => candidate.field === name);
    const wrong = finding ? markup`<p class="bad" id="${name}-problem">${finding.message}</p>` : '';
    const described = finding ? markup` aria-invalid="true" aria-describedby="${name}-problem"` : '';
    return markup`<label for="${name}">${label}</label>${wrong}${control(described)}`;
  };
  const choice = (name: 'reason' | 'again') =>
    field(name, survey[name].question[language], (described) => {
      const options = survey[name].answers.map(
        ({ id, text }) =>
          markup`<option value="${id}"${said[name] === id ? markup` selected` : ''}>${text[language]}</option>`,
      );
      return markup`<select id="${name}" name="${name}"${described}><option value="">${say.open}</option>${options}</select>`;
    });
  const day = field(
    'day',
    say.day,
    (described) => markup`<input id="day" name="day" type="date" value="${said.day ?? ''}"${described}>`,
  );
  const comment = field(
    'comment',
    say.comment,
    (described) =>
      markup`<textarea id="comment" name="comment" rows="4" maxlength="${MAX_COMMENT}"${described}>${said.comment ?? ''}</textarea>`,
  );
  return {
    language,
    title: say.title,
    main: markup`<p>${say.why}</p><form method="post">${choice('reason')}${choice('again')}${day}${comment}<button>${say.send}</button></form>`,
  };
}

/** The answers are in. */
export function lossAnsweredPage(language: Language): Page {
  const say = WORDS[language];
  return { language, title: say.done, main: markup`<p role="status">${say.doneText}</p>` };
}
