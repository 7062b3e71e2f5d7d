import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { rawMessage } from '../../shared/mail/raw-message.ts';
import { answerInquiries } from './answer-inquiry.ts';
import { type Asked, received, world } from './testing.ts';

async function sent(asked: Asked) {
  const { ports, mailer, receive } = world();
  await answerInquiries(ports, await receive(asked), received);
  const [mail] = mailer.sent;
  if (!mail) throw new Error('no mail was sent');
  return mail;
}

const tags = (html: string) => html.match(/<\/?[a-z!][^>]*>/gi);

describe('an answer', () => {
  it('says who writes, why the mail came and where the privacy notice is (Art. 13 GDPR, R42)', async () => {
    const { text, html } = await sent({});
    for (const form of [text, html]) {
      expect(form).toContain('Musterstraße 1');
      expect(form).toContain('https://www.example.com/datenschutz');
      expect(form).toContain('DSGVO');
    }
  });

  it('leads to the page on which the person checks and corrects what was entered (R43)', async () => {
    const { text, html } = await sent({});
    for (const form of [text, html]) expect(form).toMatch(/https:\/\/[^\s"<>()]+\/v1\/privacy\/[\w.-]+/);
    expect(text).toMatch(/ansehen, berichtigen/);
  });

  it('is small enough for any mail program (20 kB), also with all products', async () => {
    const { html } = await sent({ inquiry: { products: ['demo', 'platform', 'training', 'consulting'] } });
    expect(Buffer.byteLength(html)).toBeLessThan(12_000);
  });

  it('carries none of the words that a stranger typed', async () => {
    const poison = 'POISON';
    const mail = await sent({
      facts: {
        email: 'a@kunde.example',
        company: poison,
        jobTitle: poison,
        industry: poison,
        firstName: `${poison} https://evil.example`,
      },
      extra: { message: poison, anrede: poison },
      inquiry: { campaign: poison, source: poison, product: poison },
    });
    expect(JSON.stringify(mail)).not.toContain(poison);
  });

  it('has the headers and the markup that we wrote, whatever the facts are', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.string().map((text) => `${text}\r\nBcc: spy@evil.example\r\n\r\n`),
      fc.string().map((text) => `"><script>${text}</script><a href="https://evil.example">`),
      fc.constantFrom('{{company}}', '{{{x}}}', '{{#several}}', '[x](https://evil.example)', '# x', '- x'),
    );
    const expected = tags((await sent({ facts: { email: 'a@kunde.example' } })).html);
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, hostile, async (one, two, three, four) => {
        const mail = await sent({
          facts: { firstName: one, lastName: two, name: three, company: four, email: 'a@kunde.example' },
          extra: { anrede: three, titel: four },
          inquiry: { messageId: four, subject: one, product: 'demo' },
        });
        expect(tags(mail.html)).toEqual(expected);
        const raw = await rawMessage(mail);
        const read = await PostalMime.parse(raw);
        expect([read.to, read.cc, read.bcc]).toEqual([
          [{ name: '', address: 'a@kunde.example' }],
          undefined,
          undefined,
        ]);
        const head = Buffer.from(raw).toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
        expect(head).not.toMatch(/^(bcc|cc):/im);
      }),
      { numRuns: 100 },
    );
  });
});
