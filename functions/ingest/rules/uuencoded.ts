import type { Upload } from '../read-body.ts';

const BEGIN = /^begin [0-7]{3,4} (\S[^\n]{0,200})$/;
/** A line of a file: its first letter says how many bytes it holds, of which three are four letters. */
const LINE = /^[!-M][ -`]{1,84}$/;
const END = /^(?:`| ?)$/;

/** Parts a text from the files that old mail programs write into it (uuencode): `begin 644 plan.pdf`, lines, `end`. */
export function partUuencoded(text: string): { text: string; files: Upload[] } {
  if (!/^begin [0-7]{3}/m.test(text)) return { text, files: [] };
  const own: string[] = [];
  const files: Upload[] = [];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const [, name] = BEGIN.exec(lines[at] ?? '') ?? [];
    let end = at + 1;
    while (name !== undefined && LINE.test(lines[end] ?? '')) end += 1;
    if (name !== undefined && END.test(lines[end] ?? 'none')) end += 1;
    if (name === undefined || lines[end] !== 'end') own.push(lines[at] ?? '');
    else {
      const content = Buffer.concat(lines.slice(at + 1, end).map(bytesOf));
      files.push({ name: name.trim(), contentType: 'application/octet-stream', content });
      at = end;
    }
  }
  return { text: own.join('\n'), files };
}

function bytesOf(line: string): Buffer {
  const [length = 0, ...sixes] = [...line].map((each) => (each.charCodeAt(0) - 32) & 63);
  const bytes = Buffer.alloc(Math.ceil(sixes.length / 4) * 3);
  for (let at = 0; at < sixes.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = sixes.slice(at, at + 4);
    bytes.writeUIntBE((a << 18) | (b << 12) | (c << 6) | d, (at / 4) * 3, 3);
  }
  return bytes.subarray(0, length);
}
