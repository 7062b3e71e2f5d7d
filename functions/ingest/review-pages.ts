import { markup } from '../../shared/http/markup.ts';
import type { Page } from '../../shared/http/page.ts';

type Language = 'de' | 'en';

const WORDS = {
  de: {
    title: 'Nicht entschieden',
    on: 'Zur Prüfung',
    other: 'Das ist für diese Anfrage nicht möglich.',
    why: {
      'sign-in': 'Bitte melden Sie sich an.',
      role: 'Ihre Rolle darf das nicht.',
      foreign: 'Das Formular gehört zu einer anderen Sitzung. Bitte laden Sie die Seite neu.',
      unreadable: 'Die Anfrage ist so nicht lesbar. Bitte berichtigen Sie: Wer ist es, und worum geht es?',
      unknown: 'Diese Anfrage gibt es nicht.',
      'contact-missing':
        'So ist niemand zu erreichen. Bitte berichtigen Sie: E-Mail-Adresse, Telefonnummer oder Straße.',
      'facts-missing': 'Bitte sagen Sie, was zu berichtigen ist.',
      'facts-unusable': 'Eine der Angaben ist nicht lesbar.',
      'decided-already': 'Jemand hat diese Anfrage schon freigegeben.',
      'too-late': 'Die 30 Tage, in denen das rückgängig zu machen war, sind vorbei.',
      'with-lead': 'Über diese Anfrage wird mit ihrem Lead entschieden.',
      'came-again': 'Die Anfrage ist inzwischen noch einmal gekommen und aufgenommen.',
    },
  },
  en: {
    title: 'Not decided',
    on: 'To the review',
    other: 'This is not possible for this inquiry.',
    why: {
      'sign-in': 'Please sign in.',
      role: 'Your role may not do this.',
      foreign: 'The form belongs to another session. Please load the page again.',
      unreadable: 'It cannot be read. Please correct it: who is it, and what is it about?',
      unknown: 'There is no such inquiry.',
      'contact-missing':
        'Nobody can be reached by it. Please correct it: e-mail address, phone number or street.',
      'facts-missing': 'Please say what is to be corrected.',
      'facts-unusable': 'One of the values cannot be read.',
      'decided-already': 'Somebody has let this inquiry through already.',
      'too-late': 'The 30 days in which it could be taken back are over.',
      'with-lead': 'This inquiry is decided on with its lead.',
      'came-again': 'The inquiry has come again meanwhile and was taken in.',
    },
  },
} as const;

/** Why nothing was decided. @param code of the refusal */
export function reviewRefusalPage(language: Language, code: string): Page {
  const say = WORDS[language];
  const why: Readonly<Record<string, string>> = say.why;
  const way = code === 'sign-in' ? '/v1/login?to=/console/review' : '/console/review';
  const main = markup`<p class="bad" role="alert">${why[code] ?? say.other}</p><p><a class="button" href="${way}">${say.on}</a></p>`;
  return { language, title: say.title, main };
}
