import { describe, expect, it } from 'vitest';
import { calendarEntry } from './calendar-entry.ts';

const clock = {
  name: 'first-contact',
  run: 'first-contact:1',
  startedAt: '2027-01-19T08:00:00.000Z',
  target: '2027-01-19T16:30:00.000Z',
  limit: '2027-01-21T16:30:00.000Z',
  state: 'running',
  rulesHash: 'x',
  steps: [],
} as const;

const entry = calendarEntry({
  leadId: 'lead_1',
  clock: { ...clock, steps: [] },
  title: 'Erstkontakt: Müller, Groß & Söhne; Abteilung Einkauf für Maschinen und Anlagen aller Art',
  link: 'https://leads.example/v1/assignments/abc.def',
  now: '2027-01-19T09:00:00.000Z',
});

describe('a deadline in the owner’s calendar', () => {
  it('ends at the target, in UTC, and keeps its UID', () => {
    expect(entry).toContain('DTSTART:20270119T160000Z\r\nDTEND:20270119T163000Z\r\n');
    expect(entry).toContain('UID:lead_1-first-contact:1\r\n');
    expect(entry).toContain('DTSTAMP:20270119T090000Z\r\n');
  });

  it('escapes and folds to 75 octets without cutting a character (RFC 5545, 3.1)', () => {
    const lines = entry.split('\r\n');
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(entry.replaceAll('\r\n ', '')).toContain(
      'SUMMARY:Erstkontakt: Müller\\, Groß & Söhne\\; Abteilung Einkauf für Maschinen und Anlagen aller Art\r\n',
    );
    expect(entry).not.toContain('\uFFFD');
  });
});
