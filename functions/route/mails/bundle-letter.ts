import type { MailLanguage } from '../../../shared/mail/language.ts';
import type { Variables } from '../../../shared/mail/template.ts';
import { deadlineSentences } from './deadline-sentences.ts';
import { type StaffLetter, type Told, variablesOf } from './staff-letters.ts';

/** One lead of a bundle; `link` is empty where it is not the reader's. */
export type BundleLine = Pick<Told, 'kind' | 'event' | 'lead' | 'link'>;

export interface Bundled {
  /** The oldest first. */
  lines: readonly BundleLine[];
  language: MailLanguage;
  timeZone: string;
  /** The page where all of the reader's open leads or deadlines are. */
  list: string;
  /** Others follow in another mail. */
  more: boolean;
}

/** Several messages to one person: a line for each lead. Owners read who it is; others read which lead it is. */
export function bundleLetter({ lines, language, timeZone, list, more }: Bundled): StaffLetter {
  const say = language === 'de' ? german : english;
  const told = lines.map((line) => ({
    line,
    known: variablesOf({ ...line, language, timeZone, list, console: '', message: '' }),
  }));
  const texts = told.map(({ line, known }, n): [string, Variables] => {
    const who = line.link ? known.person : `Lead ${line.lead.id}`;
    const values = { ...known, who: who ?? '' };
    const named = line.link ? '[{{who}}]({{link}})' : '{{who}}';
    return [numbered(`- ${named}: ${say.line(line.kind)}`, n), renamed(values, n)];
  });
  const missed = lines.filter(({ kind }) => kind === 'deadline-missed').length;
  return {
    subject: say.subject,
    parts: [say.intro, texts.map(([part]) => part).join('\n'), ...(more ? [say.more] : []), say.all],
    variables: {
      ...Object.assign({}, ...texts.map(([, variables]) => variables)),
      count: String(lines.length),
      missed: missed > 0 ? String(missed) : '',
      list,
      together: say.together,
    },
  };
}

/** The variables of a line have its number behind their names, so that each line has its own. */
const numbered = (template: string, n: number): string =>
  template.replace(/\{\{([#^/]?)(\w+)\}\}/g, (_, sign: string, name: string) => `{{${sign}${name}_${n}}}`);

const renamed = (variables: Variables, n: number): Variables =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [`${name}_${n}`, value]));

interface Words {
  subject: string;
  intro: string;
  line(kind: BundleLine['kind']): string;
  more: string;
  all: string;
  together: string;
}

const german: Words = {
  subject: '{{count}} Leads warten auf Sie{{#missed}}, {{missed}} Fristen verpasst{{/missed}}',
  intro: 'Diese Meldungen sind seit der letzten Mail zusammengekommen, die älteste zuerst:',
  line: (kind) => {
    switch (kind) {
      case 'reminder':
        return deadlineSentences.de.reminder;
      case 'deadline-missed':
        return deadlineSentences.de.missed;
      default:
        return 'Eine Anfrage konnte nicht beantwortet werden (Grund: {{reason}}). Bitte antworten Sie von Hand.';
    }
  },
  more: 'Es sind noch mehr: die weiteren folgen in einer eigenen Mail.',
  all: '[Alles auf einen Blick]({{list}})',
  together: 'Meldungen an Sie werden zusammengefasst; eilige kommen einzeln.',
};

const english: Words = {
  subject: '{{count}} leads wait for you{{#missed}}, {{missed}} deadlines missed{{/missed}}',
  intro: 'These messages came together since the last mail, the oldest first:',
  line: (kind) => {
    switch (kind) {
      case 'reminder':
        return deadlineSentences.en.reminder;
      case 'deadline-missed':
        return deadlineSentences.en.missed;
      default:
        return 'An inquiry could not be answered (reason: {{reason}}). Please answer by hand.';
    }
  },
  more: 'There are more: the others follow in a mail of their own.',
  all: '[All at a glance]({{list}})',
  together: 'Messages to you are put together; urgent ones come alone.',
};
