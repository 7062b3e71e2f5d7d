import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../shared/domain/facts.ts';
import { newLead } from '../../../test/fixtures/lead.ts';
import { contactCard } from './contact-card.ts';

const card = (facts: Facts, person: string) =>
  contactCard(newLead(facts, '2027-01-19T08:00:00.000Z'), person).replaceAll('\r\n ', '').split('\r\n');

describe('a person for the address book', () => {
  it('has names, company, ways to reach and address, each in its place', () => {
    expect(
      card(
        {
          firstName: 'Lena',
          lastName: 'Vogt',
          company: 'Vogt, Ott & Co. KG',
          phone: '+4930123456',
          email: 'lena@vogt.example',
          street: 'Am Wall 1',
          postcode: '28195',
          city: 'Bremen',
          country: 'DE',
        },
        'Lena Vogt',
      ),
    ).toEqual([
      'BEGIN:VCARD',
      'VERSION:3.0',
      'UID:lead_1',
      'N:Vogt;Lena;;;',
      'FN:Lena Vogt',
      'ORG:Vogt\\, Ott & Co. KG',
      'TEL;TYPE=WORK:+4930123456',
      'EMAIL;TYPE=INTERNET:lena@vogt.example',
      'ADR;TYPE=WORK:;;Am Wall 1;Bremen;;28195;DE',
      'REV:2027-01-19T08:00:00.000Z',
      'END:VCARD',
      '',
    ]);
  });

  it('lets nobody write lines of their own', () => {
    const lines = card({ company: 'X\r\nTEL:+49190\nEND:VCARD' }, 'X');
    expect(lines).toContain('ORG:X\\nTEL:+49190\\nEND:VCARD');
    expect(lines.filter((line) => line.startsWith('TEL'))).toEqual([]);
  });

  it('names who has no last name as the page does', () => {
    expect(card({ email: 'info@ott.example' }, 'Ott')).toContain('N:Ott;;;;');
  });
});
