/** Who reads mails and opens pages: people, or mail scanners, previews and robots, whose acts are worth nothing (R98). */
import type { Act } from '../domain/behaviour.ts';

/** Nobody has read a mail and decided within so many seconds after it arrived; scanners have. */
const SOON_MS = 10_000;
/** People click one link and read on; who uses all links of a mail within so many seconds is a scanner. */
const BURST_MS = 10_000;
/** Links within that time that are enough, however many more the mail has. */
const BURST_LINKS = 3;

/**
 * Words by which robots, link previews, monitors and mail scanners call themselves (isbot's list, shortened to what reads
 * mails and company sites), and programs that are no browsers.
 */
const ROBOTS =
  /bot\b|bots\b|crawl|spider|slurp|preview|scan|monitor|headless|phantomjs|puppeteer|playwright|lighthouse|facebookexternalhit|whatsapp|embedly|googleimageproxy|yahoomailproxy|mimecast|barracuda|proofpoint|safelinks|trendmicro|symantec|fortinet|curl\/|wget\/|python-|java\/|okhttp|go-http-client|libwww|httpclient|axios|node-fetch|^node$|^undici/i;

/** A request as far as it tells who makes it. */
interface Reader {
  method: string;
  headers: Readonly<Record<string, string | undefined>>;
}

/** Whether a program asks rather than a person: it says so, fetches in advance, wants the head only, or names no browser. */
export function isMachine({ method, headers }: Reader): boolean {
  if (method === 'HEAD') return true;
  const purposes = [headers.purpose, headers['sec-purpose'], headers['x-purpose'], headers['x-moz']];
  if (purposes.some((purpose) => /prefetch|preview|prerender/i.test(purpose ?? ''))) return true;
  return isRobot(headers['user-agent']);
}

/** The kind of program that a user agent names, as coarse as a person may be told apart by it. */
export function agentClass(userAgent: string): NonNullable<Act['agent']> {
  if (isRobot(userAgent)) return 'other';
  if (/mobi|android|iphone|ipad/i.test(userAgent)) return 'phone';
  return /^mozilla\//i.test(userAgent) ? 'computer' : 'other';
}

/** Whether a user agent is that of a robot; browsers always name themselves. */
function isRobot(userAgent: string | undefined): boolean {
  return !userAgent?.trim() || ROBOTS.test(userAgent);
}

/**
 * The acts that no person can have done, judged by all that is known of the mail now, so that a later burst unmasks
 * earlier clicks. Acts that are void already are not told again.
 * @returns id and reason, in the order of the acts
 */
export function unmasked(acts: readonly Act[]): { id: string; reason: string }[] {
  const mails = new Map<string, Act[]>();
  for (const act of acts) if (act.mail) mails.set(act.mail, [...(mails.get(act.mail) ?? []), act]);
  const reasons = new Map([...mails.values()].flatMap((mail) => [...judged(mail)]));
  return acts.flatMap(({ id, void: known }) => {
    const reason = reasons.get(id);
    return reason === undefined || known !== undefined ? [] : [{ id, reason }];
  });
}

/** The machines' acts among those of one mail. */
function judged(acts: readonly Act[]): Map<string, string> {
  const read = acts.filter(({ type }) => type !== 'mail-delivered');
  const reasons = new Map<string, string>();
  for (const act of read) {
    if (act.void !== undefined) reasons.set(act.id, act.void);
    else if (isSoon(act, acts)) reasons.set(act.id, 'too-soon');
    else if (isInBurst(act, read)) reasons.set(act.id, 'all-links-at-once');
  }
  const readers = new Set(read.flatMap(({ id, reader }) => (reader && reasons.has(id) ? [reader] : [])));
  for (const { id, reader } of read) {
    if (reader && readers.has(reader) && !reasons.has(id)) reasons.set(id, 'same-reader');
  }
  return reasons;
}

/** Counted from the arrival, and from the sending where nothing was heard of it. */
function isSoon(act: Act, acts: readonly Act[]): boolean {
  const arrived = acts.find(({ type }) => type === 'mail-delivered')?.at ?? act.sentAt;
  if (arrived === undefined) return false;
  return Date.parse(act.at) - Date.parse(arrived) <= SOON_MS;
}

function isInBurst(act: Act, acts: readonly Act[]): boolean {
  if (act.link === undefined) return false;
  const enough = Math.min(BURST_LINKS, Math.max(...acts.map(({ links }) => links ?? BURST_LINKS)));
  if (enough < 2) return false;
  return acts.some((first) => {
    const since = Date.parse(act.at) - Date.parse(first.at);
    if (since < 0 || since > BURST_MS) return false;
    const within = acts.filter(({ at }) => {
      const after = Date.parse(at) - Date.parse(first.at);
      return after >= 0 && after <= BURST_MS;
    });
    return new Set(within.flatMap(({ link }) => link ?? [])).size >= enough;
  });
}
