import { isOpen } from '../../../shared/domain/clock.ts';
import { advertisingPurposes } from '../../../shared/domain/contact.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import { conditionFacts, holds } from '../../../shared/rules/conditions.ts';
import type { NurtureDocument, NurtureSeries } from '../../../shared/rules/nurture.ts';
import { nurtureClock } from '../../../shared/rules/watch.ts';
import { isWonBack } from '../../../shared/rules/win-back.ts';

const DAY_MS = 86_400_000;

/**
 * The series of mails that begins for a lead that stays in qualification, as the event that plans all its mails; none
 * where the person did not agree to such mails, has one already, or nothing fits. Whoever broke a series off (wrote
 * back, unsubscribed) gets no other one before the lead has been elsewhere.
 * @param lead as it is scored now
 * @param now ISO instant
 */
export function beginNurture(
  lead: Lead,
  { document, hash }: ActiveDocument<NurtureDocument>,
  now: string,
): Draft[] {
  const purpose = advertisingPurposes(lead).find((given) => document.purposes.includes(given));
  const ripe = lead.class === 'hot' && !isWonBack(lead);
  if (purpose === undefined || !lead.facts.email || ripe || isNurtured(lead)) return [];
  const series = document.series.find((candidate) => fits(candidate, lead));
  if (!series) return [];
  return [
    {
      type: 'NurtureBegun',
      rule: 'score/nurture',
      rulesHash: hash,
      because: `${series.id} fits, consent to ${purpose}`,
      data: { series: series.id },
      clocks: [nurtureClock(series.id, now, planned(series, now), hash)],
    },
  ];
}

/** A series runs, or was broken off since the lead came into qualification. */
function isNurtured({ clocks, stateSince }: Lead): boolean {
  return clocks.some(
    (clock) =>
      clock.name === 'nurture' &&
      (isOpen(clock) ||
        ((clock.stoppedAt ?? '') > stateSince && clock.steps.some(({ taken }) => taken === undefined))),
  );
}

function fits({ id, products, when }: NurtureSeries, lead: Lead): boolean {
  const { facts, clocks } = lead;
  if (clocks.some(({ run }) => run === `nurture:${id}`)) return false;
  const interests = [...(facts.products ?? []), ...(facts.product ? [facts.product] : [])];
  if (products && products.length > 0 && !products.some((product) => interests.includes(product)))
    return false;
  return when === undefined || holds(when, conditionFacts(lead));
}

function planned({ steps }: NurtureSeries, now: string): { id: string; at: string }[] {
  let at = Date.parse(now);
  return steps.map(({ id, days }) => {
    at += days * DAY_MS;
    return { id, at: new Date(at).toISOString() };
  });
}
