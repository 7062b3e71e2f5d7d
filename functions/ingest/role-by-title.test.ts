import { beforeEach, describe, expect, it } from 'vitest';
import { factHistories } from '../../shared/rules/fact-origins.ts';
import { listPorts, takeDropped } from '../../test/fixtures/lists.ts';

let ports = listPorts();
beforeEach(() => {
  ports = listPorts();
});

const said = { source: 'fair', requested: 'true', 'legal-basis': 'consent' };

/** Inquiries of one person, one after the other. @returns the lead with the origin of its role */
async function roleAfter(...inquiries: { title: string; role: string }[]) {
  const rows = inquiries.map(({ title, role }, i) => `eva@ott.example;${title};${role};Question ${i}`);
  const content = ['E-Mail;Position;Rolle;Nachricht', ...rows].join('\n');
  const { rows: told } = await takeDropped(ports, { key: 'lists/fair.csv', content, said });
  const { lead, events = [] } = (await ports.store.loadWithHistory(told[0]?.leadId ?? '')) ?? {};
  return {
    role: lead?.facts.authority,
    origin: factHistories(events).get('authority')?.origin,
    looked: events.filter(({ type }) => type === 'FactsLookedUp'),
  };
}

describe('the role of somebody in the buying centre (R86)', () => {
  it('follows from the job title, and the history says by which words', async () => {
    const { role, origin, looked } = await roleAfter({ title: 'Leiterin Einkauf', role: '' });
    expect(role).toBe('buyer');
    expect(origin).toMatchObject({ kind: 'looked-up', source: 'job-title', detail: 'einkauf*' });
    expect(looked).toMatchObject([{ rule: 'ingest/role-of', because: 'einkauf*' }]);
  });

  it.each([
    ['with the title', [{ title: 'Leiterin Einkauf', role: 'Entscheider' }]],
    [
      'later',
      [
        { title: 'Leiterin Einkauf', role: '' },
        { title: '', role: 'Entscheider' },
      ],
    ],
    [
      'before',
      [
        { title: '', role: 'Entscheider' },
        { title: 'Leiterin Einkauf', role: '' },
      ],
    ],
  ])('is what was told %s, whatever the title', async (_, inquiries) => {
    const { role, origin } = await roleAfter(...inquiries);
    expect(role).toBe('decider');
    expect(origin).toMatchObject({ kind: 'inquiry' });
  });

  it('moves on with a new title, and is said once where the title stays', async () => {
    const career = ['Sachbearbeiterin', 'Sachbearbeiterin', 'Geschäftsführerin'];
    const { role, origin, looked } = await roleAfter(...career.map((title) => ({ title, role: '' })));
    expect(role).toBe('decider');
    expect(origin).toMatchObject({ source: 'job-title', detail: 'geschäftsführ*' });
    expect(looked).toHaveLength(2);
  });

  it('stays unknown where the title says nothing of it', async () => {
    expect(await roleAfter({ title: 'Pfarrerin', role: '' })).toMatchObject({ role: undefined, looked: [] });
  });
});
