import { isOpen } from '../../../shared/domain/clock.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { InquirySummary, Lead, LeadContent } from '../../../shared/domain/lead.ts';

/** What stands where a source did: which form or list it was may single somebody out. */
export const NO_SOURCE = 'erased';

/**
 * Takes everything personal out of a lead, from any state. What stays is what statistics count: month, channels, class,
 * territory, rounds and, as the reason, the state that it had. Requests about the own data are settled by it; every other
 * clock is void. Pure.
 * @param passedTo who has data of the person, as far as is known here: `owner:{id}`
 */
export function eraseDrafts(lead: Lead, passedTo: readonly string[]): Draft[] {
  const open = lead.clocks.filter(isOpen);
  const requests = open.filter(({ name }) => name === 'rights');
  return [
    ...requests.map(
      ({ run }): Draft => ({ type: 'RightsSettled', rule: RULE, data: { run, result: 'done' } }),
    ),
    {
      type: 'LeadErased',
      to: 'erased',
      rule: RULE,
      data: { createdAt: monthOf(lead.createdAt), rest: rest(lead), passedTo: [...passedTo] },
      // The lead has no clocks any more; reports still know of them.
      clocks: open
        .filter(({ name }) => name !== 'rights')
        .map(({ run }) => ({ op: 'void', run, at: lead.updatedAt })),
    },
  ];
}

const RULE = 'erase/person';

function rest({ class: rated, stage, pool, round, state, merged, inquiries }: Lead): LeadContent {
  return {
    ...{ class: rated, stage, pool, round, reason: merged?.state ?? state },
    ...{ facts: {}, extra: {}, consents: {}, organisation: null, inquiries: inquiries.map(anonymous) },
    ...{
      score: null,
      owner: null,
      assignment: null,
      passedOver: [],
      clocks: [],
      orders: [],
      contactedAt: null,
    },
  };
}

function anonymous({ id, channel, capturedAt, receivedAt }: InquirySummary): InquirySummary {
  return {
    ...{ id, channel, source: NO_SOURCE },
    capturedAt: monthOf(capturedAt),
    receivedAt: monthOf(receivedAt),
  };
}

/** `2026-11-24T09:12:00.000Z` → `2026-11-01T00:00:00.000Z` */
const monthOf = (at: string): string => `${at.slice(0, 7)}-01T00:00:00.000Z`;
