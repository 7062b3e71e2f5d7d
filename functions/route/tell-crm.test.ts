import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { analysisOf } from '../../shared/domain/analysis.ts';
import { busDetail, busEvent } from '../../shared/domain/bus-event.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { record } from '../../shared/domain/evolve.ts';
import { ConnectorsDocument } from '../../shared/rules/connectors.ts';
import { newLead, received } from '../../test/fixtures/lead.ts';
import { tellCrm } from './tell-crm.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const KEY = 'a key of the default';
const facts = { firstName: 'Lena', email: 'lena@vogt.example', country: 'DE' };
const rested: Draft = { type: 'LeadRested', to: 'dormant', data: { reason: 'no-sign-of-life' } };

/** What is left of a lead. */
const { id: _, version, seq, createdAt, updatedAt, state, stateSince, ...nobody } = newLead({}, NOW);

interface Posted {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** A lead that came to rest, told to these connectors; each answers as `status` says. */
async function tell(connectors: object[], status: (url: string) => number = () => 202, draft = rested) {
  const store = memoryLeadStore();
  const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };
  const { lead, events } = record('lead_1', null, [received(facts, NOW), draft], origin);
  await store.commit({ lead, events, expectedVersion: null });
  const document = ConnectorsDocument.parse({ version: 1, note: 'test', connectors });
  const posted: Posted[] = [];
  const last = events.at(-1);
  if (!last) throw new Error('no event');
  const detail = busEvent.parse(busDetail(analysisOf(last, null, lead)).detail);
  const told = tellCrm(
    {
      store,
      rules: defaultRules({ connectors: document }),
      secret: async () => JSON.stringify({ default: KEY, own: 'a key of its own, long' }),
      post: async (url, headers, body) => {
        posted.push({ url, headers, body });
        return { status: status(url) };
      },
    },
    detail,
    NOW,
  );
  return { told, posted };
}

const connector = (over: object = {}) => ({ id: 'crm', url: 'https://crm.example/hook', ...over });

describe('a connector', () => {
  it('hears that a person was erased whatever it listens to, and nothing else of them (Art. 19 GDPR)', async () => {
    const rest = { ...nobody, facts: {}, inquiries: [] };
    const erased: Draft = { type: 'LeadErased', to: 'erased', data: { createdAt: NOW, rest, passedTo: [] } };
    const one = connector({ events: ['LeadWon'], when: 'lead.country == "DE"', like: 'hubspot' });
    const { told, posted } = await tell([one], undefined, erased);
    await told;
    expect(JSON.parse(posted[0]?.body ?? '')).toEqual({
      ...{ version: 1, id: 'lead_1.2', type: 'LeadErased', at: NOW },
      lead: { id: 'lead_1', state: 'erased', class: null, owner: null },
    });
  });

  it('gets the event with the lead as it is now, signed, under the id of the event (R135)', async () => {
    const { told, posted } = await tell([connector()]);
    await told;
    const [message] = posted;
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      version: 1,
      id: 'lead_1.2',
      type: 'LeadRested',
      lead: { id: 'lead_1', state: 'dormant' },
      facts: { firstName: 'Lena', email: 'lena@vogt.example' },
    });
    const {
      'webhook-id': id,
      'webhook-timestamp': at,
      'webhook-signature': signature,
    } = message?.headers ?? {};
    const expected = createHmac('sha256', KEY).update(`${id}.${at}.${message?.body}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
  });

  it.each([
    ['listens to other events', { events: ['LeadWon'] }, 0],
    ['wants other leads', { when: 'lead.country == "AT"' }, 0],
    ['wants such leads', { when: 'lead.country == "DE"' }, 1],
  ])('that %s gets %#', async (_, over, count) => {
    const { told, posted } = await tell([connector(over)]);
    await told;
    expect(posted).toHaveLength(count);
  });

  it('signs with the key of its own where it has one', async () => {
    const { told, posted } = await tell([connector(), connector({ id: 'own' })]);
    await told;
    const [first, second] = posted.map(({ headers }) => headers['webhook-signature']);
    expect(first).not.toBe(second);
  });

  it.each([301, 400, 404, 429, 500])(
    'that answers %i is told again, the others are told now',
    async (code) => {
      const { told, posted } = await tell(
        [connector({ url: 'https://down.example/' }), connector({ id: 'up' })],
        (url) => (url.includes('down') ? code : 200),
      );
      await expect(told).rejects.toMatchObject({ code: 'connector-refused', retryable: true });
      expect(posted.map(({ url }) => url)).toEqual(['https://down.example/', 'https://crm.example/hook']);
    },
  );

  it.each(['http://crm.example/', 'ftp://crm.example/', 'http://169.254.169.254/latest', 'nonsense'])(
    'cannot be at %s',
    (url) => {
      const document = { version: 1, note: 'x', connectors: [connector({ url })] };
      expect(ConnectorsDocument.safeParse(document).success).toBe(false);
    },
  );
});
