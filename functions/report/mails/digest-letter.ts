import { channelName } from '../../../shared/domain/channel-words.ts';
import type { Company } from '../../../shared/mail/company.ts';
import type { MailLanguage } from '../../../shared/mail/language.ts';
import { composeLetter } from '../../../shared/mail/letter.ts';
import type { Recipient } from '../../../shared/rules/reports.ts';
import type { Controlled } from '../rules/control.ts';
import type { Decayed } from '../rules/decayed.ts';
import type { Period } from '../rules/period.ts';
import { words } from './words.ts';

type Written = ReturnType<typeof composeLetter>;

/** Sources that a letter names; all are in the file. */
const MOST_DECAYED = 20;

interface To {
  recipient: Recipient;
  period: Period;
  language: MailLanguage;
  company: Company;
}

/**
 * A regular report: which files come along, and where it is asked for the figures that are controlled.
 * @param files names of the files that are attached
 */
export function digestLetter(
  { recipient, period, language, company }: To,
  { files, controlled }: { files: readonly string[]; controlled: readonly Controlled[] | null },
): Written {
  const say = words[language];
  const isEmpty = recipient.partner !== undefined && files.length === 0;
  const list = controlled?.map((_, n) => say.line(n)).join('\n');
  return composeLetter({
    language,
    company,
    subject: say.subject,
    greeting: say.greeting,
    parts: [
      say.intro,
      ...(list ? [say.control, list] : []),
      ...(files.length > 0 ? [say.files] : []),
      ...(isEmpty ? [say.tooFew] : []),
    ],
    footer: say.footer,
    variables: {
      from: dateText(period.from, language),
      to: dateText(period.to, language),
      every: say.every[recipient.every],
      files: files.join(', '),
      partner: recipient.partner ?? '',
      recipient: recipient.id,
      ...Object.fromEntries((controlled ?? []).flatMap((figure, n) => lineOf(figure, n, language))),
    },
  });
}

/** What the process owner reads where a regular report reaches nobody. */
export function undeliveredLetter(
  { recipient, period, language, company }: To,
  why: 'unknown' | 'returned',
): Written {
  const { greeting, footer, undelivered: say } = words[language];
  return composeLetter({
    language,
    company,
    subject: say.subject,
    greeting,
    parts: [say[why], say.ask],
    footer,
    variables: { recipient: recipient.id, to: dateText(period.to, language) },
  });
}

/** That the data of sources grow worse. @param day the day on which that began */
export function decayLetter(
  { day, language, company }: Pick<To, 'language' | 'company'> & { day: string },
  sources: readonly Decayed[],
): Written {
  const { greeting, decay: say } = words[language];
  const percent = new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { style: 'percent' });
  const named = sources.slice(0, MOST_DECAYED);
  const variables = named.flatMap(({ channel, source, now, before }, n): [string, string][] => {
    return [
      [`source_${n}`, source],
      [`channel_${n}`, channelName(channel, language)],
      [`now_${n}`, percent.format(now)],
      [`before_${n}`, percent.format(before)],
    ];
  });
  return composeLetter({
    language,
    company,
    subject: say.subject,
    greeting,
    parts: [say.intro, named.map((_, n) => say.line(n)).join('\n'), say.ask],
    footer: say.footer,
    variables: {
      ...Object.fromEntries(variables),
      day: dateText(day, language),
      more: sources.length > 1 ? String(sources.length - 1) : '',
    },
  });
}

function dateText(day: string, language: MailLanguage): string {
  const date = new Date(`${day}T00:00:00Z`);
  const style = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return date.toLocaleDateString(language === 'de' ? 'de-DE' : 'en-GB', style);
}

function lineOf(
  { figure, now, before, target, missed }: Controlled,
  n: number,
  language: MailLanguage,
): [string, string | boolean][] {
  const isShare = figure === 'hotShare' || figure === 'answersKept';
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const plain = new Intl.NumberFormat(locale, {
    maximumFractionDigits: isShare ? 0 : 1,
    ...(isShare ? { style: 'percent' } : {}),
  });
  const signed = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const shown = (value: number | null) => (value === null ? '' : plain.format(value));
  const change = now === null || before === null ? '' : signed.format((now - before) * (isShare ? 100 : 1));
  return [
    [`name_${n}`, words[language].figures[figure]],
    [`now_${n}`, shown(now) || '–'],
    [`before_${n}`, change === '' ? '' : shown(before)],
    [`change_${n}`, isShare ? `${change} ${language === 'de' ? 'Punkte' : 'points'}` : change],
    [`target_${n}`, shown(target)],
    [`missed_${n}`, missed],
  ];
}
