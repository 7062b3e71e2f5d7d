import type { Language } from './words.ts';

interface Words {
  title: string;
  empty: string;
  absences: string;
  intro: string;
  from: string;
  to: string;
  add: string;
  remove: string;
  fixed: string;
  problems: Record<'malformed' | 'expired' | 'invalid', { title: string; text: string }>;
  back: string;
  share: string;
  answered: string;
  answeredIntro: string;
}

/** What the page of an owner's leads and absences says. */
export const words: Record<Language, Words> = {
  de: {
    title: 'Meine offenen Leads',
    empty: 'Zurzeit liegt kein offener Lead bei Ihnen.',
    absences: 'Meine Abwesenheiten',
    intro:
      'An diesen Tagen (beide eingeschlossen) bekommen Sie keine neuen Leads und verlieren keinen Anspruch.',
    from: 'Von',
    to: 'Bis',
    add: 'Abwesenheit eintragen',
    remove: 'Löschen',
    fixed: 'aus dem Verzeichnis',
    problems: {
      malformed: {
        title: 'Dieser Link ist nicht gültig',
        text: 'Bitte öffnen Sie den Link noch einmal aus der E-Mail.',
      },
      expired: {
        title: 'Dieser Link ist abgelaufen',
        text: 'Der Link in Ihrer neuesten E-Mail gilt.',
      },
      invalid: {
        title: 'Die Abwesenheit wurde nicht eingetragen',
        text: 'Sie muss mit dem ersten Tag beginnen und darf nicht schon vorbei sein.',
      },
    },
    back: 'Zurück',
    share: 'Mein Anteil',
    answered: 'Was sich daraufhin geändert hat',
    answeredIntro:
      'Änderungen an den Regeln, die auf Gründe aus dem Vertrieb antworten, aus den letzten 90 Tagen.',
  },
  en: {
    title: 'My open leads',
    empty: 'No open lead is yours at the moment.',
    absences: 'My absences',
    intro: 'On these days (both included) you get no new leads and lose no claim.',
    from: 'From',
    to: 'To',
    add: 'Enter absence',
    remove: 'Delete',
    fixed: 'from the directory',
    problems: {
      malformed: {
        title: 'This link is not valid',
        text: 'Please open the link from the mail once more.',
      },
      expired: { title: 'This link has expired', text: 'The link in your newest mail is good.' },
      invalid: {
        title: 'The absence was not entered',
        text: 'It must begin with its first day and must not be over.',
      },
    },
    back: 'Back',
    share: 'My share',
    answered: 'What changed because of it',
    answeredIntro: 'Changes of the rules that answer reasons given by sales, of the last 90 days.',
  },
};
