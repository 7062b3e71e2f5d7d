import { expect, it } from 'vitest';
import { readMail } from '../read-mail.ts';
import { readUtf7 } from './utf-7.ts';

it.each([
  ['Gr+APwA3w-e', 'Grüße'],
  ['Hi Mom +Jjo-!', 'Hi Mom ☺!'],
  ['+ZeVnLIqe-', '日本語'],
  ['1 +- 1 = 2', '1 + 1 = 2'],
  ['A + B', 'A + B'],
  ['+2D3eAA-', '😀'],
])('%s is %s', (written, read) => {
  expect(readUtf7(written)).toBe(read);
});

const mail = (charset: string) =>
  Buffer.from(
    `From: Anna <anna@firma.example>\r\nSubject: =?${charset}?Q?Gr+APwA3w-e?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset="${charset}"\r\n\r\nK+APY-nnen wir +- 2 Pl+AOQ-tze haben?\r\n`,
  );

it('a mail in UTF-7 is read with its umlauts, another one as it stands', async () => {
  expect(await readMail(mail('utf-7'))).toMatchObject({
    subject: 'Grüße',
    text: 'Können wir + 2 Plätze haben?',
  });
  expect((await readMail(mail('us-ascii'))).text).toBe('K+APY-nnen wir +- 2 Pl+AOQ-tze haben?');
});
