/** For tests: mails as they come, written for this purpose. */

interface Written {
  from?: string | null;
  to?: string;
  subject?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A mail in UTF-8 with the usual headers; `null` leaves the sender out. */
export function eml({
  from = 'Anna Berg <anna.berg@firma.example>',
  to = 'vertrieb@leitwerk.example',
  subject = 'Angebot',
  headers = {},
  body = '',
}: Written): Buffer {
  const all = {
    ...(from === null ? {} : { From: from }),
    To: to,
    Subject: subject,
    Date: 'Tue, 24 Nov 2026 09:00:00 +0100',
    'Message-ID': '<1@firma.example>',
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}`);
}

/** A mail of several parts; each is its headers, an empty line and its body. */
export function multipart(kind: string, parts: readonly string[], written: Written = {}): Buffer {
  const body = `${parts.map((part) => `--part\n${part}\n`).join('')}--part--\n`;
  return eml({
    ...written,
    headers: { ...written.headers, 'Content-Type': `multipart/${kind}; boundary="part"` },
    body,
  });
}

export const letter = `Sehr geehrte Damen und Herren,

wir suchen eine neue Plattform für 45 Plätze und möchten bis Ende März entscheiden.
Können Sie uns ein Angebot schicken?

Mit freundlichen Grüßen
Anna Berg

Firma Logistik GmbH & Co. KG
Domstraße 1, 50667 Köln
Telefon: +49 (0)221 / 1234-56 | Fax: +49 221 1234-99
www.firma.example
`;
