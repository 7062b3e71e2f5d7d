/** What reaches the demo company in its month: planned from the seed alone, before anything runs. */
import { dayOf, instantOf, weekdayOf } from './calendar.ts';
import { type Person, personOf } from './people.ts';
import { chanceOf, type Random } from './random.ts';
import { formOf, letter, mailOf, outOfOffice, type Sending } from './sending.ts';
import { askedAgain, messageOf, SPAM } from './words.ts';

export interface Arrival {
  /** ISO instant */
  readonly at: string;
  /** Nobody where there is no person behind it. */
  readonly person: Person | null;
  readonly sending: Sending;
}

/** Days of the demo on which the fair takes place, and on which its cards are typed in afterwards. */
const FAIR = { campaign: 'messe-2026', from: 7, until: 11, typedIn: [14, 15, 16] } as const;
const FAIR_TALKS_A_DAY = [17, 19, 16, 12, 7];
/** Reply cards of the mailing come in from this day on. */
const CARDS_FROM = 23;
/** People are numbered: those who come by themselves (so many a day at most), by the fair, by a reply card. */
const MOST_A_DAY = 12;
const FAIR_PEOPLE = 400;
const CARD_PEOPLE = 600;

/** @returns all that arrives in so many days, in order of time */
export function monthOf(seed: string, days: number): Arrival[] {
  const indexes = Array.from({ length: days }, (_, index) => index);
  const first = indexes.flatMap((index) => [...everyday(seed, index), ...replyCards(seed, index)]);
  const last = dayOf(days);
  return [
    ...first,
    ...first.flatMap((arrival) => later(seed, arrival)),
    ...fair(seed),
    ...indexes.flatMap((index) => junk(seed, index)),
  ]
    .filter(({ at }) => at < instantOf(last, 0))
    .sort((one, other) => one.at.localeCompare(other.at));
}

/** People who come by themselves: many on working days, few at weekends. */
function everyday(seed: string, index: number): Arrival[] {
  const day = dayOf(index);
  const chance = chanceOf(seed, 'day', index);
  const weekend = [0, 6].includes(weekdayOf(day));
  const many = weekend ? chance.between(0, 3) : chance.between(5, 9);
  return Array.from({ length: many }, (_, i) => {
    const person = personOf(seed, index * MOST_A_DAY + i);
    const own = chanceOf(seed, person.key, 'arrival');
    // On the hour: what comes at the same instant is worked off together.
    const at = instantOf(day, weekend ? own.between(10, 20) : own.between(7, 19));
    return { at, person, sending: sendingOf(person, own) };
  });
}

function sendingOf(person: Person, chance: Random): Sending {
  const channel = chance.weighted({ web_form: 45, email: 25, ad_form: 14, phone: 8, partner: 5, chat: 3 });
  const message = messageOf(person, chance);
  if (channel === 'email') return letter(person, message);
  return formOf(person, message, { channel, ...(channel === 'ad_form' ? { campaign: 'suche' } : {}) });
}

function replyCards(seed: string, index: number): Arrival[] {
  const day = dayOf(index);
  if (index < CARDS_FROM || [0, 6].includes(weekdayOf(day))) return [];
  const many = chanceOf(seed, 'cards', index).between(3, 7);
  return Array.from({ length: many }, (_, i) => {
    const person = personOf(seed, CARD_PEOPLE + (index - CARDS_FROM) * MOST_A_DAY + i);
    const message = messageOf(person, chanceOf(seed, person.key, 'card'));
    const origin = { channel: 'response_card', campaign: 'mailing-herbst' };
    // The post comes at ten.
    return { at: instantOf(day, 10), person, sending: formOf(person, message, origin) };
  });
}

/** Talks at the fair: some are typed in the same evening, most of them days later, all at once. */
function fair(seed: string): Arrival[] {
  return FAIR_TALKS_A_DAY.flatMap((many, ofFair) =>
    Array.from({ length: many }, (_, i) => {
      const person = personOf(seed, FAIR_PEOPLE + ofFair * 30 + i);
      const chance = chanceOf(seed, person.key, 'fair');
      const day = dayOf(FAIR.from + ofFair);
      const capturedAt = instantOf(day, chance.between(18, 34) / 2);
      const evening = chance.happens(0.35);
      const at = evening
        ? instantOf(day, 18)
        : instantOf(dayOf(chance.pick(FAIR.typedIn)), chance.pick([9, 11, 14]));
      const origin = { channel: 'trade_fair', campaign: FAIR.campaign, capturedAt };
      return { at, person, sending: formOf(person, messageOf(person, chance), origin) };
    }),
  );
}

/** The same person again days later by form or mail, or the machine that answers while the person is away. */
function later(seed: string, { at, person }: Arrival): Arrival[] {
  if (!person) return [];
  const chance = chanceOf(seed, person.key, 'later');
  const what = chance.weighted({ nothing: 84, again: 12, away: 4 });
  if (what === 'nothing') return [];
  if (what === 'away') return [{ at: after(at, 1), person, sending: outOfOffice(person) }];
  const message = askedAgain(person, chance);
  const sending = chance.happens(0.5)
    ? letter(person, message)
    : formOf(person, message, { channel: 'web_form' });
  return [{ at: after(at, chance.between(2, 10) * 12), person, sending }];
}

const after = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString();

/** What nobody waits for: advertising by mail and form, and newsletters. */
function junk(seed: string, index: number): Arrival[] {
  const chance = chanceOf(seed, 'junk', index);
  const what = chance.weighted({ nothing: 40, mail: 20, form: 25, newsletter: 15 });
  if (what === 'nothing') return [];
  const at = instantOf(dayOf(index), chance.between(1, 22));
  return [{ at, person: null, sending: junkOf(what, index, chance) }];
}

function junkOf(what: 'mail' | 'form' | 'newsletter', index: number, chance: Random): Sending {
  const from = `offers@sender-${index}.example`;
  const text = chance.pick(SPAM);
  if (what === 'form') return { by: 'form', fields: { email: from, message: text, _honeypot: 'yes' } };
  if (what === 'mail') return mailOf({ from, subject: 'Great offer', text, id: `junk-${index}`, spam: true });
  const headers = ['List-Unsubscribe: <https://news.example/off>', 'Precedence: bulk'];
  const news = {
    from: `news@news-${index}.example`,
    subject: 'Branchenbrief',
    text: 'Die Themen der Woche.',
  };
  return mailOf({ ...news, headers, id: `news-${index}` });
}
