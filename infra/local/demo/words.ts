import type { Person, Wish } from './people.ts';
import type { Random } from './random.ts';

const PRODUCTS: Record<'de' | 'en', Record<Wish['product'], string>> = {
  de: { demo: 'Demo', platform: 'Plattform', training: 'Schulung', consulting: 'Beratung' },
  en: { demo: 'live demo', platform: 'platform', training: 'training', consulting: 'consulting' },
};

/** `{product}` and `{employees}` are filled in. Whoever asks for an offer or a price is in a hurry. */
const MESSAGES: Record<'de' | 'en', Record<Person['heat'], readonly string[]>> = {
  de: {
    hot: [
      'Bitte senden Sie uns ein Angebot zum Thema {product} für {employees} Beschäftigte.',
      'Wir möchten noch in diesem Quartal entscheiden. Was kostet {product} bei {employees} Plätzen?',
      'Unser bisheriger Anbieter hört auf. Können Sie uns kurzfristig ein Angebot machen? Es geht um {product}.',
    ],
    warm: [
      'Wir vergleichen gerade mehrere Anbieter zum Thema {product}. Rufen Sie mich gern an.',
      'Für das kommende Jahr planen wir ein Projekt rund um {product}. Wie gehen Sie so etwas an?',
      'Kollegen haben Sie empfohlen. Passt {product} auch für ein Haus unserer Größe?',
    ],
    cold: [
      'Bitte senden Sie mir Unterlagen zu {product}.',
      'Ich informiere mich allgemein über {product}. Gibt es eine Broschüre?',
      'Für eine Übersicht suche ich Informationen zu {product}.',
    ],
  },
  en: {
    hot: [
      'Please send us a quote for {product}, about {employees} seats.',
      'We have to decide this quarter. What does {product} cost for {employees} people?',
      'Our current supplier is closing down. Could you send a quotation for {product} soon?',
    ],
    warm: [
      'We are comparing vendors for {product} and would like to talk to someone.',
      'We are planning a project around {product} for next year. How do you usually start?',
      'A colleague recommended you. Does {product} fit a company of our size?',
    ],
    cold: [
      'Please send me some material about {product}.',
      'I am looking for general information on {product}. Is there a brochure?',
      'I am writing an overview of the market and would like to know more about {product}.',
    ],
  },
};

const AGAIN: Record<'de' | 'en', readonly string[]> = {
  de: [
    'Noch eine Rückfrage zu meiner Anfrage: Gibt es Referenzen aus unserer Branche?',
    'Ich hatte Ihnen schon geschrieben. Haben Sie auch Termine vor Ort?',
  ],
  en: [
    'One more question about my inquiry: do you have references in our industry?',
    'I wrote to you before. Would a visit on site be possible as well?',
  ],
};

export const SPAM: readonly string[] = [
  'We offer SEO services: first page of google guaranteed, cheap backlinks, guest post packages. https://a.example https://b.example https://c.example',
  'Sofortkredit ohne Prüfung, Kredit ohne Schufa! Geld verdienen von zuhause: https://d.example https://e.example https://f.example',
  'Increase your traffic today! Crypto invest with daily returns, make money online. https://g.example https://h.example https://i.example',
];

/** What somebody writes in the first inquiry. */
export function messageOf({ language, heat, wish, employees }: Person, chance: Random): string {
  return chance
    .pick(MESSAGES[language][heat])
    .replace('{product}', PRODUCTS[language][wish.product])
    .replace('{employees}', String(employees));
}

/** What somebody writes who has written before. */
export const askedAgain = ({ language }: Person, chance: Random): string => chance.pick(AGAIN[language]);

/** A letter with signature, as people write mails. */
export function letterOf(person: Person, message: string): { subject: string; text: string } {
  const { language, firstName, lastName, company, jobTitle, postcode, city, phone, wish } = person;
  const [hello, bye, about] =
    language === 'de'
      ? ['Guten Tag,', 'Mit freundlichen Grüßen', 'Anfrage']
      : ['Hello,', 'Kind regards', 'Inquiry'];
  const signature = [`${firstName} ${lastName}`, jobTitle, company, `${postcode} ${city}`, `Tel. ${phone}`];
  return {
    subject: `${about}: ${PRODUCTS[language][wish.product]}`,
    text: [hello, '', message, '', bye, signature[0], '', '-- ', ...signature].join('\r\n'),
  };
}
