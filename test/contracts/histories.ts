import fc from 'fast-check';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { mayFollow, State } from '../../shared/domain/lifecycle.ts';
import { assigned, clockDue, later, note } from './sample-leads.ts';

/** One step of a history: what happens to the lead as it stands; nothing where the lifecycle forbids it. */
type Step = (lead: Lead) => Draft[];

const noting = fc.array(fc.string({ minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 4 });

const moving = fc.constantFrom(...State.options.filter((state) => state !== 'erased' && state !== 'merged'));

const facts = fc.record(
  {
    firstName: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    budget: fc
      .double({ min: 0, max: 1e9, noNaN: true, noDefaultInfinity: true })
      .filter((n) => !Object.is(n, -0)),
    products: fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const steps: fc.Arbitrary<Step> = fc.oneof(
  noting.map(
    (texts): Step =>
      () =>
        texts.map(note),
  ),
  moving.map(
    (state): Step =>
      (lead) =>
        mayFollow(lead.state, state) ? [{ ...note(`to ${state}`), to: state }] : [],
  ),
  facts.map(
    (found): Step =>
      () => [{ type: 'FactsChanged', data: { facts: found, source: 'phone' } }],
  ),
  fc.tuple(facts, fc.constantFrom('2027-06-30', '2028-01-31')).map(
    ([found, contractEnd]): Step =>
      ({ orders }) => [
        {
          type: 'CustomerKnown',
          data: {
            ...{ source: 'crm', facts: found, extra: {}, consents: {}, organisation: null },
            keeper: { id: 'ines', name: 'Ines' },
            orders: [{ id: `A-${orders.length}`, at: later(orders.length) }],
            dates: { contractEnd },
          },
        },
      ],
  ),
  fc.constantFrom('ines', 'lars').map(
    (owner): Step =>
      (lead) =>
        mayFollow(lead.state, 'assigned') ? [assigned(owner)] : [],
  ),
  fc.nat(100_000).map(
    (ms): Step =>
      () => [{ ...note('clock'), clocks: [{ op: 'start', clock: clockDue(later(ms)) }] }],
  ),
);

/** Histories of legal events, some long enough to outgrow the lead item. */
export const histories = fc.array(steps, { minLength: 1, maxLength: 60, size: 'max' });
