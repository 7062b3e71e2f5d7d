import { expect, it } from 'vitest';
import { type Arrival, monthOf } from './month.ts';

const month = monthOf('1', 30);
const on = (day: string) => month.filter(({ at }) => at.startsWith(day));
const field = (arrival: Arrival, name: string) =>
  arrival.sending.by === 'form' ? arrival.sending.fields[name] : undefined;

it('is the same month for the same seed, and another one for another', () => {
  expect(monthOf('1', 30)).toEqual(month);
  expect(monthOf('2', 30)).not.toEqual(month);
});

it('begins alike however long it lasts', () => {
  expect(monthOf('1', 3)).toEqual(month.filter(({ at }) => at < '2026-09-16T22:00:00.000Z'));
});

it('brings a few hundred inquiries, in order of time, hardly any at weekends', () => {
  expect(month.length).toBeGreaterThan(250);
  expect(month.length).toBeLessThan(450);
  expect(month.map(({ at }) => at)).toEqual(month.map(({ at }) => at).sort());
  const weekend = month.filter(({ at }) => [0, 6].includes(new Date(at).getUTCDay()));
  expect(weekend.length).toBeLessThan(40);
});

it('types most talks of the fair in days later, at once', () => {
  const talks = month.filter((arrival) => field(arrival, 'channel') === 'trade_fair');
  const daysLater = talks.map((talk) => Date.parse(talk.at) - Date.parse(String(field(talk, 'capturedAt'))));
  expect(talks.length).toBe(71);
  expect(daysLater.every((late) => late > 0)).toBe(true);
  expect(daysLater.filter((late) => late > 72 * 3_600_000).length).toBeGreaterThan(30);
  expect(on('2026-09-28').length).toBeGreaterThan(20);
});

it('has people who come again, people who write English, and junk that nobody waits for', () => {
  const people = month.flatMap(({ person }) => (person ? [person] : []));
  const distinct = new Set(people.map(({ email }) => email));
  expect(people.length - distinct.size).toBeGreaterThan(15);
  expect(people.filter(({ language }) => language === 'en').length).toBeGreaterThan(50);
  expect(month.filter(({ person }) => person === null).length).toBeGreaterThan(8);
});
