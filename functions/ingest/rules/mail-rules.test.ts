import { describe, expect, it } from 'vitest';
import { letter } from '../mail-fixtures.ts';
import { readLabelledLines } from './labelled-lines.ts';
import { forwardedFrom, withoutQuotes } from './quoted-text.ts';
import { partSignature } from './signature.ts';
import { readSignature } from './signature-facts.ts';

describe('what a mail quotes is taken off', () => {
  const own = 'Ja, bitte schicken Sie die Preisliste.';
  it.each([
    ['Am 3.4.2026 um 10:00 schrieb Vertrieb <vertrieb@leitwerk.example>:\n> Möchten Sie die Preisliste?'],
    [
      'Am Di., 3. Apr. 2026 um 10:00 Uhr schrieb Vertrieb der Leitwerk Muster GmbH <\nvertrieb@leitwerk.example>:\n\n> Möchten Sie?',
    ],
    [
      'Am 3. April 2026 10:00:00 MESZ schrieb Vertrieb\n<vertrieb@leitwerk.example>:\nMöchten Sie die Preisliste?',
    ],
    ['On Tue, Apr 3, 2026 at 10:00 AM Sales <sales@leitwerk.example> wrote:\n> Would you like'],
    ['Vertrieb <vertrieb@leitwerk.example> schrieb am Di., 3. Apr. 2026, 10:00:\n\n> Möchten Sie'],
    ['03.04.2026, 10:00, "Vertrieb" <vertrieb@leitwerk.example>:\nMöchten Sie'],
    ['-----Ursprüngliche Nachricht-----\nVon: Vertrieb\nGesendet: Dienstag'],
    [
      '________________________________\nVon: Vertrieb <vertrieb@leitwerk.example>\nGesendet: Dienstag, 3. April 2026 10:00\nAn: Anna Berg\nBetreff: Angebot\n\nMöchten Sie',
    ],
    ['From: Sales\nSent: Tuesday\nTo: Anna\nSubject: Quote\n\nWould you'],
    ['Le mar. 3 avr. 2026 à 10:00, Vente <vente@leitwerk.example> a écrit :\n> Voulez-vous'],
    ['> Möchten Sie die Preisliste?'],
    [''],
  ])('%j', (quoted) => {
    expect(withoutQuotes(`${own}\n\n${quoted}`)).toBe(own);
  });

  it('answers between quoted lines stay', () => {
    const text =
      'Am 3.4.2026 um 10:00 schrieb Vertrieb <v@leitwerk.example>:\n> Wie viele Plätze?\n45\n> Bis wann?\nEnde März';
    expect(withoutQuotes(text)).toBe('45\nEnde März');
  });

  it.each([
    ['Am Dienstag um 10:00 haben wir einen Termin, passt das?'],
    ['Von: Köln nach Berlin, wie teuer ist der Transport?'],
    ['On Monday we would like to see a demo.'],
    ['Bitte an: anna@firma.example'],
  ])('%s quotes nobody', (text) => {
    expect(withoutQuotes(text)).toBe(text);
  });

  it.each([
    ['\n'],
    [' '],
    ['\t'],
    ['Am 1.1.2026 '],
    ['> '],
    ['Von: x\n'],
    ['a'],
    ['-'],
    ['- '],
    ['_ '],
    ['a '],
    ['a:'],
    ['--\n'],
    ['@'],
    ['<'],
    ['0 '],
    ['Von: a@'],
  ])('in time that grows with its length only (%j)', (unit) => {
    const text = `Hallo\n${unit.repeat(Math.floor(50_000 / unit.length))} schrieb x\n-- \n${unit.repeat(1000)}`;
    const start = performance.now();
    readLabelledLines(withoutQuotes(text));
    readSignature(partSignature(text, 'DE').signature, 'DE');
    forwardedFrom(text);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('tells who wrote what is passed on', () => {
    expect(
      forwardedFrom(
        'zur Info\n\nVon: Lena Vogt <lena.vogt@kunde.example>\nGesendet: heute\nAn: Kollege\nBetreff: Preis\n\nWas kostet es?',
      ),
    ).toEqual({
      name: 'Lena Vogt',
      address: 'lena.vogt@kunde.example',
      text: 'Was kostet es?',
    });
    expect(forwardedFrom('Was kostet es?')).toBeNull();
  });
});

describe('a letter is parted from its signature', () => {
  it.each([
    ['Bitte ein Angebot.\n\nMit freundlichen Grüßen\nAnna Berg', 'Bitte ein Angebot.'],
    ['Bitte ein Angebot.\nMfG\nA. Berg', 'Bitte ein Angebot.'],
    ['Bitte ein Angebot.\n\nViele Grüße aus Köln,\nAnna', 'Bitte ein Angebot.'],
    ['A quote please.\n\nKind regards,\nAnna', 'A quote please.'],
    ['Bitte ein Angebot.\n-- \nAnna Berg', 'Bitte ein Angebot.'],
    ['Bitte ein Angebot.\n\nGesendet von meinem iPhone', 'Bitte ein Angebot.'],
    [
      'Bitte ein Angebot.\nViele Grüße\nAnna\n\nPS: ab 14 Uhr erreichbar',
      'Bitte ein Angebot.\n\nPS: ab 14 Uhr erreichbar',
    ],
    ['Viele Grüße aus Köln und bitte ein Angebot.', 'Viele Grüße aus Köln und bitte ein Angebot.'],
    ['Mit freundlichen Grüßen\nAnna', 'Mit freundlichen Grüßen\nAnna'],
    ['Wir grüßen Sie.\nBitte ein Angebot.', 'Wir grüßen Sie.\nBitte ein Angebot.'],
    ['In this regards we need a quote.\nThanks', 'In this regards we need a quote.\nThanks'],
  ])('%j', (text, expected) => {
    expect(partSignature(text, 'DE').text).toBe(expected);
  });

  it('which tells company, address and phone, and not the fax', () => {
    expect(readSignature(partSignature(letter, 'DE').signature, 'DE')).toEqual({
      name: 'Anna Berg',
      company: 'Firma Logistik GmbH & Co. KG',
      street: 'Domstraße 1',
      postcode: '50667',
      city: 'Köln',
      phone: '+49 (0)221 / 1234-56',
    });
  });

  it.each([
    [['Tel. 0221 123456'], '0221 123456'],
    [['Fax 0221 123456', 'Mobil: 0151 23456789'], '0151 23456789'],
    [['HRB 12345, Amtsgericht Köln'], undefined],
    [['USt-IdNr. DE123456789'], undefined],
    [['IBAN DE02 1203 0000 0000 2020 51'], undefined],
  ])('%j has the number %s', (signature, phone) => {
    expect(readSignature(signature, 'DE').phone).toBe(phone);
  });
});

describe('the notice of a form', () => {
  it.each([
    [
      'Name: Anna Berg\nTelefon: 0221 123456\nE-Mail: anna@firma.example\nNachricht: Bitte ein Angebot.\nBis Freitag.',
      {
        Name: 'Anna Berg',
        Telefon: '0221 123456',
        'E-Mail': 'anna@firma.example',
        Nachricht: 'Bitte ein Angebot.\nBis Freitag.',
      },
    ],
    [
      '*Neue Anfrage*\n-----\n\nVorname:\nAnna\n\nNachname:\nBerg\n\nE-Mail-Adresse:\nanna@firma.example',
      { Vorname: 'Anna', Nachname: 'Berg', 'E-Mail-Adresse': 'anna@firma.example' },
    ],
    [
      'First name: Anna\nLast name: Berg\nEmail: anna@firma.example\nFavourite colour: blue',
      { 'First name': 'Anna', 'Last name': 'Berg', Email: 'anna@firma.example', 'Favourite colour': 'blue' },
    ],
  ])('%j', (text, fields) => {
    expect(readLabelledLines(text)).toEqual(fields);
  });

  it.each([
    [letter],
    ['Guten Tag,\nbitte um Rückruf.\nTel: 0221 123456'],
    ['Name: x\nE-Mail: y'],
    [
      'Guten Tag,\n\nzwei\n\ndrei\n\nvier\n\nfünf\n\nsechs\n\nsieben\n\nacht\nTelefon: 1\nE-Mail: a@b.example\nName: x',
    ],
    [''],
  ])('%j is none', (text) => {
    expect(readLabelledLines(text)).toBeNull();
  });

  it('puts nothing where it could do harm', () => {
    const fields = readLabelledLines('Name: x\nE-Mail: a@b.example\nTelefon: 1\nconstructor: y');
    expect(fields && Object.keys(fields)).toEqual(['Name', 'E-Mail', 'Telefon']);
  });
});
