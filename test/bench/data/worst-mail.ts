import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryFile } from '../../../cli/intake/try-file.ts';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Figure } from './figure.ts';

const LARGEST = 10 * 1024 * 1024;
const HEAD = 'From: Anna <anna@firma.example>\r\nSubject: Hallo\r\nMIME-Version: 1.0\r\n';
/** What a mail says again and again. */
const PARTS = ['Hallo Welt\r\n', '--x\r\n\r\na\r\n', '<div><b>', '> ', 'Name: Anna\r\n', '=C3=BC=\r\n'];
const TYPES = ['multipart/mixed; boundary=x', 'text/html', 'text/plain'];

const context = {
  intake: defaultDocument('intake').document,
  now: new Date().toISOString(),
  language: 'en' as const,
};

/** What mails of 10 MB take that are made to be slow, and what becomes of one that is a byte larger. */
export async function worstMailFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'leitwerk-mail-'));
  const file = join(folder, 'one.eml');
  let most = 0;
  for (const part of PARTS)
    for (const type of TYPES) {
      writeFileSync(file, mailOf(type, part).padEnd(LARGEST, '\n'));
      const began = process.cpuUsage();
      await tryFile(file, context);
      const { user, system } = process.cpuUsage(began);
      most = Math.max(most, (user + system) / 1000);
    }
  writeFileSync(file, mailOf('text/plain', 'Hallo').padEnd(LARGEST + 1, '\n'));
  const [larger] = await tryFile(file, context);
  rmSync(folder, { recursive: true });
  return [
    {
      what: 'slowest mail of 10 MB, ms of the processor',
      value: most,
      most: 2000,
      gate: true,
      note: `of ${PARTS.length * TYPES.length} made up to be slow`,
    },
    {
      what: 'memory for mails of 10 MB, MB at most',
      value: process.resourceUsage().maxRSS / 1024,
      most: 512,
      gate: true,
      note: 'of the whole process, all of them one after the other',
    },
    {
      what: 'a mail of a byte more that is not refused as too large',
      value: larger?.reason === 'too-large' ? 0 : 1,
      most: 0,
      gate: true,
    },
  ];
}

function mailOf(type: string, part: string): string {
  const start = `${HEAD}Content-Type: ${type}\r\n\r\n`;
  return start + part.repeat(Math.floor((LARGEST - start.length) / part.length));
}
