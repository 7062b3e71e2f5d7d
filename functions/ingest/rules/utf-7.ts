/** Base64 between `+` and `-`, as RFC 2152 writes other letters into seven bits. */
const SHIFTED = /\+([A-Za-z\d+/]*)-?/g;

/** Reads UTF-7, which old mail programs in German still write and no decoder knows: `Gr+APwA3w-e` is `Grüße`. */
export function readUtf7(text: string): string {
  return text.replace(SHIFTED, (whole, code: string) => {
    if (code === '') return whole === '+-' ? '+' : whole;
    const bytes = Buffer.from(code, 'base64');
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le');
  });
}

/** Whether a mail says of itself that it is written so. */
export const isUtf7 = (raw: string): boolean => /charset\s{0,5}=\s{0,5}"?utf-7\b|=\?utf-7\?/i.test(raw);
