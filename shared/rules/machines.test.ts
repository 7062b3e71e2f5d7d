import { describe, expect, it } from 'vitest';
import type { Act } from '../domain/behaviour.ts';
import { isMachine, unmasked } from './machines.ts';

const SENT = '2026-11-24T09:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(SENT) + seconds * 1000).toISOString();
const click = (link: number, seconds: number, over: Partial<Act> = {}): Act => ({
  id: `click-${link}-${seconds}`,
  type: 'mail-click',
  at: after(seconds),
  mail: 'mail-1',
  sentAt: SENT,
  link,
  links: 4,
  ...over,
});
const delivered = (seconds: number): Act => ({
  id: 'delivered',
  type: 'mail-delivered',
  at: after(seconds),
  mail: 'mail-1',
});
const reasons = (acts: Act[]) => unmasked(acts).map(({ id, reason }) => `${id} ${reason}`);

describe('a click in a mail is worth nothing where a scanner made it (R98)', () => {
  it.each<[string, Act[], string[]]>([
    ['10 s after sending', [click(1, 10)], ['click-1-10 too-soon']],
    ['a moment later, by a person', [click(1, 10.001)], []],
    ['10 s after a late arrival', [delivered(3600), click(1, 3610)], ['click-1-3610 too-soon']],
    ['while the mail was still being taken in', [delivered(60), click(1, 20)], ['click-1-20 too-soon']],
    ['a moment later after a late arrival', [delivered(3600), click(1, 3610.001)], []],
    ['two links of four, by a person in a hurry', [click(1, 60), click(2, 65)], []],
    [
      'three links within 10 s: the earlier ones are unmasked too',
      [click(1, 60), click(2, 65), click(3, 70)],
      ['click-1-60 all-links-at-once', 'click-2-65 all-links-at-once', 'click-3-70 all-links-at-once'],
    ],
    ['three links within a moment more', [click(1, 60), click(2, 65), click(3, 70.001)], []],
    ['the same link three times', [click(1, 60), click(1, 61), click(1, 62)], []],
    [
      'both links of two',
      [click(1, 60, { links: 2 }), click(2, 61, { links: 2 })],
      ['click-1-60 all-links-at-once', 'click-2-61 all-links-at-once'],
    ],
    ['the only link', [click(1, 60, { links: 1 })], []],
    [
      'the same reader a day later',
      [click(1, 5, { reader: 'r1' }), click(2, 86_400, { reader: 'r1' }), click(3, 86_500, { reader: 'r2' })],
      ['click-1-5 too-soon', 'click-2-86400 same-reader'],
    ],
    ['three mails, one link each', [1, 2, 3].map((n) => click(n, 60 + n, { mail: `mail-${n}` })), []],
    ['what is known already, once', [click(1, 5, { void: 'too-soon' })], []],
  ])('%s', (_what, acts, expected) => {
    expect(reasons(acts)).toEqual(expected);
  });

  it('spares what was done on a site', () => {
    expect(unmasked([{ id: 'a', type: 'page-view', at: SENT }])).toEqual([]);
  });
});

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

describe('a request is that of a machine', () => {
  it.each<[string, string, Record<string, string>, boolean]>([
    ['a browser', 'GET', { 'user-agent': CHROME }, false],
    [
      'Outlook',
      'GET',
      { 'user-agent': 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)' },
      false,
    ],
    [
      'an iPhone',
      'GET',
      { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148' },
      false,
    ],
    ['the head only', 'HEAD', { 'user-agent': CHROME }, true],
    ['a fetch in advance', 'GET', { 'user-agent': CHROME, 'sec-purpose': 'prefetch;prerender' }, true],
    ['a fetch in advance of old', 'GET', { 'user-agent': CHROME, 'x-moz': 'prefetch' }, true],
    ['no name', 'GET', {}, true],
    ['a search engine', 'GET', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' }, true],
    ['a link preview', 'GET', { 'user-agent': 'facebookexternalhit/1.1' }, true],
    ['a mail scanner', 'GET', { 'user-agent': 'Mozilla/5.0 BarracudaCentral' }, true],
    ['a program', 'GET', { 'user-agent': 'python-requests/2.32' }, true],
    ['a browser without screen', 'GET', { 'user-agent': CHROME.replace('Chrome', 'HeadlessChrome') }, true],
  ])('%s', (_who, method, headers, machine) => {
    expect(isMachine({ method, headers })).toBe(machine);
  });
});
