import { chanceOf, type Random } from './random.ts';

/** What somebody wants in truth; forms and calls bring it to light. */
export interface Wish {
  product: 'demo' | 'platform' | 'training' | 'consulting';
  timeframe: string;
  budget: number;
  orderVolume: number;
  authority: 'decider' | 'buyer' | 'influencer' | 'user';
  need: 'concrete' | 'general';
}

/** Somebody who inquires. Nobody of them exists: domains end in .example, numbers are kept free for films. */
export interface Person {
  key: string;
  language: 'de' | 'en';
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  company: string;
  jobTitle: string;
  postcode: string;
  city: string;
  country: string;
  industry: string;
  employees: number;
  /** How it will turn out, if somebody asks. */
  heat: 'hot' | 'warm' | 'cold';
  wish: Wish;
}

interface Land {
  firstNames: readonly string[];
  lastNames: readonly string[];
  companies: readonly string[];
  jobs: readonly string[];
  industries: readonly string[];
  /** Country, postcode, city. */
  places: readonly (readonly [country: string, postcode: string, city: string])[];
  phone: string;
}

const list = (text: string): string[] => text.split(/, */);

const LANDS: Record<'de' | 'en', Land> = {
  de: {
    firstNames: list(
      'Anna, Jens, Katrin, Matthias, Sabine, Thorsten, Lena, Florian, Ayşe, Markus, Julia, Stefan, Claudia, Bernd, Nicole, Oliver, Silke, Dirk, Miriam, Tobias, Heike, Lukas, Andrea, Georg, Carolin, Mehmet, Ines, Holger, Vera, Philipp',
    ),
    lastNames: list(
      'Albrecht, Böhm, Conrads, Dietz, Eckert, Franke, Grote, Hartwig, Issel, Jäger, Köhler, Lorenz, Maurer, Neuhaus, Oertel, Pohl, Quandt, Reuter, Schilling, Thiel, Ulrich, Vogt, Wessels, Yilmaz, Zander, Brinkmann, Drexler, Fuhrmann, Gerlach, Heinemann',
    ),
    companies: list(
      'Maschinenbau GmbH, Logistik GmbH & Co. KG, Elektrotechnik GmbH, Software AG, Medizintechnik GmbH, Verpackungen KG, Gebäudetechnik GmbH, Datendienste GmbH, Werkzeuge GmbH, Handel GmbH',
    ),
    jobs: list(
      'Geschäftsführerin, Leiter Vertrieb, Einkäufer, IT-Leiterin, Projektleiter, Assistenz der Geschäftsleitung',
    ),
    industries: list('IT, Software, Maschinenbau, Logistik, Handel, Gesundheit'),
    places: [
      ['DE', '20095', 'Hamburg'],
      ['DE', '10115', 'Berlin'],
      ['DE', '30159', 'Hannover'],
      ['DE', '40213', 'Düsseldorf'],
      ['DE', '50667', 'Köln'],
      ['DE', '44135', 'Dortmund'],
      ['DE', '60311', 'Frankfurt am Main'],
      ['DE', '70173', 'Stuttgart'],
      ['DE', '80331', 'München'],
      ['DE', '90402', 'Nürnberg'],
      ['DE', '01067', 'Dresden'],
      ['DE', '28195', 'Bremen'],
      ['AT', '1010', 'Wien'],
      ['AT', '4020', 'Linz'],
      ['CH', '8001', 'Zürich'],
    ],
    phone: '+49 30 23125',
  },
  en: {
    firstNames: list(
      'Emma, James, Sophie, Daniel, Olivia, Marcus, Hannah, Peter, Grace, Adam, Ingrid, Willem, Siobhan, Erik, Priya, Thomas, Fiona, Callum, Maria, Henrik',
    ),
    lastNames: list(
      'Ashworth, Bennett, Carver, Doyle, Ellison, Fraser, Gallagher, Holloway, Iversen, Janssen, Kowalski, Lindqvist, Marlow, Novak, Ogilvie, Prescott, Quigley, Rowe, Sandberg, Turner',
    ),
    companies: list(
      'Engineering Ltd, Logistics Ltd, Systems Inc, Software BV, Health Group plc, Packaging Ltd, Analytics AB, Trading Ltd',
    ),
    jobs: list('Managing Director, Head of Sales, Purchasing Manager, IT Manager, Operations Lead'),
    industries: list('IT, Software, Manufacturing, Logistics, Retail, Healthcare'),
    places: [
      ['GB', 'EC1A 1BB', 'London'],
      ['GB', 'M1 1AE', 'Manchester'],
      ['IE', 'D02 X285', 'Dublin'],
      ['NL', '1012 JS', 'Amsterdam'],
      ['SE', '111 20', 'Stockholm'],
      ['US', '02110', 'Boston'],
      ['DE', '10117', 'Berlin'],
    ],
    phone: '+44 20 7946 0',
  },
};

/** @param n numbers the people of a demo: no two have the same address */
export function personOf(seed: string, n: number): Person {
  const chance = chanceOf(seed, 'person', n);
  const language = chance.happens(0.7) ? 'de' : 'en';
  const land = LANDS[language];
  const lastName = nth(land.lastNames, n);
  // Each family name comes back with another first name.
  const firstName = nth(land.firstNames, n + Math.floor(n / land.lastNames.length) * 7);
  const family = nth(land.lastNames, n * 7 + 3 + Math.floor(n / land.lastNames.length) * 5);
  const company = `${family} ${nth(land.companies, n * 3 + Math.floor(n / land.companies.length))}`;
  const [country, postcode, city] = chance.pick(land.places);
  const heat = chance.weighted({ hot: 32, warm: 33, cold: 35 });
  return {
    key: `person-${n}`,
    language,
    firstName,
    lastName,
    email: `${plain(firstName)}.${plain(lastName)}@${plain(family)}-${n}.example`,
    phone: `${land.phone} ${String(100 + (n % 900))}`,
    company,
    jobTitle: chance.pick(land.jobs),
    postcode,
    city,
    country,
    industry: chance.pick(land.industries),
    employees: chance.pick([6, 14, 35, 60, 120, 180, 240, 400, 650, 1400]),
    heat,
    wish: wishOf(heat, language, chance),
  };
}

type Range = readonly [least: number, most: number];
const MONTHS: Record<Person['heat'], Range> = { hot: [1, 3], warm: [4, 8], cold: [9, 18] };
const THOUSANDS: Record<Person['heat'], Range> = { hot: [30, 280], warm: [12, 90], cold: [1, 20] };

function wishOf(heat: Person['heat'], language: 'de' | 'en', chance: Random): Wish {
  const product = chance.weighted({ demo: 25, platform: 40, training: 20, consulting: 15 });
  const months = chance.between(...MONTHS[heat]);
  const thousands = chance.between(...THOUSANDS[heat]);
  return {
    product,
    timeframe: language === 'de' ? `in ${months} Monaten` : `in ${months} months`,
    orderVolume: thousands * 1000,
    budget: Math.round(thousands * (0.7 + chance.next() / 2)) * 1000,
    authority: chance.pick(
      heat === 'hot'
        ? (['decider', 'decider', 'buyer'] as const)
        : (['buyer', 'influencer', 'user'] as const),
    ),
    need: heat === 'cold' ? 'general' : 'concrete',
  };
}

function nth(values: readonly string[], n: number): string {
  return values[n % values.length] ?? '';
}

function plain(name: string): string {
  const german = name.toLowerCase().replace(/[äöüß]/g, (letter) => SPELLED[letter] ?? letter);
  return german
    .replace('ı', 'i')
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}

const SPELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
