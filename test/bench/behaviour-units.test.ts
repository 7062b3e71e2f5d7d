import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerEvents } from '../../functions/ingest/answer-events.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRateLimit } from '../../shared/adapters/dynamodb/rate-limit.ts';
import { dynamoVisits } from '../../shared/adapters/dynamodb/visits.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { record } from '../../shared/domain/evolve.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { startEmulator } from '../contracts/emulator.ts';
import { received } from '../fixtures/lead.ts';
import { meter } from './meter.ts';

const now = '2026-11-24T09:00:00.000Z';
const ANNA = 'lead_1k2m3n4p5abcdefghjkmnp';
const emulator = await startEmulator();

describe.skipIf(!emulator)('what a request of POST /v1/events costs', () => {
  if (!emulator) return;
  let table: string;
  beforeAll(async () => {
    table = await emulator.freshTable();
    const change = record(ANNA, null, [received({ email: 'anna@firma.example' }, now)], {
      now,
      by: 'person',
      correlationId: 'cor_1',
    });
    await dynamoLeadStore({ table, client: emulator.client }).commit({ ...change, expectedVersion: null });
  });
  afterAll(() => emulator.stop());

  it.each<[string, object, { write: number; read: number }]>([
    ['by somebody without consent', {}, { write: 2, read: 0 }],
    ['by a visitor with consent', { visitorId: 'browser-1', consent: 'cmp-1' }, { write: 3, read: 0.5 }],
    ['by a known lead', { lead: ANNA, consent: 'cmp-1' }, { write: 3, read: 1 }],
  ])('%s: ten acts at once', async (_whose, who, most) => {
    const client = emulator.newClient();
    const units = meter(client);
    const ports = {
      store: dynamoLeadStore({ table, client }),
      rules: defaultRules(),
      limit: dynamoRateLimit({ table, client }),
      visits: dynamoVisits({ table, client }),
      now: () => now,
      hashKey: table,
    };
    const body = JSON.stringify(
      Array.from({ length: 10 }, (_, n) => ({ type: 'page-view', at: `2026-11-24T08:00:0${n}Z`, ...who })),
    );
    const { statusCode } = await answerEvents(
      ports,
      readRequest(
        httpEvent({
          path: '/v1/events',
          sourceIp: `198.51.${most.write + most.read * 2}.7`,
          body,
          headers: { 'user-agent': 'Webinar tool' },
        }),
      ),
    );
    expect(statusCode).toBe(202);
    const { write, read } = units.total();
    expect({ write, read }).toEqual(most);
  });
});
