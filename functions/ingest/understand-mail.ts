/** What a mail is: somebody's inquiry, or something that no person waits for an answer to. */
import type { Finding } from '../../shared/domain/facts.ts';
import type { FindingCode } from '../../shared/rules/intake.ts';
import type { Mailbox, ReadMail } from './read-mail.ts';
import { hasAdf, readAdf } from './rules/adf.ts';
import { type Automatic, automaticMail, soundsAutomatic } from './rules/automatic-mail.ts';
import { readEmail } from './rules/email-address.ts';
import { fieldOf } from './rules/field-names.ts';
import { finding, nothingRejected } from './rules/findings.ts';
import type { Fields } from './rules/gather-fields.ts';
import { readLabelledLines } from './rules/labelled-lines.ts';
import { isFreeMail } from './rules/mail-domains.ts';
import type { Plain } from './rules/plain-values.ts';
import { forwardedFrom, isPassedOn, withoutQuotes } from './rules/quoted-text.ts';
import type { ReadingContext } from './rules/reading.ts';
import { partSignature } from './rules/signature.ts';
import { readSignature, type SignatureFacts } from './rules/signature-facts.ts';
import { type Understood, understand } from './understand.ts';

/** What the receiving server found out; only it is believed, never a header of the mail. */
export interface Receipt {
  spam: boolean;
  /** The sender's domain did not send this: `forbidden` if it wants such mail refused. */
  unproven: 'no' | 'yes' | 'forbidden';
  /** Envelope sender; `<>` or empty for bounces. */
  sender: string;
  /** Addresses that the mail was delivered to. */
  recipients: readonly string[];
  /** A person has looked at it and wants it read, whatever sent it. */
  wanted?: true;
}

export type UnderstoodMail =
  | { kind: 'ignored'; reason: Automatic }
  /** Nobody can be answered, or perhaps nobody wrote it: it waits for a person to look at it. */
  | {
      kind: 'nobody';
      reason: 'sender-unreadable' | 'encrypted' | 'perhaps-automatic';
      understood: Understood;
    }
  | { kind: 'inquiry'; understood: Understood };

/** Senders that are programs: behind them stands who is named in the text, or in Reply-To. */
const PROGRAM =
  /^(?:no-?reply|do-?not-?reply|wordpress|www-data|apache|nobody|root|web(?:master|site|server|form)?|form(?:ular|mail(?:er)?|s)?|kontaktformular|contact-?form|mailer|notifications?|system|server|cgi-mailer)(?:[+._-].*)?@/i;
const MAX_ADF_BYTES = 500_000;
const COMPANY_NAME = /\b(?:gmbh|ag|kg|ohg|ug|e\.\s?k\.|e\.\s?v\.|ltd|inc|llc|team|service|vertrieb|info)\b/i;

/** Pure: the same mail gives the same result. */
export function understandMail(mail: ReadMail, receipt: Receipt, context: ReadingContext): UnderstoodMail {
  const { intake } = context;
  const automatic = automaticMail(mail, { sender: receipt.sender, own: intake.ownAddresses });
  const adf = adfOf(mail);
  const notice = adf ?? readLabelledLines(withoutQuotes(mail.text));
  // The notice of a form is sent by a program, and often over a list; a person waits all the same.
  const forPerson = notice !== null && (automatic === 'mailing-list' || automatic === 'auto-generated');
  if (automatic && !forPerson && !receipt.wanted) return { kind: 'ignored', reason: automatic };
  const fields = adf ?? (notice ? noticeFields(mail, notice, receipt) : letterFields(mail, receipt, context));
  const [mailbox = 'mail'] = receipt.recipients;
  const understood = understand(fields, { ...context, channel: 'email', source: mailbox });
  const { email, phone, street } = understood.facts;
  if (!email && !phone && !street) return { kind: 'nobody', reason: 'sender-unreadable', understood };
  if (isEncrypted(mail) && !receipt.wanted) return { kind: 'nobody', reason: 'encrypted', understood };
  if (!notice && !receipt.wanted && soundsAutomatic(mail))
    return { kind: 'nobody', reason: 'perhaps-automatic', understood };
  return { kind: 'inquiry', understood: weighed(understood, receipt, context) };
}

/** Whether nobody but the one with the key can read what it says (S/MIME, PGP). */
function isEncrypted({ headers, text, attachments }: ReadMail): boolean {
  if (/^-----BEGIN PGP MESSAGE-----/m.test(text.slice(0, 2000))) return true;
  const kinds = [
    ...(headers.get('content-type') ?? []),
    ...attachments.map(({ contentType }) => contentType),
  ];
  return (
    text === '' &&
    kinds.some((kind) => /multipart\/encrypted|pgp-encrypted|enveloped-data|pkcs7-mime/i.test(kind))
  );
}

/** The lead of a portal of the car trade, in the text or attached: it says all about the person, its sender nothing. */
function adfOf({ text, subject, attachments }: ReadMail): Fields | null {
  const xml = attachments.filter(({ name, contentType }) => /xml|adf/i.test(`${name} ${contentType}`));
  const texts = [
    text,
    ...xml.map(({ content }) => new TextDecoder().decode(content.subarray(0, MAX_ADF_BYTES))),
  ];
  const [fields] = texts.filter(hasAdf).flatMap(readAdf);
  return fields ? { ...(subject ? { subject } : {}), ...fields } : null;
}

/** Who answers reach: the sender, or the Reply-To of a program. */
function personOf({ from, replyTo }: ReadMail, { recipients }: Receipt): Mailbox | null {
  const program = !from || PROGRAM.test(from.address) || recipients.includes(from.address.toLowerCase());
  return program ? (replyTo ?? (from && !PROGRAM.test(from.address) ? from : null)) : from;
}

/** A notice says who it is about; its sender is asked only where it does not. */
function noticeFields(mail: ReadMail, notice: Fields, receipt: Receipt): Fields {
  // Many forms name the address that they are sent to, or write from it.
  const said = Object.entries(notice).filter(
    ([, value]) => typeof value !== 'string' || !receipt.recipients.includes(value.toLowerCase()),
  );
  const labels = said.filter(([label, value]) => isUsable(label, value)).map(([label]) => fieldOf(label));
  const person = personOf(mail, receipt);
  return {
    ...Object.fromEntries(said),
    ...(labels.includes('email') || !person ? {} : { email: person.address }),
    ...(labels.includes('message') ? {} : { message: mail.text }),
    ...(labels.includes('subject') || !mail.subject ? {} : { subject: mail.subject }),
  };
}

function isUsable(label: string, value: Plain): boolean {
  if (typeof value !== 'string' || value === '') return false;
  return fieldOf(label) !== 'email' || readEmail(value) !== null;
}

function letterFields(mail: ReadMail, receipt: Receipt, { intake }: ReadingContext): Fields {
  const passedOn = isPassedOn(mail.subject) ? passedOnBy(mail, receipt, intake.ownAddresses) : null;
  const person = passedOn ?? personOf(mail, receipt);
  const { text: own, signature } = partSignature(
    passedOn?.text ?? withoutQuotes(mail.text),
    intake.defaultCountry,
  );
  // Who passes on what others wrote wants it read, but below it stands who they are.
  const text = !passedOn && isPassedOn(mail.subject) ? mail.text : own;
  const domain = person?.address.split('@')[1] ?? '';
  const signed = readSignature(signature, intake.defaultCountry, isFreeMail(domain) ? '' : domain);
  const address = person?.address || addressIn(signature);
  return {
    ...signed,
    ...(address ? { email: address } : {}),
    ...(person ? named(displayName(person), signed) : {}),
    ...(mail.subject ? { subject: mail.subject } : {}),
    ...(text ? { message: text } : {}),
  };
}

/** The first address that somebody signs with; empty if none. */
function addressIn(signature: readonly string[]): string {
  const words = signature.flatMap((line) => line.split(/[\s<>()[\]:;,|]+/));
  return words.find((word) => word.includes('@') && readEmail(word) !== null) ?? '';
}

/**
 * The writer of what a colleague passes on, of ours or of their own: it is the inquiry of the one who wrote it (spec 2).
 * What somebody passes on from outside of their company is their own inquiry. Ours is who writes from a domain of ours, whichever
 * part of it the mailbox of inquiries has (`leads.firma.de`).
 */
function passedOnBy(
  { from, text, enclosed }: ReadMail,
  { recipients }: Receipt,
  own: readonly string[],
): (Mailbox & { text: string }) | null {
  const domain = domainOf(from?.address ?? '');
  const inside = enclosed?.from ? { ...enclosed.from, text: withoutQuotes(enclosed.text) } : null;
  const named = forwardedFrom(text);
  const writer = named?.address ? named : (inside ?? named);
  const ofOurs = [...recipients, ...own].some((address) => isOneDomain(domainOf(address), domain));
  const isOther = !!writer?.address && writer.address.toLowerCase() !== from?.address.toLowerCase();
  const ofTheirs = isOther && domainOf(writer.address) === domain && !isFreeMail(domain);
  return ofOurs || ofTheirs ? writer : null;
}

const domainOf = (address: string): string => address.split('@')[1]?.toLowerCase() ?? '';

/** One is the other, or a part of it. */
function isOneDomain(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short !== '' && !isFreeMail(short) && (long === short || long.endsWith(`.${short}`));
}

/** Who signs with both names is known better by that than by one word in the address. */
function named(shown: ReturnType<typeof displayName>, { name, company }: SignatureFacts): Fields {
  if (shown.name !== undefined && !shown.name.includes(' ') && name) return {};
  return shown.company !== undefined && company ? {} : { ...shown };
}

/** Characters of a sender's name that are looked at. */
const LONGEST_NAME = 200;

/** `Anna Berg via Shop` is Anna Berg; an address or a company is no name of a person. */
function displayName({ name }: Mailbox): { name?: string; company?: string } {
  const bare = name
    .slice(0, LONGEST_NAME)
    .replace(/^['"]+|(?<!['"])['"]+$/g, '')
    .replace(/(?<!\s)(?:\s+(?:via|über)\s.*|\s*\([^()]*\)\s*)$/i, '')
    .trim();
  if (bare === '' || bare.includes('@')) return {};
  return COMPANY_NAME.test(bare) ? { company: bare } : { name: bare };
}

/** Senders of mail cannot be told what to correct: what would be rejected is looked at by a person. */
function weighed(understood: Understood, { spam, unproven }: Receipt, context: ReadingContext): Understood {
  const more: [FindingCode, boolean][] = [
    ['spam', spam],
    ['sender-forged', unproven === 'forbidden'],
    ['sender-unproven', unproven === 'yes'],
  ];
  const added = more.flatMap(([code, holds]): Finding[] => (holds ? [finding('email', code, context)] : []));
  return { ...understood, findings: nothingRejected([...added, ...understood.findings]) };
}
