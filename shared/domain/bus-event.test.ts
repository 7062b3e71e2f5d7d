import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { newLead } from '../../test/fixtures/lead.ts';
import { analysisOf, analysisOfSetAside } from './analysis.ts';
import { busDetail, busEvent } from './bus-event.ts';
import { record } from './evolve.ts';

const NOW = '2027-01-19T09:00:00.000Z';

describe('an event on the bus', () => {
  it('is what its published schema says', async () => {
    const schema = {
      title: 'Detail of an event of the source "leitwerk"; the detail type is its "type"',
      ...z.toJSONSchema(busEvent),
    };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../docs/events.schema.json');
  });

  it('keeps to the schema, whether a lead was changed or an inquiry set aside', () => {
    const lead = newLead({ email: 'eva@ott.example', firstName: 'Eva' }, NOW);
    const origin = { now: NOW, by: 'system', correlationId: 'c' };
    const { lead: after, events } = record(
      lead.id,
      lead,
      [{ type: 'LeadRested', to: 'dormant', data: { reason: 'no-sign-of-life' } }],
      origin,
    );
    const [event] = events;
    if (!event) throw new Error('no event');
    const detail = busEvent.parse(busDetail(analysisOf(event, lead, after)).detail);
    expect(detail).toMatchObject({
      schemaVersion: 1,
      type: 'LeadRested',
      lead_id: 'lead_1',
      state: 'dormant',
    });
    const aside = analysisOfSetAside({
      id: 'inq_9',
      outcome: 'ignored',
      reason: 'auto-reply',
      leadId: null,
      channel: 'email',
      source: 'sales',
      capturedAt: NOW,
      receivedAt: NOW,
      facts: {},
      extra: {},
      consents: {},
      utm: {},
      findings: [],
      attachments: [],
      raw: null,
    });
    expect(busEvent.parse(busDetail(aside).detail)).toMatchObject({ type: 'InquirySetAside', lead_id: null });
  });
});
