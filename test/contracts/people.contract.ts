import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { People } from '../../shared/ports/people.ts';

/** What every index of people does, whatever it stands on. */
export function peopleContract(
  name: string,
  start: () => Promise<{ people(): Promise<People>; stop(): Promise<void> }>,
): void {
  describe(`people kept ${name}`, () => {
    let tested: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      tested = await start();
    });
    afterAll(() => tested?.stop());
    const person = (leadId: string, keys: string[], known = {}, organisations: string[] = []) => {
      return { leadId, keys, known, organisations };
    };

    it('are found by each key, newest first, as many as are asked for', async () => {
      const people = await tested.people();
      for (const id of ['lead_1', 'lead_3', 'lead_2'])
        await people.enter(person(id, ['0:a'], { city: id }), true);
      await people.enter(person('lead_4', ['1:b']), true);
      expect(await people.under(['0:a', '1:b', '2:c'], 2)).toEqual([
        [
          { leadId: 'lead_3', known: { city: 'lead_3' } },
          { leadId: 'lead_2', known: { city: 'lead_2' } },
        ],
        [{ leadId: 'lead_4', known: {} }],
        [],
      ]);
    });

    it('are found by what they were known by before, and by what is known now (R55)', async () => {
      const people = await tested.people();
      await people.enter(person('lead_1', ['0:old'], { phone: '1' }), true);
      await people.enter(person('lead_1', ['0:new'], { phone: '2' }), false);
      const [old, now] = await people.under(['0:old', '0:new'], 9);
      expect([old?.[0]?.known.phone, now?.[0]?.known.phone]).toEqual(['1', '2']);
    });

    it('are found by their organisation, each once', async () => {
      const people = await tested.people();
      const keys = ['domain:ott.example', 'name:ott'];
      await people.enter(person('lead_1', [], {}, keys), true);
      await people.enter(person('lead_2', [], {}, ['name:ott']), true);
      expect(await people.ofOrganisation(keys, 9)).toEqual(['lead_2', 'lead_1']);
      expect(await people.ofOrganisation(['domain:ott.example'], 9)).toEqual(['lead_1']);
      expect(await people.ofOrganisation([], 9)).toEqual([]);
    });
  });
}
