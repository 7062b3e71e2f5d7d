import { expect, it } from 'vitest';
import { replySubject } from './reply-subject.ts';

it.each([
  ['Preisliste', 'Re: Preisliste'],
  ['Re: AW: Fwd: Preisliste', 'Re: Preisliste'],
  ['Re[2]: Preisliste', 'Re: Preisliste'],
  ['Preisliste\r\nBcc: spy@evil.example', 'Re: Preisliste Bcc: spy@evil.example'],
  ['Größe XL für 3.000 €', 'Re: Größe XL für 3.000 €'],
  [undefined, null],
  ['', null],
  ['Re: ', null],
  ['win at https://evil.example', null],
  ['win at www.evil.example', null],
  ['win at evil.example/now', null],
])('the answer to %j has the subject %j', (subject, expected) => {
  expect(replySubject(subject)).toBe(expected);
});

it('is cut where a subject is very long', () => {
  expect(replySubject('a'.repeat(500))?.length).toBe(124);
});
