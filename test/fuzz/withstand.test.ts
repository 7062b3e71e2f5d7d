import { expect, it } from 'vitest';
import { withstand, withstandPages } from './withstand.ts';

it('whatever comes as form, hook or mail is answered, sets nothing that only the system may set, and changes no other object', async () => {
  const { taken, ...done } = await withstand(600, 7);
  expect(done).toEqual({ sent: 600, broken: [], assigned: [], polluted: false });
  // Enough of it must get as far as a lead for this to say anything.
  expect(taken).toBeGreaterThan(100);
});

it('whatever comes as act, list, captured lead, or post to the page of a person or owner does no more than it may', async () => {
  const { taken, ...done } = await withstandPages(600, 7);
  expect(done).toEqual({ sent: 600, broken: [], assigned: [], polluted: false });
  expect(taken).toBeGreaterThan(150);
});
