import { randomFrom } from '../fixtures/random.ts';

/** How a made up inquiry comes in. */
export type Fuzzed =
  | { way: 'form' | 'hook'; source: string; contentType: string; body: Buffer }
  | { way: 'mail'; raw: Buffer };

/** Names that forms use, names of what only the system may set, and names with which objects are poisoned. */
export const NAMES = [
  ...[
    'email',
    'E-Mail',
    'name',
    'firstName',
    'nachname',
    'company',
    'telefon',
    'plz',
    'ort',
    'country',
    'product',
  ],
  ...[
    'products',
    'message',
    'budget',
    'timeframe',
    'consent',
    'utm',
    'utm_source',
    'extra',
    'channel',
    'source',
  ],
  ...['capturedAt', 'externalId', 'startedAt', 'visitorId', 'language', 'birthDate', 'website', '_redirect'],
  ...[
    'id',
    'leadId',
    'state',
    'owner',
    'class',
    'score',
    'version',
    'seq',
    'round',
    'clocks',
    'orders',
    'pool',
  ],
  ...[
    'assignment',
    'override',
    'keeper',
    'merged',
    'facts',
    'inquiries',
    'findings',
    'outcome',
    'receivedAt',
    'raw',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'a[__proto__][polluted]',
    'constructor[prototype][polluted]',
    'a[b][c]',
  ],
  ...[
    'form_fields',
    'field_data',
    'user_column_data',
    'properties',
    'answers',
    'form_response',
    'data',
    'fields',
  ],
];
export const TEXTS = [
  ...[
    'anna@firma.example',
    'Anna Berg',
    'Bitte ein Angebot',
    'demo',
    '+49 30 123456',
    '50667',
    'true',
    '1e999',
    '-0',
  ],
  ...[
    '=cmd|1',
    '<script>alert(1)</script>',
    '\u202egnp.exe',
    '\ud800',
    '\u0000',
    '#{7*7}',
    '{{7*7}}',
    "' OR 1=1--",
  ],
  ...[
    'a\r\nBcc: x@y.example',
    '2026-13-45',
    '𝕬𝖓𝖓𝖆',
    'ß'.repeat(300),
    'x'.repeat(3000),
    ' ',
    '[]',
    '{"a":1}',
    '../../etc/passwd',
  ],
];
const TYPES = [
  ...[
    'application/json',
    'application/json; charset=utf-16',
    'application/json; charset=nonsense',
    'text/plain',
    '',
  ],
  ...['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'multipart/form-data'],
];
const SOURCES = [
  'form',
  'typeform',
  'hubspot',
  'webflow',
  'contact-form-7',
  'gravity-forms',
  'elementor',
  'netlify',
];
const MORE_SOURCES = [
  'formspree',
  'tally',
  'jotform',
  'google-forms',
  'meta',
  'google-ads',
  'linkedin',
  '__proto__',
];
const HEADERS = [
  'From',
  'Subject',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Auto-Submitted',
  'Date',
  'In-Reply-To',
];
const VALUES = [
  ...[
    'Anna <anna@firma.example>',
    '=?utf-8?B?w7w=?=',
    '=?x?q?=',
    'multipart/mixed; boundary=x',
    'text/html; charset=utf-7',
  ],
  ...[
    'text/plain; charset=nonsense',
    'base64',
    'quoted-printable',
    'auto-replied',
    'message/rfc822',
    '<<<>>>,,',
    '',
  ],
];

/** Inbound items that nobody would send by mistake; the same ones for the same seed. */
export function* fuzzed(count: number, seed: number): Generator<Fuzzed> {
  const random = randomFrom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const one = (of: readonly string[]): string => of[below(of.length)] ?? '';
  const bytes = (n: number): Buffer => Buffer.from(Array.from({ length: below(n) }, () => below(256)));
  const value = (depth: number): unknown => {
    const kind = below(depth > 3 ? 6 : 9);
    if (kind < 4) return one(TEXTS);
    if (kind === 4) return random() < 0.5 ? random() * 10 ** below(300) : below(2) === 0;
    if (kind === 5) return null;
    if (kind === 6) return Array.from({ length: below(4) }, () => value(depth + 1));
    return group(depth + 1);
  };
  const group = (depth: number): Record<string, unknown> =>
    Object.fromEntries(Array.from({ length: below(6) }, () => [one(NAMES), value(depth)]));
  const enough = { email: 'anna@firma.example', message: 'Bitte ein Angebot' };
  const spoiled = (whole: Buffer): Buffer => {
    if (random() < 0.8 || whole.length === 0) return whole;
    const at = below(whole.length);
    return Buffer.concat([whole.subarray(0, at), bytes(8), whole.subarray(at + below(5))]);
  };
  const pairs = (): [string, string][] => [
    ...(random() < 0.5 ? Object.entries(enough) : []),
    ...Array.from({ length: below(8) }, (): [string, string] => [one(NAMES), one(TEXTS)]),
  ];
  const written = (contentType: string): Buffer => {
    if (random() < 0.05) return bytes(400);
    if (contentType.includes('urlencoded')) return Buffer.from(new URLSearchParams(pairs()).toString());
    if (contentType.includes('multipart')) {
      const parts = pairs().map(
        ([name, text]) =>
          `--x\r\nContent-Disposition: form-data; name="${name}"${random() < 0.1 ? '; filename="a"' : ''}\r\n\r\n${text}\r\n`,
      );
      return Buffer.from(`${parts.join('')}--x--\r\n`);
    }
    const whole = random() < 0.5 ? { ...enough, ...group(0) } : value(0);
    return Buffer.from(JSON.stringify(whole) ?? '');
  };
  const mail = (): Buffer => {
    const head = Array.from({ length: below(7) }, () => `${one(HEADERS)}: ${one(VALUES)}`);
    const usual = random() < 0.6 ? ['From: Anna <anna@firma.example>', 'Subject: Angebot'] : [];
    const parts = Array.from(
      { length: below(4) },
      () => `--x\r\n${one(HEADERS)}: ${one(VALUES)}\r\n\r\n${one(TEXTS)}\r\n`,
    );
    return Buffer.from(`${[...usual, ...head].join('\r\n')}\r\n\r\n${one(TEXTS)}\r\n${parts.join('')}`);
  };
  for (let i = 0; i < count; i++) {
    const way = (['form', 'form', 'hook', 'mail'] as const)[below(4)] ?? 'form';
    const contentType = one(TYPES);
    if (way === 'mail') yield { way, raw: spoiled(mail()) };
    else
      yield {
        way,
        contentType,
        source: one(random() < 0.5 ? SOURCES : MORE_SOURCES),
        body: spoiled(written(contentType)),
      };
  }
}
