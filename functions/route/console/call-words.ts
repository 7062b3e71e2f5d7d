import type { CallResult } from '../../../shared/domain/calls.ts';
import type { Language } from '../pages/words.ts';

interface CallWords {
  next: string;
  due: string;
  more: string;
  none: string;
  nextAt: string;
  closed: string;
  phone: string;
  notNow: string;
  tries: string;
  last: string;
  questions: string;
  /** Before how many of the must- and should-questions are answered. */
  checklist: string;
  must: string;
  nothingOpen: string;
  open: string;
  save: string;
  ended: string;
  at: string;
  note: string;
  keys: string;
  whole: string;
  unusable: string;
  results: Record<CallResult, string>;
}

/** What the pages of the call agent say. */
export const callWords: Record<Language, CallWords> = {
  de: {
    next: 'Nächster Anruf',
    due: 'Jetzt anzurufen',
    more: 'oder mehr',
    none: 'Im Moment ist niemand anzurufen.',
    nextAt: 'Der nächste Anruf steht an',
    closed: 'Jetzt wird nicht angerufen. Es geht weiter',
    phone: 'Telefon',
    notNow: 'Diese Person soll im Moment nicht angerufen werden.',
    tries: 'Vergebliche Versuche',
    last: 'Letzter Anruf',
    questions: 'Was wir noch wissen möchten',
    checklist: 'Checkliste: beantwortete Muss- und Soll-Fragen',
    must: 'nötig für den Vertrieb',
    nothingOpen: 'Alle Fragen sind beantwortet.',
    open: '– bitte wählen –',
    save: 'Antworten sichern, weiter fragen',
    ended: 'Wie ist der Anruf ausgegangen?',
    at: 'Wieder anrufen am (freiwillig)',
    note: 'Notiz (freiwillig)',
    keys: 'Tasten: Alt und die Ziffer (je nach Browser auch Alt, Umschalt und die Ziffer).',
    whole: 'Alles über diesen Lead',
    unusable:
      'Das ließ sich nicht speichern. Bitte prüfen Sie die Angaben; ein neuer Anruf muss in der Zukunft liegen.',
    results: {
      reached: 'Erreicht',
      'not-reached': 'Nicht erreicht',
      'call-back': 'Rückruf vereinbart',
      'wrong-number': 'Falsche Nummer',
      refused: 'Möchte keinen Anruf',
    },
  },
  en: {
    next: 'Next call',
    due: 'To be called now',
    more: 'or more',
    none: 'There is nobody to call at the moment.',
    nextAt: 'The next call is due',
    closed: 'No calls are made now. They go on',
    phone: 'Phone',
    notNow: 'This person should not be called at the moment.',
    tries: 'Tries that reached nobody',
    last: 'Last call',
    questions: 'What we would like to know',
    checklist: 'Checklist: must- and should-questions answered',
    must: 'needed by sales',
    nothingOpen: 'All questions are answered.',
    open: '– please choose –',
    save: 'Save answers, ask on',
    ended: 'How did the call end?',
    at: 'Call again at (optional)',
    note: 'Note (optional)',
    keys: 'Keys: Alt and the digit (in some browsers Alt, Shift and the digit).',
    whole: 'All about this lead',
    unusable: 'This could not be saved. Please check what you entered; another call must lie ahead.',
    results: {
      reached: 'Reached',
      'not-reached': 'Not reached',
      'call-back': 'Call back agreed',
      'wrong-number': 'Wrong number',
      refused: 'Wants no calls',
    },
  },
};
