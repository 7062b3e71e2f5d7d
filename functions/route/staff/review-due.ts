import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { ActiveRules } from '../../../shared/ports/active-rules.ts';
import { calendarOf, deadline, promiseFor } from '../../../shared/rules/deadlines.ts';

/**
 * Until when somebody should have decided about an inquiry that was set aside (spec 6, clock `review`). No clock runs for it,
 * since it has no lead; the time is computed from the rules in force when it is shown.
 * @returns for each inquiry, in their order, an ISO instant
 */
export async function reviewsDue(
  rules: ActiveRules,
  inquiries: readonly { receivedAt: string; channel?: Inquiry['channel'] | undefined }[],
): Promise<string[]> {
  if (inquiries.length === 0) return [];
  const [{ document: deadlines }, { document: calendars }] = await Promise.all([
    rules.get('deadlines'),
    rules.get('calendars'),
  ]);
  return inquiries.map(({ receivedAt, channel }) => {
    const nobody = { class: null, pool: null };
    const { target, counted, calendar } = promiseFor(deadlines, 'review', nobody, channel);
    return deadline(receivedAt, target, counted, calendarOf(calendars, calendar));
  });
}
