import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../ports/mailer.ts';
import { rawMessage } from './raw-message.ts';

const mail: OutgoingMail = {
  from: { name: 'Nordlicht Prüftechnik', address: 'info@leitwerk.example' },
  to: 'anna@kunde.example',
  subject: 'Ihre Anfrage zur Vorführung',
  text: 'Guten Tag Anna Müller,\n\nvielen Dank.',
  html: '<p>Guten Tag Anna Müller,</p>',
  inReplyTo: '<1.frage@kunde.example>',
  headers: { 'Auto-Submitted': 'auto-replied' },
  tags: {},
  attachments: [],
};

const parse = async (change: Partial<OutgoingMail> = {}) =>
  PostalMime.parse(await rawMessage({ ...mail, ...change }));

describe('a mail on the wire', () => {
  it('keeps words in both forms, names, and the thread of the mail that it answers', async () => {
    const read = await parse();
    expect(read.from).toEqual({ name: 'Nordlicht Prüftechnik', address: 'info@leitwerk.example' });
    expect(read.to).toEqual([{ name: '', address: 'anna@kunde.example' }]);
    expect(read.subject).toBe('Ihre Anfrage zur Vorführung');
    expect(read.text).toContain('Guten Tag Anna Müller,\n\nvielen Dank.');
    expect(read.html).toContain('Anna Müller');
    expect([read.inReplyTo, read.references]).toEqual(['<1.frage@kunde.example>', '<1.frage@kunde.example>']);
  });

  it('carries attachments whole', async () => {
    const content = new Uint8Array([0, 13, 10, 255]);
    const read = await parse({
      attachments: [{ name: 'Übersicht.pdf', contentType: 'application/pdf', content }],
    });
    const [attachment] = read.attachments;
    expect(attachment).toMatchObject({ filename: 'Übersicht.pdf', mimeType: 'application/pdf' });
    expect(new Uint8Array(attachment?.content as ArrayBuffer)).toEqual(content);
  });

  it.each(['1', '<a b@c>', '<a@b>\r\nBcc: x@y.example', '<>', `<${'a'.repeat(400)}@b>`])(
    'starts a thread of its own where the answered mail had the id %j',
    async (inReplyTo) => {
      const read = await parse({ inReplyTo });
      expect([read.inReplyTo, read.references]).toEqual([undefined, undefined]);
    },
  );

  it('has no header that a text brought along, whatever the texts are', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `${text}\r\nBcc: spy@evil.example\r\n\r\n${text}`),
      fc.constantFrom(
        '\r',
        '\n',
        '\u2028',
        '\u0085',
        '\0',
        '\r\n\r\nX: y',
        'a\r\n\tb',
        '"',
        '<',
        '=?utf-8?q?=0D=0ABcc:?=',
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (subject, name, value) => {
        const raw = await rawMessage({
          ...mail,
          subject,
          from: { ...mail.from, name },
          inReplyTo: value,
          headers: { 'Auto-Submitted': 'auto-replied', 'X-Test': value },
          attachments: [{ name: value, contentType: 'text/plain', content: new Uint8Array() }],
        });
        const head = Buffer.from(raw).toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
        const names = head.split(/\r\n(?![ \t])/).map((line) => line.split(':', 1)[0]);
        const allowed = [
          'Auto-Submitted',
          'X-Test',
          'From',
          'To',
          'Subject',
          'Message-ID',
          'Date',
          'MIME-Version',
        ];
        expect(names).toEqual(expect.arrayContaining(['From', 'To', 'Message-ID', 'Date']));
        expect(
          names.filter(
            (found) => ![...allowed, 'Content-Type', 'In-Reply-To', 'References'].includes(found ?? ''),
          ),
        ).toEqual([]);
        expect(head).not.toMatch(/[^\r]\n|\r[^\n]/);
      }),
      { numRuns: 150 },
    );
  });
});
