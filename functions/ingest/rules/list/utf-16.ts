/** How a list in UTF-16 with its mark is written; null for any other. */
export function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return 'utf-16le';
  return mark === 'feff' ? 'utf-16be' : null;
}

/** A list in UTF-16, which Excel writes as "Unicode text", as UTF-8; others as they are. */
export function withoutUtf16(bytes: Buffer): Buffer {
  const encoding = utf16Of(bytes);
  return encoding ? Buffer.from(new TextDecoder(encoding).decode(bytes), 'utf8') : bytes;
}
