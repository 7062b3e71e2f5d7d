import { describe, expect, it } from 'vitest';
import { readTimeframe } from './timeframe.ts';

/** A Tuesday. */
const now = '2026-11-24T09:00:00.000Z';

describe('the time by which somebody wants to decide', () => {
  it.each([
    ['now', '2026-11-24'],
    ['sofort', '2026-11-24'],
    ['So schnell wie möglich!', '2026-11-24'],
    ['ASAP', '2026-11-24'],
    ['0 days', '2026-11-24'],
    ['10 days', '2026-12-04'],
    ['3 weeks', '2026-12-15'],
    ['1 month', '2026-12-24'],
    ['3 months', '2027-02-24'],
    ['12 months', '2027-11-24'],
    ['2 years', '2028-11-24'],
    ['in 3 Monaten', '2027-02-24'],
    ['innerhalb von drei Monaten', '2027-02-24'],
    ['innerhalb der nächsten 3 Monate', '2027-02-24'],
    ['in den nächsten zwei Wochen', '2026-12-08'],
    ['within 6 months', '2027-05-24'],
    ['3-6 Monate', '2027-05-24'],
    ['3 – 6 months', '2027-05-24'],
    ['3 bis 6 Monate', '2027-05-24'],
    ['< 3 Monate', '2027-02-24'],
    ['> 12 Monate', '2027-11-24'],
    ['mehr als 12 Monate', '2027-11-24'],
    ['12+ months', '2027-11-24'],
    ['12 Monate oder mehr', '2027-11-24'],
    ['in einem Jahr', '2027-11-24'],
    ['in einem halben Jahr', '2027-05-24'],
    ['half a year', '2027-05-24'],
    ['3m', null],
    ['2w', '2026-12-08'],
    ['P2M', '2027-01-24'],
    ['p1y6m', '2028-05-24'],
    ['P2W', '2026-12-08'],
    ['PT48H', '2026-11-26'],
    ['2027-03-15', '2027-03-15'],
    ['15.03.2027', '2027-03-15'],
    ['diese Woche', '2026-11-29'],
    ['nächste Woche', '2026-12-06'],
    ['noch diesen Monat', '2026-11-30'],
    ['nächsten Monat', '2026-12-31'],
    ['next month', '2026-12-31'],
    ['dieses Quartal', '2026-12-31'],
    ['nächstes Quartal', '2027-03-31'],
    ['next quarter', '2027-03-31'],
    ['dieses Jahr', '2026-12-31'],
    ['nächstes Jahr', '2027-12-31'],
    ['Ende des Jahres', '2026-12-31'],
    ['bis Jahresende', '2026-12-31'],
    ['end of year', '2026-12-31'],
    ['Q3 2027', '2027-09-30'],
    ['Q1/27', '2027-03-31'],
    ['Q1', '2027-03-31'],
    ['Q4', '2026-12-31'],
    ['2. Quartal 2027', '2027-06-30'],
    ['März 2027', '2027-03-31'],
    ['Ende März', '2027-03-31'],
    ['im Dezember', '2026-12-31'],
    ['Anfang 2027', '2027-03-31'],
    ['Mitte 2027', '2027-06-30'],
    ['Ende 2027', '2027-12-31'],
    ['2027', '2027-12-31'],
    ['im Herbst', '2026-11-30'],
    ['Frühjahr 2027', '2027-05-31'],
    ['im Sommer', '2027-08-31'],
    ['morgen', '2026-11-25'],
  ])('%s is the day %s', (typed, expected) => {
    expect(readTimeframe(typed, now)).toBe(expected);
  });

  it.each([
    ['bald'],
    ['irgendwann'],
    ['banana'],
    [''],
    ['3'],
    ['P'],
    ['PT'],
    ['2027-02-30'],
    ['99999999 months'],
    ['x months'],
    // Would take for ever where a pattern could read it in two ways.
    ['bis zum '.repeat(5000)],
  ])('%s tells no day', (typed) => {
    expect(readTimeframe(typed, now)).toBeNull();
  });
});
