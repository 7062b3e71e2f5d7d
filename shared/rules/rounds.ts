/** When another round of qualification is worth it, and when a lead leaves by rule (spec 3, "Rounds"). */
import * as z from 'zod';
import type { Lead } from '../domain/lead.ts';

const chance = z.number().min(0).max(1);

/** The part of the lead definition that ends the loop; what is left out ends nothing. */
export const RoundRules = z.strictObject({
  /** Rounds of a lead in all; one that is not ripe after so many leaves (R104). */
  most: z.int().min(1).max(100),
  /** Days without a word or a deed of the person after which the lead leaves. */
  silentDays: z.int().min(1).max(3650).optional(),
  /** What a lead must be worth (R105): volume × chance of winning it, in the currency of the facts. */
  value: z
    .strictObject({
      least: z.number().positive(),
      /** By class, where the score itself says no probability. */
      chance: z.strictObject({ cold: chance, warm: chance, hot: chance }),
    })
    .optional(),
  /** Missing facts that are asked for in one round (R81). */
  ask: z.int().min(1).max(10).default(3),
});
export type RoundRules = z.infer<typeof RoundRules>;

/** Why a lead leaves, as a code to count by and a sentence. */
export interface Exit {
  reason: 'no-sign-of-life' | 'max-iterations' | 'small-value';
  because: string;
}

const DAY_MS = 86_400_000;

/** The last time that the person behind a lead was heard of (ISO instant). */
export function lastSignOfLife({ createdAt, heardAt, inquiries }: Lead): string {
  const asked = inquiries.map(({ receivedAt }) => receivedAt);
  return [...asked, heardAt ?? createdAt].reduce((last, at) => (at > last ? at : last), '');
}

/**
 * Volume × chance of winning it; null where no volume is known, for nobody is dropped for what was never asked. The chance
 * is the probability of the score, or else the one that the rules give to the class.
 */
export function expectedValue(
  { facts, score, class: leadClass }: Pick<Lead, 'facts' | 'score' | 'class'>,
  chances: NonNullable<RoundRules['value']>['chance'],
): number | null {
  const volume = facts.orderVolume ?? facts.budget;
  return volume === undefined ? null : volume * (score?.probability ?? chances[leadClass ?? 'cold']);
}

/**
 * Why a lead that is not ripe at the end of a round leaves; null where another round is worth it.
 * @param now ISO instant
 */
export function exitOf(lead: Lead, { most, silentDays, value }: RoundRules, now: string): Exit | null {
  const silent = (Date.parse(now) - Date.parse(lastSignOfLife(lead))) / DAY_MS;
  if (silentDays !== undefined && silent >= silentDays)
    return {
      reason: 'no-sign-of-life',
      because: `${Math.floor(silent)} days without a sign, ${silentDays} allowed`,
    };
  const rounds = lead.round + 1 - (lead.roundsBefore ?? 0);
  if (rounds >= most) return { reason: 'max-iterations', because: `${rounds} rounds, ${most} at most` };
  const worth = value ? expectedValue(lead, value.chance) : null;
  if (value && worth !== null && worth < value.least)
    return {
      reason: 'small-value',
      because: `worth ${worth.toFixed(2)}, at least ${value.least.toFixed(2)} asked`,
    };
  return null;
}
