/**
 * Takes out of a mail what nobody reads and what makes reading it slow: texts beyond what is kept, thousands of parts, lines
 * without end. A mail of 10 MB is read in less than two seconds then; the whole lies in the raw bucket.
 */
import { withTrueCharset } from './rules/charset-label.ts';

/** What is kept of a text afterwards is a sixth of this. */
const MAX_TEXT_BYTES = 300_000;
const MAX_TEXT_LINES = 8000;
/** An attachment of 10 MB has 134,000 lines in base64, and lines of other encodings take more time. */
const MAX_BASE64_LINES = 150_000;
const MAX_OTHER_LINES = 20_000;
const MAX_PARTS = 300;
const MAX_HEAD_BYTES = 256 * 1024;
const MAX_BOUNDARIES = 100;
/** Lines that begin as one that parts the mail, but are none. */
const MAX_TRIED = 100_000;
const LINE_END = 10;

interface Budget {
  base64: number;
  other: number;
}

/** The same mail, shorter where it is too long to be read as it is. */
export function slimMail(raw: Uint8Array): Uint8Array {
  const mail = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const boundaries = new Set<string>();
  const budget: Budget = { base64: MAX_BASE64_LINES, other: MAX_OTHER_LINES };
  const kept: Buffer[] = [];
  let at = 0;
  let afterEnd = false;
  for (let part = 0; at < mail.length && part < MAX_PARTS; part++) {
    const body = afterEnd ? at : nextBoundary(mail.subarray(0, endOfHead(mail, at)), at, boundaries);
    const head = mail.toString('latin1', at, body);
    if (boundaries.size < MAX_BOUNDARIES) for (const boundary of boundariesOf(head)) boundaries.add(boundary);
    const end = nextBoundary(mail, body, boundaries);
    const next = afterLine(mail, end);
    const content = cut(mail.subarray(body, end), head, budget);
    const labelled = withTrueCharset(head, content);
    const own = labelled === head ? mail.subarray(at, body) : Buffer.from(labelled, 'latin1');
    kept.push(own, content, mail.subarray(end, next));
    afterEnd = /--\s*$/.test(mail.toString('latin1', end, Math.min(next, end + 200)));
    at = next;
  }
  return Buffer.concat(kept);
}

/** Where the body begins: behind the first empty line. */
function endOfHead(mail: Buffer, from: number): number {
  if (mail[from] === LINE_END) return from + 1;
  if (mail[from] === 13 && mail[from + 1] === LINE_END) return from + 2;
  const head = mail.subarray(from, from + MAX_HEAD_BYTES);
  const [bare, long] = [head.indexOf('\n\n'), head.indexOf('\n\r\n')];
  if (bare < 0 && long < 0) return from + head.length;
  return from + (long < 0 || (bare >= 0 && bare < long) ? bare + 2 : long + 3);
}

function boundariesOf(head: string): string[] {
  return [...head.matchAll(/boundary\s{0,10}=\s{0,10}(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi)].map(
    ([, quoted, bare]) => (quoted ?? bare ?? '').trim(),
  );
}

/** Where the next line begins that parts the mail. */
function nextBoundary(mail: Buffer, from: number, boundaries: ReadonlySet<string>): number {
  if (boundaries.size === 0) return mail.length;
  let at = mail.indexOf('\n--', Math.max(from - 1, 0));
  for (let tried = 0; at >= 0 && tried < MAX_TRIED; tried++, at = mail.indexOf('\n--', at + 3)) {
    const line = mail.toString('latin1', at + 3, Math.min(at + 210, mail.length)).split(/\r|\n/, 1)[0] ?? '';
    const name = line.trimEnd();
    if (boundaries.has(name) || boundaries.has(name.replace(/--$/, ''))) return at + 1;
  }
  return mail.length;
}

function afterLine(mail: Buffer, from: number): number {
  const end = mail.indexOf(LINE_END, from);
  return end < 0 ? mail.length : end + 1;
}

function cut(body: Buffer, head: string, budget: Budget): Buffer {
  const type = /^content-type:\s*([\w/-]+)/im.exec(head)?.[1]?.toLowerCase() ?? 'text/plain';
  const isText = type.startsWith('text/') && !/^content-disposition:\s*attachment/im.test(head);
  const isBase64 = /^content-transfer-encoding:\s*base64/im.test(head);
  if (isText) return firstLines(body.subarray(0, MAX_TEXT_BYTES), MAX_TEXT_LINES).part;
  const { part, lines } = firstLines(body, isBase64 ? budget.base64 : budget.other);
  budget[isBase64 ? 'base64' : 'other'] -= lines;
  return part;
}

function firstLines(body: Buffer, most: number): { part: Buffer; lines: number } {
  let end = 0;
  let lines = 0;
  while (lines < most && end < body.length) {
    end = afterLine(body, end);
    lines += 1;
  }
  return { part: body.subarray(0, end), lines };
}
