/** What mail programs say in error, most of all scripts behind forms: UTF-8 for Windows-1252, and ASCII for either. */
const SAID = /(charset\s{0,5}=\s{0,5}"?)(utf-?8|(?:us-)?ascii)(?=["\s;]|$)/i;
const ENCODED = /^content-transfer-encoding:\s{0,9}(base64|quoted-printable)/im;
const HIGH = 0x80;
const UTF8_LETTER = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

/**
 * The head of a text part with the charset that its bytes are in.
 * @param head of a part, in Latin-1
 */
export function withTrueCharset(head: string, body: Buffer): string {
  const [, , said] = SAID.exec(head) ?? [];
  if (said === undefined || !/^content-type:\s{0,9}text\//im.test(head)) return head;
  const bytes = decoded(body, ENCODED.exec(head)?.[1]?.toLowerCase());
  if (!bytes.some((byte) => byte >= HIGH)) return head;
  return head.replace(SAID, `$1${isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252'}`);
}

function decoded(body: Buffer, encoding: string | undefined): Buffer {
  const text = () => body.toString('latin1');
  if (encoding === 'base64') return Buffer.from(text(), 'base64');
  if (encoding === undefined) return body;
  const plain = text().replace(/=([\dA-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain.replace(/=\r?\n/g, ''), 'latin1');
}

/** Whether more letters are UTF-8 than bytes are not: a text with one broken letter is still what it says. */
function isMostlyUtf8(bytes: Buffer): boolean {
  let letters = 0;
  const others = bytes.toString('latin1').replace(UTF8_LETTER, () => {
    letters += 1;
    return '';
  });
  const broken = others.match(/[\x80-\xff]/g)?.length ?? 0;
  return letters >= broken;
}
