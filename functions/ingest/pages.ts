import type { Finding } from '../../shared/domain/facts.ts';
import { markup } from '../../shared/http/markup.ts';
import type { Page } from '../../shared/http/page.ts';

type Language = 'de' | 'en';

const WORDS = {
  de: {
    thanks: 'Vielen Dank für Ihre Anfrage',
    taken: 'Sie ist bei uns angekommen. Wir melden uns so bald wie möglich bei Ihnen.',
    number: 'Vorgangsnummer',
    sorry: 'Bitte prüfen Sie Ihre Angaben',
    back: 'Gehen Sie in Ihrem Browser einen Schritt zurück: Ihre Eingaben stehen dort noch.',
    refused: 'Die Anfrage konnte nicht angenommen werden',
    wait: 'Von Ihrem Anschluss kamen sehr viele Anfragen. Bitte versuchen Sie es in einer Minute noch einmal.',
    large: 'Die Anfrage ist zu groß. Bitte senden Sie große Anhänge auf anderem Weg.',
    gone: 'Dieser Link führt nicht mehr weiter',
    expired: 'Die Mail ist zu alt. Antworten Sie auf sie, und wir schicken Ihnen, was Sie suchen.',
    unknown: 'Der Link ist unvollständig. Öffnen Sie ihn bitte noch einmal aus der Mail heraus.',
    unreadable:
      'Das Formular hat etwas gesendet, das wir nicht lesen können. Bitte schreiben Sie uns auf anderem Weg.',
  },
  en: {
    thanks: 'Thank you for your inquiry',
    taken: 'It has reached us. We will be in touch as soon as we can.',
    number: 'Reference',
    sorry: 'Please check what you entered',
    back: 'Go back one step in your browser: what you typed is still there.',
    refused: 'The inquiry could not be accepted',
    wait: 'Very many inquiries came from your network. Please try again in a minute.',
    large: 'The inquiry is too large. Please send large attachments in another way.',
    gone: 'This link leads nowhere any more',
    expired: 'The mail is too old. Reply to it, and we will send you what you are looking for.',
    unknown: 'The link is incomplete. Please open it once more from the mail.',
    unreadable: 'The form sent something that we cannot read. Please write to us in another way.',
  },
} as const;

/** What a person sees after a form was sent. */
export function thanksPage(language: Language, inquiryId: string): Page {
  const words = WORDS[language];
  const main = markup`<p>${words.taken}</p><p class="soft">${words.number}: ${inquiryId}</p>`;
  return { language, title: words.thanks, main };
}

/** What is to be corrected, all at once. */
export function findingsPage(language: Language, findings: readonly Finding[]): Page {
  const words = WORDS[language];
  const items = findings.map(({ severity, message }) =>
    severity === 'reject' ? markup`<li>${message}</li>` : markup`<li class="note">${message}</li>`,
  );
  const main = markup`<ul class="findings">${items}</ul><p>${words.back}</p>`;
  return { language, title: words.sorry, main };
}

/** Why nothing was taken at all. */
export function refusedPage(language: Language, why: 'wait' | 'large' | 'unreadable'): Page {
  const words = WORDS[language];
  return { language, title: words.refused, main: markup`<p>${words[why]}</p>` };
}

/** What a person sees who follows a link out of an old mail, or half of one. */
export function linkPage(language: Language, why: 'expired' | 'unknown'): Page {
  const words = WORDS[language];
  return { language, title: words.gone, main: markup`<p>${words[why]}</p>` };
}
