import { expect, it } from 'vitest';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import { readRequest } from '../../../shared/http/request.ts';
import { httpEvent } from '../../../shared/http/testing.ts';
import { listReviews } from './reviews.ts';

const aside = (id: string, receivedAt: string) =>
  ({
    id,
    receivedAt,
    leadId: null,
    channel: 'email',
    source: 'mail',
    reason: 'virus',
    findings: [],
    facts: {},
  }) as unknown as Inquiry;

it('an inquiry that was set aside says how long it waits and until when it must be decided, in business hours (R53, spec 6)', async () => {
  const items = [aside('inq_1', '2026-11-20T10:00:00.000Z'), aside('inq_2', '2026-11-23T10:00:00.000Z')];
  const store = { ...memoryLeadStore(), listSetAside: async () => ({ items }) };
  const caller = { subject: 'u1', role: 'marketing' };
  const reviews = [];
  const sizes: number[] = [];
  for (let cursor: string | undefined = '', pages = 0; cursor !== undefined && pages < 5; pages++) {
    const query: Record<string, string> = cursor ? { cursor } : {};
    const request = readRequest(httpEvent({ method: 'GET', path: '/v1/reviews', query, caller }));
    const { body } = await listReviews({ store, rules: defaultRules() }, request, '2026-11-24T10:00:00.000Z');
    const told = JSON.parse(body);
    reviews.push(...told.reviews);
    sizes.push(told.reviews.length);
    cursor = told.cursor;
  }
  expect(reviews).toMatchObject([
    { id: 'inq_1', ageHours: 96, due: '2026-11-23T10:00:00.000Z' },
    { id: 'inq_2', ageHours: 24, due: '2026-11-24T10:00:00.000Z' },
  ]);
  // Nobody has to turn empty pages to find what waits.
  expect(sizes[0]).toBe(2);
});
