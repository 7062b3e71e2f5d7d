import { describe, expect, it } from 'vitest';
import { readMail } from './read-mail.ts';
import { slimMail } from './slim-mail.ts';

const MEGABYTE = 1024 * 1024;
const head = 'From: Anna <anna@firma.example>\r\nSubject: Hallo\r\nMIME-Version: 1.0\r\n';
const bytes = (text: string) => Buffer.from(text, 'latin1');
const slim = (text: string) => Buffer.from(slimMail(bytes(text))).toString('latin1');

describe('a mail of usual size', () => {
  it.each([
    ['text alone', `${head}\r\nHallo\r\n--\r\nAnna`],
    ['no end of lines', `${head}\r\nHallo`],
    ['nothing but a head', head],
    ['nothing', ''],
    [
      'parts in parts',
      `${head}Content-Type: multipart/mixed;\r\n boundary="a b"\r\n\r\nvor\r\n--a b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\nHallo\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>Hallo</p>\r\n--c--\r\n\r\n--a b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--a b--\r\nnach`,
    ],
  ])('stays as it is: %s', (_, mail) => {
    expect(slim(mail)).toBe(mail);
  });
});

describe('a mail of 10 MB', () => {
  const fill = (part: string, size = 10 * MEGABYTE) => part.repeat(Math.floor(size / part.length));
  const text = `${head}Content-Type: text/plain\r\n\r\n`;
  const nested = (i: number) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`;
  it.each([
    ['short lines', text + fill('Hallo Welt\r\n')],
    ['one line', text + fill('a')],
    ['lines of hyphens', `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${fill('--\n')}`],
    ['parts', `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n${fill('--x\r\n\r\na\r\n')}`],
    ['parts in parts', head + Array.from({ length: 200_000 }, (_, i) => nested(i)).join('')],
    ['mails in mails', head + fill('Content-Type: message/rfc822\r\n\r\n')],
    ['a list of addresses', `${head}Cc: ${fill('a@b.example, ')}\r\n\r\nHallo`],
    ['HTML', `${head}Content-Type: text/html\r\n\r\n${fill('<div><b>')}`],
  ])('of %s is read soon, or not at all', async (_, mail) => {
    const raw = bytes(mail);
    const start = performance.now();
    await readMail(raw).catch(() => null);
    expect(performance.now() - start).toBeLessThan(6000);
  });

  it('keeps its attachment whole', async () => {
    const content = Buffer.alloc(5 * MEGABYTE, 'leitwerk');
    const encoded = content.toString('base64').replace(/.{76}/g, '$&\r\n');
    const part =
      'Content-Type: application/pdf; name="plan.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n';
    const { attachments, text: said } = await readMail(
      bytes(
        `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nAnbei.\r\n--x\r\n${part}${encoded}\r\n--x--`,
      ),
    );
    expect(said).toBe('Anbei.');
    expect(Buffer.from(attachments[0]?.content ?? []).equals(content)).toBe(true);
  });
});
