import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { InquirySummary, Lead } from '../../shared/domain/lead.ts';
import { addressee } from '../../shared/mail/addressee.ts';
import type { FollowLink } from '../../shared/mail/follow-links.ts';
import type { MailLanguage } from '../../shared/mail/language.ts';
import { composeLetter } from '../../shared/mail/letter.ts';
import { salutation } from '../../shared/mail/salutation.ts';
import type { Variables } from '../../shared/mail/template.ts';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import type { AnswerVariable, FulfilmentDocument, Package } from '../../shared/rules/fulfilment.ts';
import { provenSender } from './rules/proven-sender.ts';
import { replySubject } from './rules/reply-subject.ts';

export interface Answer {
  lead: Lead;
  inquiry: InquirySummary;
  /** The inquiry as it is stored, if it came by mail. */
  whole: Inquiry | null;
  to: string;
  /** At least one; the first one's language and sender are the mail's. */
  packages: readonly [Package, ...Package[]];
  texts: { opening: string; questions: string; closing: string; notice: string; packages: readonly string[] };
  /** Address of the person's questionnaire; empty where nothing is to be asked. */
  questions: string;
  /** Address of the person's own page; empty where the mail goes to another address than the lead's. */
  ownData: string;
  attachments: OutgoingMail['attachments'];
  document: FulfilmentDocument;
  /** Address that we write from. */
  sender: string;
  /** Given where the person allows us to know what they click. */
  follow?: FollowLink | undefined;
}

/**
 * The answer as a mail: salutation, thanks, what each package says, greeting, and in the footer who we are and what
 * becomes of the data (Art. 13 GDPR). It stands in the thread of the mail that it answers, if there was one.
 */
export function writeAnswer(answer: Answer): Omit<OutgoingMail, 'tags'> {
  const { lead, inquiry, packages, document, texts } = answer;
  const [first] = packages;
  const { language } = first;
  const variables = variablesOf(answer, language);
  const subject = packages.length > 1 ? document.severalSubject[language] : first.subject;
  const letter = composeLetter({
    language,
    subject,
    greeting: salutation(addressee(lead.facts, lead.extra), language),
    parts: [
      texts.opening,
      ...sections(packages, texts.packages),
      ...(texts.questions ? [texts.questions] : []),
      texts.closing,
    ],
    footer: texts.notice,
    variables,
    company: document.company,
    follow: answer.follow,
  });
  const isReply = isAuthor(answer);
  return {
    ...letter,
    subject: (isReply && replySubject(inquiry.subject)) || letter.subject,
    from: { name: first.sender ?? document.sender[language], address: answer.sender },
    to: answer.to,
    // The name of a mail is chosen by whoever wrote it, too.
    ...(isReply && inquiry.messageId ? { inReplyTo: inquiry.messageId } : {}),
    // Asks programs that answer by themselves not to answer this (RFC 3834; the second is Exchange's word for it).
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
    attachments: answer.attachments,
    ...(answer.follow ? { followed: true } : {}),
  };
}

/** Whether whoever gets the answer surely wrote the mail: only then are its words repeated to them. */
function isAuthor({ whole, to }: Answer): boolean {
  return whole !== null && provenSender(whole)?.toLowerCase() === to.toLowerCase();
}

function variablesOf(
  { lead, packages, document, questions, ownData }: Answer,
  language: MailLanguage,
): Variables {
  const { firstName = '', lastName = '' } = addressee(lead.facts, lead.extra);
  const named = packages.filter(({ products }) => products.length > 0).map(({ name }) => name);
  return {
    firstName,
    lastName,
    product: new Intl.ListFormat(language).format(named),
    several: packages.length > 1,
    company: document.company.name,
    website: document.company.website,
    sender: packages[0].sender ?? document.sender[language],
    privacy: document.privacy[language],
    questions,
    ownData,
  } satisfies Record<AnswerVariable, string | boolean>;
}

/** Several packages stand below each other, each under its name. */
function sections(packages: readonly Package[], texts: readonly string[]): string[] {
  if (packages.length < 2) return [...texts];
  return packages.map(({ name }, index) => `# ${name}\n\n${texts[index] ?? ''}`);
}
