import { describe, expect, it } from 'vitest';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import { responseEffort } from './response-effort.ts';

type Response = Partial<Pick<Inquiry, 'channel' | 'text' | 'facts' | 'list'>>;
const sentence = 'Bitte senden Sie mir Unterlagen zu Ihrer Plattform.';
const list = (requested: boolean) => ({
  importId: 'imp_1',
  row: 2,
  requested,
  legalBasis: 'consent' as const,
});
const form = { company: 'Nordwind GmbH', phone: '+4940123456', postcode: '20095', product: 'platform' };

describe('how much trouble a person took (R45)', () => {
  it.each<[string, Response, number | undefined]>([
    ['a call of theirs', { channel: 'phone' }, 4],
    ['a letter', { channel: 'letter' }, 4],
    ['a fax', { channel: 'fax', text: 'ok' }, 4],
    ['a talk at the stand', { channel: 'trade_fair' }, 3],
    ['a seminar that they came to', { channel: 'event' }, 3],
    ['a mail of several sentences', { channel: 'email', text: sentence.repeat(5) }, 3],
    ['a message of 249 characters', { text: 'x'.repeat(249) }, 2],
    ['a message of 250 characters', { text: 'x'.repeat(250) }, 3],
    ['blanks', { text: ' '.repeat(400) }, 1],
    ['a form with four facts', { facts: form }, 2],
    ['a form with three', { facts: { ...form, product: undefined } as Inquiry['facts'] }, 1],
    ['a sentence', { text: sentence }, 2],
    ['two words', { text: 'Bitte anrufen' }, 1],
    [
      'a card with an address',
      { channel: 'response_card', facts: { city: 'Hamburg', street: 'Am Markt 1' } },
      1,
    ],
    [
      'an address for a white paper',
      { facts: { email: 'a@b.example', language: 'de', channel: 'web_form' } },
      1,
    ],
    ['a channel of the company, with four facts', { channel: 'open_day', facts: form }, 2],
    ['a call that we made', { channel: 'telemarketing', text: sentence.repeat(9) }, undefined],
    ['a row of a list', { channel: 'import', facts: form }, undefined],
    ['an address that was bought', { channel: 'direct_mail', list: list(false) }, undefined],
    ['a card that was typed in as a list', { channel: 'response_card', list: list(true) }, 1],
  ])('%s', (_case, said, expected) => {
    expect(responseEffort({ channel: 'web_form', facts: {}, ...said })).toBe(expected);
  });
});
