import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';

/** A person's answer counts for every inquiry that still waits for one (spec 4). */
export function answered(lead: Lead, how: 'call' | 'hand', only?: string): Draft[] {
  return lead.inquiries
    .filter((inquiry) => !inquiry.answered && (only === undefined || inquiry.id === only))
    .map(({ id }) => ({ type: 'InquiryAnswered', data: { inquiryId: id, how } }));
}
