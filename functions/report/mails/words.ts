import type { MailLanguage } from '../../../shared/mail/language.ts';
import type { Recipient } from '../../../shared/rules/reports.ts';
import type { Controlled } from '../rules/control.ts';

/** What regular reports say: templates of mustache. */
interface Words {
  greeting: string;
  subject: string;
  intro: string;
  files: string;
  /** The partner is among those that are too few people. */
  tooFew: string;
  control: string;
  /** One figure; `before` and `target` where there are any. */
  line(n: number): string;
  figures: Record<Controlled['figure'], string>;
  every: Record<Recipient['every'], string>;
  footer: string;
  undelivered: { subject: string; unknown: string; returned: string; ask: string };
  decay: { subject: string; intro: string; line(n: number): string; ask: string; footer: string };
}

const german: Words = {
  greeting: 'Guten Tag,',
  subject: 'Leads vom {{from}} bis {{to}}',
  intro: 'hier kommt der {{every}} Bericht für die Zeit vom {{from}} bis {{to}}.',
  files:
    'Im Anhang: {{files}}. Die Dateien öffnen sich in der Tabellenkalkulation; was die Spalten bedeuten, steht auf der Berichtsseite des Tages.',
  tooFew:
    'Für {{partner}} gibt es in dieser Zeit keine Zahlen: Von so wenigen Personen erzählten sie von einer einzelnen (Regel rules/reports, smallestGroup).',
  control: 'Anzahl, Güte und Stand, mit der Zeit davor und dem Ziel:',
  line: (n) =>
    `- {{name_${n}}}: {{now_${n}}}{{#before_${n}}} (davor {{before_${n}}}, {{change_${n}}}){{/before_${n}}}{{#target_${n}}}, Ziel {{target_${n}}}{{#missed_${n}}} – nicht erreicht{{/missed_${n}}}{{/target_${n}}}`,
  figures: {
    leads: 'Neue Leads',
    hotShare: 'Anteil heißer Leads an den neuen',
    won: 'Gewonnen',
    answersKept: 'Antworten in der Frist, bis heute',
    waiting: 'Reife Leads, die niemand hat',
    beyondLimit: 'Davon über der Grenze',
    overdue: 'Leads mit überschrittener Frist',
  },
  every: { day: 'tägliche', week: 'wöchentliche', month: 'monatliche' },
  footer: 'Diesen Bericht bekommt, wer in rules/reports unter recipients steht ({{recipient}}).',
  undelivered: {
    subject: 'Ein regelmäßiger Bericht kommt nicht an: {{recipient}}',
    unknown:
      'Der Bericht „{{recipient}}“ für die Zeit bis {{to}} geht an niemanden: Wen die Regel nennt, gibt es nicht, oder die Adresse wird nicht angenommen.',
    returned:
      'Der Bericht „{{recipient}}“ für die Zeit bis {{to}} kam zurück: Die Adresse nimmt keine Mails an.',
    ask: 'Bitte den Empfänger in rules/reports prüfen.',
  },
  decay: {
    subject: 'Die Daten werden schlechter: {{source_0}}{{#more}} und {{more}} weitere{{/more}}',
    intro: 'seit dem {{day}} haben deutlich mehr Anfragen etwas Auffälliges als in den neunzig Tagen davor:',
    line: (n) => `- {{source_${n}}} ({{channel_${n}}}): {{now_${n}}} der Anfragen, davor {{before_${n}}}`,
    ask: 'Was auffällt, steht bei den Anfragen; oft wurde ein Formular geändert, eine Liste gekauft oder ein Feld verwechselt. Wie es weitergeht, steht in quality.csv und auf der Berichtsseite; erst wenn es besser und dann wieder schlechter wird, kommt diese Nachricht noch einmal.',
    footer: 'Diese Nachricht bekommt, wen rules/reports unter decay nennt.',
  },
};

const english: Words = {
  greeting: 'Hello,',
  subject: 'Leads from {{from}} to {{to}}',
  intro: 'here is the {{every}} report for {{from}} to {{to}}.',
  files:
    'Attached: {{files}}. The files open in a spreadsheet program (German number format); what their columns mean is on the report page of the day.',
  tooFew:
    'There are no figures for {{partner}} of this time: of so few people they would tell of a single one (rule rules/reports, smallestGroup).',
  control: 'Number, quality and status, beside the time before and the target:',
  line: (n) =>
    `- {{name_${n}}}: {{now_${n}}}{{#before_${n}}} (before {{before_${n}}}, {{change_${n}}}){{/before_${n}}}{{#target_${n}}}, target {{target_${n}}}{{#missed_${n}}} – missed{{/missed_${n}}}{{/target_${n}}}`,
  figures: {
    leads: 'New leads',
    hotShare: 'Share of hot leads among the new',
    won: 'Won',
    answersKept: 'Answers in time, up to now',
    waiting: 'Ripe leads that nobody has',
    beyondLimit: 'Of these, beyond the limit',
    overdue: 'Leads with a missed deadline',
  },
  every: { day: 'daily', week: 'weekly', month: 'monthly' },
  footer: 'Who is among the recipients of rules/reports gets this report ({{recipient}}).',
  undelivered: {
    subject: 'A regular report does not arrive: {{recipient}}',
    unknown:
      'The report "{{recipient}}" for the time up to {{to}} goes to nobody: whom the rule names does not exist, or the address is not accepted.',
    returned: 'The report "{{recipient}}" for the time up to {{to}} came back: the address takes no mail.',
    ask: 'Please check the recipient in rules/reports.',
  },
  decay: {
    subject: 'Data grow worse: {{source_0}}{{#more}} and {{more}} more{{/more}}',
    intro: 'since {{day}} clearly more inquiries have something to notice than in the ninety days before:',
    line: (n) =>
      `- {{source_${n}}} ({{channel_${n}}}): {{now_${n}}} of the inquiries, before {{before_${n}}}`,
    ask: 'What was noticed stands with the inquiries; often a form was changed, a list was bought or a field was mistaken for another. How it goes on is in quality.csv and on the report page; this message comes again only when it has become better and worse once more.',
    footer: 'Whom rules/reports names under decay gets this message.',
  },
};

export const words: Record<MailLanguage, Words> = { de: german, en: english };
