import * as z from 'zod';
import { isSame, signature } from './signature.ts';

/** What a personal link is for, and whom and what it concerns. A link for one purpose is of no use for another. */
export type Link =
  /** The owner's page of one assignment; void once the lead's turn has moved on. */
  | { purpose: 'assignment'; leadId: string; turn: number; owner: string; expires: string }
  /** The person's own page: see, correct, object, erase. */
  | { purpose: 'privacy'; leadId: string; expires: string }
  /** The person's questionnaire. */
  | { purpose: 'questions'; leadId: string; expires: string }
  /** What the person is asked about one loss; `run` names it. */
  | { purpose: 'survey'; leadId: string; run: string; expires: string }
  /** The list of all open leads of one owner. */
  | { purpose: 'owner'; owner: string; expires: string }
  /** The way through a mail of ours to an address that stood in it; who signs the link vouches for the address. */
  | ({ purpose: 'click'; expires: string } & MailLink);

/** One link of a mail: in which mail to which lead, which of how many, when that was sent, and where it leads. */
export interface MailLink {
  leadId: string;
  mail: string;
  link: number;
  links: number;
  sentAt: string;
  to: string;
}

export type LinkPurpose = Link['purpose'];
export type LinkFor<P extends LinkPurpose> = Extract<Link, { purpose: P }>;

export type ReadLink<P extends LinkPurpose> =
  | { outcome: 'ok'; link: LinkFor<P> }
  | { outcome: 'malformed' | 'bad-signature' | 'wrong-purpose' | 'expired' };

/** Longer texts are not looked at. */
export const MAX_TOKEN_LENGTH = 1024;

const Token = z
  .string()
  .max(MAX_TOKEN_LENGTH)
  .regex(/^[\w-]+\.[\w-]+$/);
const instant = z
  .number()
  .int()
  .transform((milliseconds) => new Date(milliseconds).toISOString());
/** What is signed: a row, because names of fields would only make the link longer. */
const Signed = z
  .union([
    z.tuple([z.literal('assignment'), instant, z.string(), z.number().int(), z.string()]),
    z.tuple([z.literal('privacy'), instant, z.string()]),
    z.tuple([z.literal('questions'), instant, z.string()]),
    z.tuple([z.literal('survey'), instant, z.string(), z.string()]),
    z.tuple([z.literal('owner'), instant, z.string()]),
    z.tuple([
      z.literal('click'),
      instant,
      z.string(),
      z.string(),
      z.number().int(),
      z.number().int(),
      instant,
      z.url({ protocol: /^https$/ }),
    ]),
  ])
  .transform((row): Link => {
    if (row[0] === 'privacy' || row[0] === 'questions')
      return { purpose: row[0], expires: row[1], leadId: row[2] };
    if (row[0] === 'survey') return { purpose: row[0], expires: row[1], leadId: row[2], run: row[3] };
    if (row[0] === 'owner') return { purpose: row[0], expires: row[1], owner: row[2] };
    if (row[0] === 'click') {
      const [purpose, expires, leadId, mail, link, links, sentAt, to] = row;
      return { purpose, expires, leadId, mail, link, links, sentAt, to };
    }
    return { purpose: row[0], expires: row[1], leadId: row[2], turn: row[3], owner: row[4] };
  });

/**
 * Makes the token of a personal link: what it is for, and a signature over it (HMAC-SHA-256), in letters that need no
 * escaping in an address.
 * @param link `expires` is an ISO instant with milliseconds; from then on the link is void
 * @param secret the installation's link secret
 */
export function signLink(link: Link, secret: string): string {
  const signed = Buffer.from(JSON.stringify(rowOf(link))).toString('base64url');
  return `${signed}.${signature(signed, secret)}`;
}

/**
 * Reads the token of a personal link. Nothing in it is looked at before the signature fits.
 * @param token what stands in the address, whoever wrote it
 * @param purpose what the page is for that was asked
 * @param now ISO instant
 */
export function readLink<P extends LinkPurpose>(
  token: string,
  purpose: P,
  secret: string,
  now: string,
): ReadLink<P> {
  if (!Token.safeParse(token).success) return { outcome: 'malformed' };
  const [signed = '', given = ''] = token.split('.');
  if (!isSame(given, signature(signed, secret))) return { outcome: 'bad-signature' };
  const link = linkIn(signed);
  if (!link) return { outcome: 'malformed' };
  if (!isFor(link, purpose)) return { outcome: 'wrong-purpose' };
  return now < link.expires ? { outcome: 'ok', link } : { outcome: 'expired' };
}

function rowOf(link: Link): (string | number)[] {
  const head = [link.purpose, Date.parse(link.expires)];
  if (link.purpose === 'owner') return [...head, link.owner];
  if (link.purpose === 'survey') return [...head, link.leadId, link.run];
  if (link.purpose === 'click')
    return [...head, link.leadId, link.mail, link.link, link.links, Date.parse(link.sentAt), link.to];
  return link.purpose === 'assignment'
    ? [...head, link.leadId, link.turn, link.owner]
    : [...head, link.leadId];
}

function linkIn(signed: string): Link | null {
  try {
    return Signed.parse(JSON.parse(Buffer.from(signed, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

function isFor<P extends LinkPurpose>(link: Link, purpose: P): link is LinkFor<P> {
  return link.purpose === purpose;
}
