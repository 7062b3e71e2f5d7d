import { describe, expect, it } from 'vitest';
import { newLead } from '../../test/fixtures/lead.ts';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
import type { Facts } from '../domain/facts.ts';
import type { InquirySummary } from '../domain/lead.ts';
import { DepthRules, depthOf } from './depth.ts';

const now = '2026-11-24T09:00:00.000Z';
const shipped = DepthRules.parse(defaultDocument('scoring').document.depth);
const by = (channel: string, rest: Partial<InquirySummary> = {}): InquirySummary => ({
  id: 'inq_1',
  channel,
  source: 'x',
  capturedAt: now,
  receivedAt: now,
  ...rest,
});
const depth = (inquiries: InquirySummary[], rules = shipped, facts: Facts = {}) =>
  depthOf({ ...newLead(facts, now), inquiries }, rules);

describe('how deeply a lead was qualified by the way on which it came (R46)', () => {
  it.each([
    ['telemarketing', 4],
    ['direct_mail', 3],
    ['event', 3],
    ['trade_fair', 3],
    ['web_form', 2],
    ['response_card', 1],
  ])('%s is %i in the shipped rules, as the spec has it', (channel, value) => {
    expect(depth([by(channel)])).toEqual({ value, channel });
  });

  const own = {
    ...shipped,
    channels: { ...shipped.channels, open_day: 4 },
    products: { platform: { web_form: 4, telemarketing: 1 } },
  };
  it.each<[string, InquirySummary[], object | null]>([
    ['a channel that the document adds', [by('open_day')], { value: 4, channel: 'open_day' }],
    ['a channel that no table names', [by('podcast')], { value: shipped.otherwise, channel: 'podcast' }],
    [
      'a product with a table of its own',
      [by('web_form', { product: 'platform' })],
      { value: 4, channel: 'web_form', product: 'platform' },
    ],
    [
      'a channel that the product says nothing of',
      [by('event', { product: 'platform' })],
      { value: 3, channel: 'event' },
    ],
    ['another product', [by('web_form', { product: 'training' })], { value: 2, channel: 'web_form' }],
    ['the deepest of several', [by('telemarketing'), by('web_form')], { value: 4, channel: 'telemarketing' }],
    [
      'inquiries that do not count',
      [
        by('web_form'),
        by('telemarketing', { setAside: 'waiting' }),
        by('telemarketing', { concern: 'complaint' }),
      ],
      { value: 2, channel: 'web_form' },
    ],
    [
      'a name out of the language itself',
      [by('constructor')],
      { value: shipped.otherwise, channel: 'constructor' },
    ],
    ['nothing known', [], null],
  ])('%s', (_case, inquiries, expected) => {
    expect(depth(inquiries, own)).toEqual(expected);
  });

  it('is that of the channel among the facts where there is no inquiry', () => {
    expect(depth([], own, { channel: 'telemarketing', product: 'platform' })).toEqual({
      value: 1,
      channel: 'telemarketing',
      product: 'platform',
    });
  });
});
