import type { ReadMail } from '../read-mail.ts';
import { fold } from './text.ts';

/** Why a mail was written by no person who waits for an answer. */
export type Automatic =
  | 'own-mail'
  | 'bounce'
  | 'complaint-report'
  | 'receipt'
  | 'auto-reply'
  | 'calendar'
  | 'mailing-list'
  | 'auto-generated';

/** Programs that tell of delivery. */
const POSTMASTER =
  /^(?:(?:mailer-?daemon|postmaster|mail-?delivery|double-bounce)(?:\+.*)?|microsoftexchange[\da-f]{32})@/i;
const BOUNCED =
  /undeliver|delivery (?:status|failure|has failed|notification)|mail delivery|returned mail|returned to sender|failure notice|could not be delivered|unzustellbar|nicht zustellbar|nicht zugestellt|zustellung.{0,20}fehlgeschlagen|fehler bei der zustellung/i;
const AWAY =
  /^(?:(?:re|aw|sv)\s*:\s*)?(?:auto(?:matic|matische|mated)?[ _:-]*(?:reply|antwort|response|email|e-mail)|autosvar|out of (?:the )?office|abwesen(?:d|heit)|urlaubs(?:vertretung|abwesenheit|notiz)|ich bin (?:nicht im|außer haus)|vacation|ooo\b|r[eé]ponse automatique|respuesta autom|risposta automatica)|(?:abwesenheitsnotiz|automatische antwort|automatic reply|out of (?:the )?office)/i;
/** `Anna Berg ist außer Haus.`, as Notes answers. */
const NAMED_AWAY =
  /^(.{2,80})\s(?:ist (?:außer haus|nicht im (?:büro|haus)|abwesend)|is (?:out of the office|away)|est absente?(?:\(e\))?)[ .]{0,3}(?:\(.{0,60})?$/i;
/** What absent people have their programs write that leave no other mark; one alone might be a person's own words. */
const ABSENT = [
  /\b(?:ich bin|i am|i'm|i will be|ich werde|wir sind|je suis|je serai)\b.{0,80}(?:im urlaub|außer haus|nicht im (?:büro|haus)|abwesend|nicht erreichbar|out of (?:the )?office|on (?:vacation|holiday|leave)|away|absente?\b)/is,
  /nicht weitergeleitet|keinen zugriff auf meine|in dringenden fällen|nach meiner rückkehr|ab dem \S{1,12} wieder|wende(?:n sie)? (?:sie )?sich (?:bitte )?an|not be forwarded|limited access|no access to my|in urgent cases|for urgent|upon my return|when i return|dès mon retour|en cas d'urgence/i,
];
/** What programs write that took a mail in, or that ask who sent it. */
const CONFIRMS = /ticket|eingangsbestätigung|empfangsbestätigung|received your|ist (?:bei uns )?eingegangen/i;
const WRITTEN_BY_PROGRAM =
  /automatisch (?:generierte|erstellte|erzeugte|versendete|versandte)|automatisch (?:generiert|erstellt|erzeugt|versendet|versandt)|automat(?:ed|ic(?:ally)?)[ -](?:message|e-?mail|reply|response|generated|sent)/i;
const CHALLENGES =
  /(?:verify|confirm|bestätigen|verifizieren).{0,120}(?:so that|in order (?:for|to)|before|damit|um)\b.{0,30}\b(?:your|the|ihre|die) (?:e-?mail|message|nachricht).{0,40}(?:delivered|deliver|zugestellt|zustellen|release|freigegeben)/is;
const READ_SUBJECT = /^(?:gelesen|ungelesen gelöscht|nicht gelesen|read|not read|lu|lue)\s?:/i;
const READ_TEXT = /wurde am .{4,60}gelesen|ohne gelesen|was (?:read|deleted without)|a été lu/is;
/** Reports about mail of a whole domain (RFC 7489, RFC 8460). */
const DOMAIN_REPORT = /^\W{0,3}report domain:\s{0,5}\S+/i;
/** Longer texts were written by people. */
const PROGRAM_TEXT = 1500;
const REPLY = /^(?:re|aw|antw|sv|rif|tr)\s?:/i;

/** Senders of mailings that do not say so in their headers. */
const MAILING =
  /^(?:e-?)?news(?:letter)?(?:[._-].*)?\d*@|^(?:mailings?|promo(?:tion)?s?|campaigns?|kampagnen?|no-?reply|do-?not-?reply)(?:[._-].*)?\d*@/i;
const UNSUBSCRIBE = /unsubscribe|abmelden|abbestellen|abmeldelink|austragen/i;

/**
 * Recognises bounces, automatic replies, mailing lists and our own mails coming back.
 * @param envelope sender as the server was told, empty for a bounce; addresses of ours
 * @returns null for a mail that a person wrote; `mailing-list` and `auto-generated` may still be the notice of a form
 */
export function automaticMail(
  { headers, from, subject, text, attachments }: Omit<ReadMail, 'replyTo' | 'messageId'>,
  envelope: { sender: string; own: readonly string[] },
): Automatic | null {
  const header = (name: string): string => (headers.get(name) ?? []).join(' ').trim().toLowerCase();
  const parts = attachments.map(({ contentType }) => contentType);
  const type = header('content-type');
  // Without any sender it is no reply to anybody, but something that a person must look at.
  const nobody = from !== null && [header('return-path'), envelope.sender].includes('<>');
  if (from && envelope.own.includes(from.address.toLowerCase())) return 'own-mail';
  if (/report-type="?feedback-report/.test(type) || parts.includes('message/feedback-report'))
    return 'complaint-report';
  if (
    /report-type="?disposition-notification/.test(type) ||
    parts.includes('message/disposition-notification')
  )
    return 'receipt';
  if (/report-type="?delivery-status/.test(type) || parts.includes('message/delivery-status'))
    return 'bounce';
  if (headers.has('x-failed-recipients') || (from && POSTMASTER.test(from.address))) return 'bounce';
  if (BOUNCED.test(subject) && (nobody || type.startsWith('multipart/report'))) return 'bounce';
  if (READ_SUBJECT.test(subject) && READ_TEXT.test(text.slice(0, PROGRAM_TEXT))) return 'receipt';
  if (isAutoReply(header, subject) || nobody || isAway(subject, from)) return 'auto-reply';
  if (headers.has('tls-report-domain') || DOMAIN_REPORT.test(subject)) return 'auto-generated';
  if ((/^text\/calendar/.test(type) && /method="?reply/.test(type)) || attachments.some(answersInvitation))
    return 'calendar';
  if (isMailing(header, headers) || (from && MAILING.test(from.address) && UNSUBSCRIBE.test(text)))
    return 'mailing-list';
  return /^auto-(generated|notified)/.test(header('auto-submitted')) ||
    headers.has('x-auto-response-suppress')
    ? 'auto-generated'
    : null;
}

/** Whether a subject says of the sender that they are away, by a word of their name. */
function isAway(subject: string, from: ReadMail['from']): boolean {
  const [, who] = NAMED_AWAY.exec(subject) ?? [];
  const words = fold(`${from?.name ?? ''} ${from?.address.split('@')[0] ?? ''}`.replace(/[^\p{L}]+/gu, ' '));
  const said = who?.split(/[^\p{L}]+/u).filter((word) => word.length > 2) ?? [];
  return said.length > 0 && said.every((word) => words.includes(fold(word)));
}

/**
 * Whether a text without any other mark sounds like the answer of a program: of somebody away, of a help desk, or of a guard.
 * It may be a person's own words all the same: who shows such a mail to a person loses nobody.
 */
export function soundsAutomatic({ subject, text }: Pick<ReadMail, 'subject' | 'text'>): boolean {
  if (text.length > PROGRAM_TEXT) return false;
  if (REPLY.test(subject) && ABSENT.every((each) => each.test(text))) return true;
  return (CONFIRMS.test(subject) && WRITTEN_BY_PROGRAM.test(text)) || CHALLENGES.test(text);
}

function isMailing(header: (name: string) => string, headers: ReadonlyMap<string, unknown>): boolean {
  const marks = ['list-id', 'list-unsubscribe', 'list-post'];
  return /^(bulk|list|junk)/.test(header('precedence')) || marks.some((name) => headers.has(name));
}

/** Whether somebody's calendar says who comes. */
function answersInvitation({ contentType, content }: ReadMail['attachments'][number]): boolean {
  const start = () => new TextDecoder().decode(content.subarray(0, 2000));
  return (
    contentType.startsWith('text/calendar') && /^METHOD:(?:REPLY|COUNTER|CANCEL|REFRESH)/im.test(start())
  );
}

function isAutoReply(header: (name: string) => string, subject: string): boolean {
  return (
    header('auto-submitted').startsWith('auto-replied') ||
    header('precedence').startsWith('auto_reply') ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-autogenerated'].some(
      (name) => header(name) !== '' && header(name) !== 'no',
    ) ||
    header('x-apple-action') === 'vacation' ||
    AWAY.test(subject)
  );
}
