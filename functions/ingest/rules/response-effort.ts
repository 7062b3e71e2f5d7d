/** How much trouble a person took to write to us: a measure of interest (R45). */
import type { Facts } from '../../../shared/domain/facts.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';

/** Who does this wants something: they called, or put a sheet into an envelope or a machine. */
const OF_THEMSELVES = ['phone', 'letter', 'fax'];
/** They came to us. */
const IN_PERSON = ['trade_fair', 'event'];
/** The trouble was ours: a call that we made, a row of a list. */
const OURS = ['telemarketing', 'import'];
/** Characters of a message that somebody thought about: three or four sentences. */
const LONG = 250;
/** Characters of a message that says more than "please call". */
const SENTENCE = 40;
/** Facts that a form with more than an address asks for. */
const SEVERAL = 4;
/** What is told by filling in a field; the rest is found out by us or told twice. */
const TOLD: readonly (keyof Facts)[] = [
  ...(['phone', 'company', 'jobTitle', 'website', 'street', 'postcode', 'city', 'product'] as const),
  ...(['budget', 'orderVolume', 'timeframe', 'authority', 'need', 'currentlyUses'] as const),
  ...(['industry', 'employees'] as const),
];

/**
 * 4 called or wrote a letter, 3 came to our stand or wrote at length, 2 filled in a form or wrote a sentence, 1 sent a card or
 * little more than an address. Undefined where nobody responded: a call of ours, a row of a list.
 */
export function responseEffort({
  channel,
  text = '',
  facts,
  list,
}: Pick<Inquiry, 'channel' | 'text' | 'facts' | 'list'>): number | undefined {
  if (OURS.includes(channel) || list?.requested === false) return undefined;
  if (OF_THEMSELVES.includes(channel)) return 4;
  const length = text.trim().length;
  if (IN_PERSON.includes(channel) || length >= LONG) return 3;
  const told = TOLD.filter((name) => facts[name] !== undefined).length;
  return told >= SEVERAL || length >= SENTENCE ? 2 : 1;
}
