import { afterAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../contracts/emulator.ts';
import { meter } from './meter.ts';
import { usualPath } from './usual-path.ts';

const emulator = await startEmulator();

/** A web form as people fill it in; the second is as much as they ever write. */
const forms = [
  {
    firstName: 'Jürgen',
    lastName: 'Niedermeier',
    email: 'juergen.niedermeier@alpen-maschinenbau-koeln17.example',
    company: 'Alpen-Maschinenbau Köln GmbH & Co. KG',
    country: 'DE',
    postcode: '50667',
    city: 'Köln',
    phone: '+49 151 20134623',
    message: 'Wir möchten unser System ablösen und brauchen einen Preis für 45 Plätze.',
    timeframe: '1 month',
    budget: 70_000,
    orderVolume: 70_000,
    authority: 'decider',
    need: 'concrete',
    industry: 'IT',
    employees: 200,
    product: 'demo',
    // A series of mails is for who is not ripe: it must not begin, and cost nothing, here.
    consent: { newsletter: { given: true } },
  },
];

describe.skipIf(!emulator)('the usual path of a lead', () => {
  if (!emulator) return;
  afterAll(() => emulator.stop());

  it.each(forms)(
    'costs at most 30 write and 6 read units, and to recognise the person 6 and 4 ($lastName)',
    async (form) => {
      const client = emulator.newClient();
      const table = await emulator.freshTable();
      const units = meter(client);
      const steps: Record<string, { write: number; read: number }> = {};
      const lead = await usualPath({ client, aside: emulator.client, table }, form, (station) => {
        steps[station] = units.total();
      });
      expect(lead.state).toBe('assigned');
      expect(lead.consents.newsletter?.given).toBe(true);
      expect(lead.clocks.map(({ name }) => name)).not.toContain('nurture');
      expect(lead.inquiries[0]?.answered?.how).toBe('mail');
      const told = steps.notify ?? { write: 0, read: 0 };
      expect(told.write).toBeLessThanOrEqual(30);
      expect(told.read).toBeLessThanOrEqual(6);
      const { write, read } = units.total();
      expect(write - told.write).toBeLessThanOrEqual(6);
      expect(read - told.read).toBeLessThanOrEqual(4);
    },
  );
});
