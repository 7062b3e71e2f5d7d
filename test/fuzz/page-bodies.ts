import { FORM_TOKEN } from '../../shared/http/session.ts';
import { randomFrom } from '../fixtures/random.ts';
import { NAMES, TEXTS } from './bodies.ts';

/** Entries beside those of inquiries: acts, lists, what staff capture, and the pages of the person and the owner. */
export type PageWay = 'events' | 'list' | 'capture' | 'questions' | 'privacy' | 'owner';
export interface FuzzedPage {
  way: PageWay;
  contentType: string;
  query: string;
  body: Buffer;
}

const WAYS: readonly PageWay[] = ['events', 'list', 'capture', 'questions', 'privacy', 'owner'];
const TYPES = ['application/json', 'application/x-www-form-urlencoded', 'text/csv', 'text/plain', ''];
/** Names that one of the entries reads, with values that it takes. */
const READ: Record<PageWay, readonly [string, readonly string[]][]> = {
  events: [
    ['type', ['white-paper', 'page-view', '__proto__', 'webinar']],
    ['at', ['2026-11-24T08:00:00Z', '+275760-09-13T00:00:00.000Z', '0000-01-01T00:00:00Z', '2026-11-24']],
    ['lead', ['lead_1k2m3n4p5abcdefghjkmnp', 'lead_0000000000000']],
    ['email', ['eva@ott.example', 'EVA@OTT.example']],
    ['visitorId', ['visitor-1', '__proto__']],
    ['url', ['https://site.example/a?x=1', 'https://[::1]/', 'http://x']],
    ['consent', ['cmp-1', '__proto__']],
  ],
  list: [],
  capture: [
    ['email', ['eva@ott.example', 'anna@firma.example']],
    ['channel', ['trade_fair', 'phone', '__proto__']],
    ['message', ['Angebot']],
    ['capturedAt', ['2026-11-24T08:00:00Z', '9999-12-31']],
  ],
  questions: [
    ['need', ['concrete', '__proto__']],
    ['timeframe', ['3 months', '9'.repeat(400)]],
    ['authority', ['decider', 'constructor']],
    ['orderVolume', ['1e999', '80.000', '-1']],
  ],
  privacy: [
    ['action', ['correct', 'confirm', 'withdraw', 'object', 'unsubscribe', 'export', '__proto__']],
    ['purpose', ['marketing', '__proto__', 'constructor', 'toString']],
    ['firstName', ['Anna', '<b>']],
    ['phone', ['+49 30 123456', 'x']],
    ['country', ['DE', '__proto__']],
  ],
  owner: [
    ['action', ['accept', 'contacted', 'note', 'opportunity', 'won', 'lost', 'take-back', '__proto__']],
    ['note', ['x', '\u0000']],
    ['reason', ['no-capacity', 'not-ripe', 'price', 'other', '__proto__']],
    ['missing', ['budget', '__proto__']],
    ['value', ['1e999', '12', '-0', 'NaN']],
    ['volume', ['80000', '{}']],
    ['seen', ['1', '4', '1e9', '-1', 'x']],
  ],
};
const STATED = [
  'source=fair&requested=true&legalBasis=consent',
  'source=fair&requested=false&legalBasis=contract&kind=customers',
  'source=fair&requested=true&legalBasis=consent&dryRun=true',
  'source=__proto__&requested=true&legalBasis=consent&map=__proto__%3Demail',
  'source=fair&requested=true&legalBasis=consent&map=E-Mail%3D__proto__',
  'source=fair&requested=maybe&legalBasis=%00&channel=constructor',
];

/** Posts that no page of ours would send; the same ones for the same seed. @param staffToken of the forms of staff */
export function* fuzzedPages(count: number, seed: number, staffToken: string): Generator<FuzzedPage> {
  const random = randomFrom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const one = <Item>(of: readonly Item[], or: Item): Item => of[below(of.length)] ?? or;
  const text = (): string => one(TEXTS, '');
  const said = (values: readonly string[], chance: number): string => {
    if (chance < 0.7) return values[0] ?? '';
    return chance < 0.95 ? one(values, '') : text();
  };
  const pairs = (way: PageWay): [string, string][] => [
    ...READ[way].flatMap(([name, values]): [string, string][] =>
      random() < 0.9 ? [[name, said(values, random())]] : [],
    ),
    ...Array.from({ length: below(6) }, (): [string, string] => [one(NAMES, ''), text()]),
    ...(way === 'capture' && random() < 0.9 ? [[FORM_TOKEN, staffToken] as [string, string]] : []),
  ];
  const value = (depth: number): unknown => {
    const kind = below(depth > 2 ? 3 : 5);
    if (kind < 2) return text();
    if (kind === 2) return one<unknown>([null, true, -1, 1e300, 2 ** 53], null);
    if (kind === 3) return Array.from({ length: below(3) }, () => value(depth + 1));
    return Object.fromEntries(Array.from({ length: below(4) }, () => [one(NAMES, ''), value(depth + 1)]));
  };
  const object = (way: PageWay): unknown =>
    Object.fromEntries(pairs(way).map(([name, text]) => [name, random() < 0.93 ? text : value(0)]));
  const csv = (): string => {
    const delimiter = one([';', ',', '\t', '|'], ';');
    const names = ['E-Mail', ...Array.from({ length: 1 + below(6) }, () => one(NAMES, ''))];
    const cell = () => (random() < 0.2 ? `"${text()}"` : text().slice(0, 500));
    const rows = Array.from({ length: below(6) }, () =>
      [`eva${below(9)}@ott.example`, ...names.slice(1).map(cell)].join(delimiter),
    );
    return [names.join(delimiter), ...rows].join(one(['\n', '\r\n', '\r'], '\n'));
  };
  const written = (way: PageWay, contentType: string): Buffer => {
    if (random() < 0.03) return Buffer.from(Array.from({ length: below(300) }, () => below(256)));
    if (way === 'list') return Buffer.from(csv(), one(['utf8', 'latin1', 'utf16le'] as const, 'utf8'));
    if (contentType.includes('json') || way === 'events') {
      const body = way === 'events' && random() < 0.3 ? [object(way), object(way)] : object(way);
      return Buffer.from(JSON.stringify(random() < 0.9 ? body : value(0)) ?? '');
    }
    return Buffer.from(new URLSearchParams(pairs(way)).toString());
  };
  for (let i = 0; i < count; i++) {
    const way = one(WAYS, 'events');
    const contentType = random() < 0.9 ? usual(way, random()) : one(TYPES, '');
    const query = way === 'list' && random() < 0.95 ? one(STATED, '') : '';
    yield { way, contentType, query, body: written(way, contentType) };
  }
}

function usual(way: PageWay, chance: number): string {
  if (way === 'list') return chance < 0.5 ? 'text/csv' : 'application/octet-stream';
  return way === 'events' || chance < 0.4 ? 'application/json' : 'application/x-www-form-urlencoded';
}
