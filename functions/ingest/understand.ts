/** From the fields of a form or a mail to checked facts: all findings at once, nothing lost that was not understood. */
import type { Channel, Consent, Facts, Finding } from '../../shared/domain/facts.ts';
import { channelsOf } from '../../shared/rules/intake.ts';
import { mentions } from '../../shared/rules/mentions.ts';
import type { RepeatedText } from './repeated-text.ts';
import { readInstant } from './rules/day.ts';
import type { EmailAddress } from './rules/email-address.ts';
import { sorted } from './rules/findings.ts';
import { type Fields, gatherFields } from './rules/gather-fields.ts';
import { detectLanguage, readLanguage } from './rules/language.ts';
import { readPerson } from './rules/read-person.ts';
import { organisationOf, readReach } from './rules/read-reach.ts';
import { readWish } from './rules/read-wish.ts';
import { type Reading, type ReadingContext, report, setAside, textOf } from './rules/reading.ts';
import { shorten } from './rules/shorten.ts';
import { suspicions } from './rules/spam.ts';
import { isTranscript, wordsInChat } from './rules/transcript.ts';

export interface Understood {
  facts: Facts;
  channel: Channel;
  source: string;
  capturedAt: string;
  subject?: string;
  /** The person's words, whole. */
  text?: string;
  consents: Record<string, Consent>;
  utm: Record<string, string>;
  extra: Record<string, unknown>;
  noticeVersion?: string;
  /** What it is about besides products; absent where nothing was recognised. */
  topics?: string[];
  /** Rejects first. */
  findings: Finding[];
  organisation: { name?: string; domain?: string } | null;
  email: EmailAddress | null;
  /** Where a form wants its sender to be sent on to; not checked yet. */
  redirect?: string;
  /** Under which the site has seen what the person did before; as the site's script made it up. */
  visitorId?: string;
  /** What shows that a person filled the form in; not checked yet. */
  proofs: { token?: string; work?: string };
}

export interface Sender extends ReadingContext {
  /** Holds unless the sender names another. */
  channel: Channel;
  source: string;
  /** Language of the sender's browser, if it told. */
  speaks?: string;
  /** Tells how many others said the same lately; where nobody listens, nobody did. */
  heard?: RepeatedText;
}

/** Reads, normalises and checks what somebody sent. Pure but for `heard`: the same fields at the same time give the same result. */
export function understand(body: Fields, sender: Sender): Understood {
  const said = gatherFields(body, sender.intake.spam.honeypots);
  const reading: Reading = { said, context: sender, facts: {}, findings: [] };
  readPerson(reading);
  const { email } = readReach(reading);
  const wish = readWish(reading);
  const origin = readOrigin(reading, sender);
  readTongue(reading, wish.text, sender.speaks);
  suspect(reading, wish, sender.heard);
  const { extra, cut } = shorten(said.extra);
  if (cut) report(reading, 'extra', 'extra-shortened');
  const { redirect, visitorId, formToken: token, work } = said.fields;
  return {
    ...origin,
    ...wish,
    ...topicsOf(reading, wish),
    facts: { ...reading.facts, channel: origin.channel },
    consents: consentsOf(reading, origin),
    utm: said.utm,
    extra,
    findings: sorted(reading.findings),
    organisation: organisationOf(reading, email),
    email,
    ...(typeof redirect === 'string' ? { redirect } : {}),
    ...(typeof visitorId === 'string' && visitorId.length <= 100 ? { visitorId } : {}),
    proofs: {
      ...(typeof token === 'string' ? { token } : {}),
      ...(typeof work === 'string' ? { work } : {}),
    },
  };
}

function topicsOf({ context }: Reading, { subject = '', text = '' }: Pick<Understood, 'subject' | 'text'>) {
  const said = `${subject}\n${text}`;
  const topics = Object.entries(context.intake.topics).flatMap(([topic, words]) =>
    mentions(said, words) ? [topic] : [],
  );
  return topics.length > 0 ? { topics } : {};
}

type Origin = Pick<Understood, 'channel' | 'source' | 'capturedAt' | 'noticeVersion'>;

/** From where and when it came. What is captured in the future was captured by a clock that is wrong. */
function readOrigin(reading: Reading, sender: Sender): Origin {
  const { facts, context } = reading;
  const named = textOf(reading, 'channel');
  const wanted = named?.toLowerCase().replaceAll('-', '_');
  const channel = channelsOf(context.intake).find((known) => known === wanted);
  if (named && !channel) setAside(reading, 'channel', 'value-unknown');
  const captured = textOf(reading, 'capturedAt');
  const at = captured ? readInstant(captured, context.now) : undefined;
  if (at === null) setAside(reading, 'capturedAt', 'date-unusable');
  const externalId = textOf(reading, 'externalId');
  if (externalId) facts.externalId = externalId;
  const noticeVersion = textOf(reading, 'noticeVersion');
  return {
    channel: channel ?? (wordsInChat(reading.said.extra) === null ? sender.channel : 'chat'),
    source: textOf(reading, 'source') ?? sender.source,
    capturedAt: at && at < context.now ? at : context.now,
    ...(noticeVersion ? { noticeVersion } : {}),
  };
}

/** The language to answer in: as said, else as written, else as the browser is set. */
function readTongue(reading: Reading, text: string | undefined, speaks: string | undefined): void {
  const said = textOf(reading, 'language');
  const language = (said && readLanguage(said)) ?? detectLanguage(text ?? '') ?? speaks;
  if (language) reading.facts.language = language;
}

function consentsOf({ said, context }: Reading, { source, capturedAt }: Origin): Record<string, Consent> {
  const consents: Record<string, Consent> = {};
  for (const [purpose, { given, wording, at }] of Object.entries(said.consents)) {
    const instant = at ? readInstant(at, context.now) : null;
    consents[purpose] = { given, ...(wording ? { wording } : {}), at: instant ?? capturedAt, source };
  }
  return consents;
}

/** All texts in a value of whatever shape; bodies have a bound on depth and number of values. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function suspect(reading: Reading, wish: Pick<Understood, 'subject' | 'text'>, heard?: RepeatedText): void {
  const { facts, said, context } = reading;
  const { spam } = context.intake;
  for (const name of said.honeypots) report(reading, name, 'honeypot');
  const extras = Object.entries(said.extra).flatMap(([name, value]) =>
    isTranscript(name) ? [] : textsIn(value),
  );
  const { name, company, jobTitle, street, city, industry } = facts;
  const text = [name, company, jobTitle, street, city, industry, wish.subject, wish.text, ...extras]
    .filter(Boolean)
    .join('\n');
  const shown = textOf(reading, 'startedAt');
  const startedAt = shown && /^\d{13}$/.test(shown) ? Number(shown) : Date.parse(shown ?? '');
  const seconds = (Date.parse(context.now) - startedAt) / 1000;
  const others = heard?.(wish.text ?? '', facts.email ?? facts.phone ?? '', context.now) ?? 0;
  const found = suspicions({ text, others, ...(Number.isFinite(seconds) ? { seconds } : {}) }, spam);
  if (found.reduce((sum, { points }) => sum + points, 0) < spam.threshold) return;
  said.extra.spam ??= found.map(({ because, points }) => `${because} (${points})`).join(', ');
  report(reading, 'message', 'spam');
}
