/** A list in UTF-16, which Excel writes as "Unicode text", as UTF-8; others as they are. */
export function withoutUtf16(bytes: Buffer): Buffer {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark !== 'fffe' && mark !== 'feff') return bytes;
  const text = new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be').decode(bytes);
  return Buffer.from(text, 'utf8');
}
