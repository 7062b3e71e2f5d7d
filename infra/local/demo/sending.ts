import type { Person } from './people.ts';
import { chanceOf, type Random } from './random.ts';
import { letterOf } from './words.ts';

/** What a person or a machine sends: the fields of a form, or a raw mail. */
export type Sending =
  | { readonly by: 'form'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly by: 'mail'; readonly raw: string; readonly spam: boolean };

/** Where a form stands, and what it says of itself. */
export interface Origin {
  readonly channel: string;
  readonly campaign?: string;
  /** ISO instant of the conversation, where it was written down before. */
  readonly capturedAt?: string;
}

/** A form with as much as its sender cares to tell: who is in earnest fills in more. */
export function formOf(person: Person, message: string, origin: Origin): Sending {
  const { firstName, lastName, email, company, postcode, city, country, language, wish } = person;
  const chance = chanceOf(person.key, message, 'form');
  const reach = origin.channel === 'phone' ? { phone: person.phone } : { email };
  return {
    by: 'form',
    fields: {
      ...origin,
      ...reach,
      ...{ firstName, lastName, company, postcode, city, country, message, language },
      ...(chance.happens(0.8) ? { product: wish.product } : {}),
      ...told(person, chance),
    },
  };
}

function told({ heat, wish, industry, employees, jobTitle }: Person, chance: Random): object {
  if (!chance.happens({ hot: 0.75, warm: 0.5, cold: 0.25 }[heat])) return {};
  const { timeframe, orderVolume, authority, need } = wish;
  return { timeframe, orderVolume, authority, need, industry, employees, jobTitle };
}

interface Mail {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly id: string;
  readonly headers?: readonly string[];
  /** What the receiving server thinks of it. */
  readonly spam?: boolean;
}

export function mailOf({ from, subject, text, id, headers = [], spam = false }: Mail): Sending {
  const lines = [
    `From: ${from}`,
    'To: <vertrieb@leitwerk.example>',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Message-ID: <${id}@mail.example>`,
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  return { by: 'mail', spam, raw: `${lines.join('\r\n')}\r\n\r\n${text}\r\n` };
}

export function letter(person: Person, message: string): Sending {
  return mailOf({
    from: mailbox(person),
    id: `${person.key}-${message.length}`,
    ...letterOf(person, message),
  });
}

export function outOfOffice(person: Person): Sending {
  const [subject, text] =
    person.language === 'de'
      ? ['Automatische Antwort: Ihre Anfrage', 'Ich bin bis Montag nicht im Büro und lese keine Mails.']
      : ['Automatic reply: your inquiry', 'I am out of the office until Monday.'];
  const headers = ['Auto-Submitted: auto-replied'];
  return mailOf({ from: mailbox(person), subject, text, headers, id: `${person.key}-away` });
}

const mailbox = ({ firstName, lastName, email }: Person): string => {
  const name = Buffer.from(`${firstName} ${lastName}`).toString('base64');
  return `=?utf-8?B?${name}?= <${email}>`;
};
