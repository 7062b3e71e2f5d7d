import { describe, expect, it } from 'vitest';
import { funnelChart, partsBar, seriesChart, standingChart } from './charts.ts';

const numbers = (svg: string, attribute: string) =>
  [...svg.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value]) => Number(value));
const steps = [
  { step: 'lead', leads: 200, ofAll: 1, ofPrevious: null },
  { step: 'hot', leads: 50, ofAll: 0.25, ofPrevious: 0.25 },
];
const days = [
  { day: '2026-11-23', inquiries: 5, leads: 4, hot: 1 },
  { day: '2026-11-24', inquiries: 0, leads: 0, hot: 0 },
];
const standing = {
  state: 'assigned',
  leads: 3,
  hot: 2,
  warm: 1,
  cold: 0,
  unscored: 0,
  oldestDays: 1,
  overdue: 2,
};

describe('a chart', () => {
  it('is drawn for a screen and for a telephone, and says what it shows', () => {
    const svg = funnelChart(steps).text;
    expect(svg.match(/class="chart (wide|narrow)"/g)).toEqual(['class="chart wide"', 'class="chart narrow"']);
    expect(svg).toContain('role="img" aria-label="Trichter: Leads je Stufe"');
    expect(svg).toContain('25\u00a0% der Stufe davor');
  });

  it('draws what is a quarter as a quarter', () => {
    const [first = 0, second = 0] = [
      ...funnelChart(steps).text.matchAll(/class="step s\d"[^>]* width="([\d.]+)"/g),
    ].map(([, width]) => Number(width));
    expect(second / first).toBeCloseTo(0.25, 3);
  });

  it('tells the figures of each day and where leads are stuck', () => {
    expect(seriesChart(days).text).toContain('23.11.: 5 Anfragen, 4 Leads, 1 heiß');
    expect(standingChart([standing]).text).toContain('ältester 1 Tag · 2 überfällig');
  });

  it.each([
    ['no lead', funnelChart([{ step: 'lead', leads: 0, ofAll: null, ofPrevious: null }])],
    ['nothing on any day', seriesChart(days.slice(1))],
    ['no day', seriesChart([])],
    ['a million leads', funnelChart([{ step: 'lead', leads: 1e6, ofAll: 1, ofPrevious: null }])],
  ])('holds with %s', (_, chart) => {
    expect(chart.text).not.toMatch(/NaN|Infinity|undefined|null/);
    for (const width of [...numbers(chart.text, 'width'), ...numbers(chart.text, 'height')]) {
      expect(width).toBeGreaterThanOrEqual(0);
    }
  });

  it('escapes what the data say', () => {
    const svg = standingChart([{ ...standing, state: '"><script>' }]).text;
    expect(svg).not.toContain('<script>');
  });

  it('fills the bar of a table whole, or says that there is nothing', () => {
    const widths = numbers(
      partsBar([
        { name: 'met', value: 3 },
        { name: 'late', value: 1 },
      ]).text,
      'width',
    );
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(120);
    expect(partsBar([{ name: 'met', value: 0 }]).text).toContain('nichts');
  });
});
