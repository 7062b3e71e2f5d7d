/** Octets of a line before it is folded (RFC 5545, 3.1; RFC 2425, 5.8.1). */
const LINE = 75;

/** A name with its parameters, and a value: one line of a calendar entry or a contact card. */
export type ContentLine = readonly [name: string, value: string];

/** A text as a value: what separates values is escaped (RFC 5545, 3.3.11; RFC 2426, 4). */
export function textValue(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/**
 * Lines as calendar and contact programs read them: folded to 75 octets, never inside a character.
 * @param lines values are escaped already
 */
export function contentLines(lines: readonly ContentLine[]): string {
  return lines.map(([name, value]) => `${fold(`${name}:${value}`)}\r\n`).join('');
}

function fold(line: string): string {
  let folded = '';
  let length = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (length + size > LINE) {
      folded += '\r\n ';
      length = 1;
    }
    folded += character;
    length += size;
  }
  return folded;
}
