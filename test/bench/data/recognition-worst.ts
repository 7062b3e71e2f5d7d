import { MOST_CANDIDATES } from '../../../functions/ingest/rules/identity/block-keys.ts';
import { type Known, portrayBy } from '../../../functions/ingest/rules/identity/portrait.ts';
import { suspectBy } from '../../../functions/ingest/rules/identity/suspect.ts';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Figure } from './figure.ts';

/** Letters of a line that a form may send, and of an e-mail address. */
const [LINE, EMAIL] = [200, 254];
/** Sets of a round, and rounds of which the middle one counts. */
const [SETS, ROUNDS] = [20, 31];

const { document } = defaultDocument('identity');
const portray = portrayBy(document);
const suspect = suspectBy(document);

/** Everything is known of both, common names: no comparison ends because something is missing. */
const usual: Known = {
  firstName: 'Hans-Peter',
  lastName: 'Müller-Schönberger',
  birthDate: '1970-05-17',
  phone: '+4922112345670',
  email: 'hans-peter.mueller-schoenberger@maschinenbau.example',
  street: 'Nordrhein-Westfälische Allee 117a',
  postcode: '50667',
  city: 'Mülheim an der Ruhr',
  company: 'Müller & Schönberger Maschinenbau Handelsgesellschaft mbH & Co. KG',
};

const filled = (words: string, length: number): string => words.repeat(length).slice(0, length).trim();
const longest: Known = {
  ...usual,
  firstName: filled('Müller', LINE),
  lastName: filled('Schönberger-', LINE),
  email: `${filled('hans.mueller.', 60)}x@${filled('maschinenbau.', EMAIL - 80)}x.example`,
  street: filled('Allee ', LINE),
  city: filled('ab', LINE),
  company: filled('Müller Meyer Möller ', LINE),
};

/** The other letters of a text, at a few places or at all. */
const slips: Readonly<Record<string, (text: string, at: number) => string>> = {
  'the same': (text) => text,
  'one letter more': (text, at) =>
    `${text.slice(0, 1 + (at % text.length))}x${text.slice(1 + (at % text.length))}`,
  'other letters at both ends': (text) => `q${text.slice(1, -1)}q`,
  'every ninth letter another': (text) => text.replace(/(.{8})[a-z]/gi, '$1y'),
  backwards: (text) => [...text].reverse().join(''),
};

/**
 * The most that comparing one person can take: as many candidates as there can be, everything known of all of them and spelt
 * alike, so that no comparison ends early; in lines as people write them and in the longest that are taken.
 */
export function worstFigures(): Figure[] {
  return [worst('everything known of all', usual), worst(`the same in lines of ${LINE} letters`, longest)];
}

function worst(what: string, person: Known): Figure {
  const times = Object.entries(slips).map(([slip, change]) => ({ slip, time: timeOf(person, change) }));
  const [most] = times.sort((a, b) => b.time - a.time);
  return {
    what: `µs of a set of ${MOST_CANDIDATES}, ${what}`,
    value: most?.time ?? 0,
    most: 200,
    gate: false,
    note: `slowest of ${times.length} kinds of spelling: ${most?.slip}`,
  };
}

function timeOf(person: Known, change: (text: string, at: number) => string): number {
  const others = Array.from(
    { length: MOST_CANDIDATES },
    (_, i): Known =>
      Object.fromEntries(Object.entries(person).map(([name, text]) => [name, change(text ?? '', i)])),
  );
  const rounds = Array.from({ length: ROUNDS }, () => {
    const began = process.cpuUsage();
    for (let set = 0; set < SETS; set++) {
      const own = portray(person);
      for (const other of others) suspect(own, portray(other, own));
    }
    const { user, system } = process.cpuUsage(began);
    return (user + system) / SETS;
  });
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}
