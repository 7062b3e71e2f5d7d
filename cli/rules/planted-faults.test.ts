import { describe, expect, it } from 'vitest';
import { parameterOf, type Subject, subjects } from '../../shared/rules/documents.ts';
import { shippedSet } from '../../test/fixtures/shipped-rules.ts';
import { checkDocuments } from './check-documents.ts';

type Json = { [key: string]: Json } & Json[];

const shipped = shippedSet();

/** `rules[1].id` as steps. */
const stepsOf = (path: string): string[] => path.split(/[.[\]]+/).filter((step) => step !== '');

/** The document with another value at a place; `undefined` takes it out. */
function changed(subject: Subject, changes: Readonly<Record<string, unknown>>): Json {
  const document = structuredClone(shipped[subject]?.source) as Json;
  for (const [path, value] of Object.entries(changes)) {
    const steps = stepsOf(path);
    const last = steps.pop() ?? '';
    const parent = steps.reduce<Json>((at, step) => at[step] as Json, document);
    if (value === undefined) delete parent[last];
    else parent[last] = value as Json;
  }
  return document;
}

const written = (document: unknown) => JSON.stringify(document, null, 2);

/** The line of a place, found by a mark that is put there instead; of what is not there, that of what it should be in. */
function lineOf(document: Json, path: string): number {
  const marked = structuredClone(document);
  const steps = stepsOf(path);
  let parent = marked;
  let [at, mark]: [Json, string] = [marked, ''];
  for (const step of steps) {
    if (!(step in parent)) break;
    [at, mark] = [parent, step];
    parent = parent[step] as Json;
    if (typeof parent !== 'object') break;
  }
  if (mark === '') return 1;
  at[mark] = '@here@' as unknown as Json;
  return written(marked).split('@here@')[0]?.split('\n').length ?? 0;
}

const checked = (subject: Subject, text: string) =>
  checkDocuments(new Map([[subject, [{ name: parameterOf(subject), text }]]]), shipped).documents.flatMap(
    ({ errors }) => errors,
  );

/** Document, what is planted, where it must be found (where it was planted, unless told). */
type Fault = [subject: Subject, changes: Readonly<Record<string, unknown>>, found?: string];

const head: Fault[] = subjects.flatMap((subject): Fault[] => [
  [subject, { note: undefined }, 'note'],
  [subject, { version: 0 }],
  [subject, { versoin: 2 }],
]);

const rule = { id: 'new', when: 'lead.country == "FR"', pool: 'north', because: 'x' };
const pilot = { id: 'north-first', when: 'lead.country == "DE"', until: '2026-12-31', because: 'x' };
const agent = { id: 'new', name: 'Neu', email: 'neu@leitwerk.example', language: 'de' };
const day = { open: [], note: 'x' };

const faults: Fault[] = [
  ['activation', { hold: ['routnig'] }, 'hold[0]'],
  ['activation', { hold: ['activation'] }, 'hold'],
  ['activation', { hold: ['routing', 'routing'] }, 'hold'],

  ['reports', { smallestGroup: 1 }, 'smallestGroup'],
  ['reports', { smallestGroup: 2.5 }, 'smallestGroup'],
  ['reports', { 'recipients[0].every': 'year' }],
  ['reports', { 'recipients[0].reports[0]': 'wins' }],
  ['reports', { 'recipients[0].to': 'nobody' }],
  ['reports', { 'recipients[0].id': 'Marketing' }],
  [
    'reports',
    { 'recipients[0]': { id: 'h', to: 'process-owner', every: 'week', partner: 'hansa' } },
    'recipients[0].partner',
  ],
  ['reports', { 'recipients[0].reports': ['partners', 'partners'] }, 'recipients[0].reports[1]'],
  ['reports', { targets: { hotShare: 30 } }, 'targets.hotShare'],
  ['reports', { decay: { to: 'nobody', difference: 0.1 } }, 'decay.to'],
  ['reports', { decay: { to: 'process-owner', difference: 10 } }, 'decay.difference'],
  ['intake', { mailServers: { ask: 'yes' } }, 'mailServers.ask'],

  ['routing', { 'rules[1].id': 'large-accounts' }],
  ['routing', { 'rules[0].when': 'lead.emploies >= 1000' }],
  ['routing', { 'rules[0].when': 'lead.employees >= "1000"' }],
  ['routing', { 'rules[0].when': 'lead.employees >=' }],
  ['routing', { 'rules[0].when': 'lead.employees' }],
  ['routing', { 'rules[0].when': 'lead.firstName == "Anna"' }],
  ['routing', { 'rules[0].when': '' }],
  ['routing', { 'rules[2].pool': 'nord' }],
  ['routing', { 'rules[2].pool': undefined }],
  ['routing', { 'rules[0].because': '' }],
  ['routing', { 'rules[0].priority': 1 }],
  ['routing', { 'fallback.pool': 'east' }],
  ['routing', { fallback: undefined }],
  ['routing', { rules: rule }],
  [
    'routing',
    { accounts: [{ id: 'a', owner: 'nobody', domains: ['a.example'], because: 'x' }] },
    'accounts[0].owner',
  ],
  ['routing', { accounts: [{ id: 'a', owner: 'urs-keller', because: 'x' }] }, 'accounts[0].domains'],
  ['routing', { pilot: { ...pilot, instead: {} } }, 'pilot.instead'],
  [
    'routing',
    { pilot: { ...pilot, instead: { rules: [{ ...rule, pool: 'nord' }] } } },
    'pilot.instead.rules[0].pool',
  ],
  ['routing', { pilot: { ...pilot, instead: { rules: [rule, { ...rule }] } } }, 'pilot.instead.rules[1].id'],

  ['exclusion', { 'rules[1].id': 'competitor' }],
  ['exclusion', { 'rules[1].id': 'Applicant!' }],
  ['exclusion', { 'rules[0].when': 'organisation.domian == "a.example"' }],
  ['exclusion', { 'rules[0].verdict': 'exclud' }],
  ['exclusion', { 'rules[0].answer': { package: 'general' } }, 'rules[0].answer.package'],
  ['exclusion', { 'rules[0].answer': 'nothing' }],
  ['exclusion', { 'rules[0].because': 'x'.repeat(201) }],

  ['scoring', { 'weights.need': 5 }],
  ['scoring', { 'weights.need': 2.5 }],
  ['scoring', { 'weights.need': undefined }, 'ratings.need'],
  ['scoring', { 'weights.charm': 1 }, 'weights'],
  ['scoring', { 'ratings.need.values.concrete': 9 }],
  ['scoring', { 'ratings.need.values.CONCRETE': 1 }],
  ['scoring', { 'ratings.industry.fact': 'gender' }],
  ['scoring', { 'ratings.order-volume.bands[1].below': 90000 }, 'ratings.order-volume'],
  ['scoring', { 'ratings.order-volume.bands[1].below': 100000 }, 'ratings.order-volume'],
  ['scoring', { 'ratings.order-volume.bands[3].below': 900000 }, 'ratings.order-volume'],
  ['scoring', { 'ratings.order-volume.bands[1].below': undefined }, 'ratings.order-volume'],
  ['scoring', { 'ratings.timeframe.months[2].within': 3 }, 'ratings.timeframe'],
  ['scoring', { 'ratings.timeframe.months': [] }],
  [
    'scoring',
    { 'ratings.area': { fact: 'area', ranks: [{ rating: 1 }] }, 'weights.area': 1 },
    'ratings.area.fact',
  ],
  ['scoring', { areas: { table: 'kaufkraft', weights: { power: 1 } } }, 'areas.table'],
  ['scoring', { areas: { table: '0123456789abcdef', weights: {} } }, 'areas.weights'],
  ['scoring', { 'thresholds.hot': 10 }, 'thresholds'],
  ['scoring', { 'thresholds.MQL': -1 }],
  ['scoring', { 'bant.time': ['timing'] }, 'bant.time'],
  ['scoring', { 'bant.budget': ['budget', 'budget'] }, 'bant.budget[1]'],
  ['scoring', { 'code.digit': 'timing' }],
  ['scoring', { 'fastLane[0].when': 'inquiry.text.mention(["angebot"])' }],
  ['scoring', { 'fastLane[0].holdsDays': 0 }],
  ['scoring', { 'fastLane[1].id': 'asks-for-an-offer' }],
  ['scoring', { 'lifts[0].to': 'hottt' }],
  ['scoring', { 'behaviour.actions.webinar': { points: 1, halfLifeDays: 7, most: 2 } }],
  ['scoring', { 'behaviour.actions.visit.halfLifeDays': 0 }],
  [
    'scoring',
    { pilot: { ...pilot, instead: { thresholds: { MQL: 20, warm: 30, hot: 29 } } } },
    'pilot.instead.thresholds',
  ],
  ['scoring', { pilot: { ...pilot, instead: { weights: { need: 1 } } } }, 'pilot.instead'],
  ['scoring', { pilot: { ...pilot, until: '2026-02-30', instead: { lifts: [] } } }, 'pilot.until'],
  ['scoring', { pilot: { ...pilot, when: 'lead.contry == "DE"', instead: { lifts: [] } } }, 'pilot.when'],
  ['scoring', { pilot: { ...pilot, instead: { areas: {} } } }, 'pilot.instead.areas'],

  ['definition', { 'facts[1].id': 'contact' }],
  ['definition', { 'facts[0].facts': ['email', 'telephone'] }, 'facts[0].facts[1]'],
  ['definition', { 'facts[0].facts': ['email', 'email'] }, 'facts[0].facts[1]'],
  ['definition', { 'facts[0].level': 'need' }],
  ['definition', { 'facts[4].theme': 'need' }, 'facts'],
  ['definition', { 'facts[3].values': ['concrete', 'none', 'concrete'] }, 'facts[3].values[2]'],
  ['definition', { 'facts[3].asked': 'later' }],
  ['definition', { 'targetGroups[1].id': 'mid-size' }],
  ['definition', { 'targetGroups[0].kind': 'demographic' }],
  ['definition', { 'targetGroups[0].when': '"industry" in lead.groups' }],
  ['scoring', { 'lifts[0].when': '"industry" in lead.groups' }],
  ['nurture', { 'series[1].when': '"switcher" in lead.groups' }],
  ['definition', { 'facts[14].level': 'should' }],
  ['definition', { 'rounds.most': 0 }],
  ['definition', { 'firstResult[1].id': 'offer' }],
  ['definition', { 'firstResult[0].when': 'lead.ned == "concrete"' }],
  ['definition', { 'firstResult[0].text.en': undefined }],
  [
    'definition',
    { 'firstResult[0].link': { de: 'http://a.example', en: 'https://a.example' } },
    'firstResult[0].link.de',
  ],

  ['deadlines', { 'clocks.acceptance.limit': 'PT2H' }],
  ['deadlines', { 'clocks.notice.limit': 'P7D' }],
  ['deadlines', { 'clocks.rights.limit': 'P2D' }],
  ['deadlines', { 'clocks.acceptance.target': '4 hours' }],
  ['deadlines', { 'clocks.acceptance.counted': 'busines' }],
  ['deadlines', { 'clocks.acceptance.calendar': 'sunday' }],
  ['deadlines', { 'clocks.acceptance.steps[0].do': 'shout' }],
  ['deadlines', { 'clocks.acceptance.steps[0].at': 'PT' }],
  ['deadlines', { 'clocks.requalification.steps': [] }],
  ['deadlines', { 'lossSurvey.afterDays': -1 }],
  ['deadlines', { 'lossSurvey.later': 'anke' }],
  ['deadlines', { 'clocks.first-kontact': {} }],
  [
    'deadlines',
    { 'clocks.acceptance.cases': [{ pools: ['east'], limit: 'PT9H' }] },
    'clocks.acceptance.cases[0].pools[0]',
  ],
  ['deadlines', { 'clocks.acceptance.cases': [{ limit: 'PT9H' }] }, 'clocks.acceptance.cases[0].channels'],
  [
    'deadlines',
    { 'clocks.acceptance.cases': [{ channels: ['telefone'], limit: 'PT9H' }] },
    'clocks.acceptance.cases[0].channels[0]',
  ],
  ['intake', { channels: ['open_day', 'open_day'] }, 'channels[1]'],
  ['intake', { channels: ['letter'] }, 'channels[0]'],
  ['intake', { channels: ['Open day'] }, 'channels[0]'],
  ['scoring', { 'depth.channels.telemarketing': 5 }],
  ['scoring', { 'depth.channels.podcast': 2 }],
  ['scoring', { 'depth.products': { platfrom: { web_form: 3 } } }, 'depth.products.platfrom'],
  ['scoring', { 'depth.products': { platform: { podcast: 3 } } }, 'depth.products.platform.podcast'],
  ['scoring', { depth: undefined, 'ratings.budget': { fact: 'depth' } }, 'ratings.budget.fact'],
  [
    'deadlines',
    { 'clocks.acceptance.cases': [{ classes: ['hot'], target: 'PT9H' }] },
    'clocks.acceptance.cases[0].target',
  ],
  [
    'deadlines',
    {
      'clocks.acceptance.cases': [
        { classes: ['hot'], limit: 'PT9H' },
        { classes: ['hot'], pools: ['north'], limit: 'PT8H' },
      ],
    },
    'clocks.acceptance.cases[1]',
  ],
  [
    'deadlines',
    { 'clocks.acceptance.cases': [{ classes: ['hot'], calendar: 'sunday' }] },
    'clocks.acceptance.cases[0].calendar',
  ],

  ['fulfilment', { 'packages[1].id': 'demo-de' }],
  ['fulfilment', { 'packages[0].products': ['demmo'] }, 'packages[0].products[0]'],
  ['fulfilment', { 'packages[0].subject': 'Guten Tag {{vorname}}' }],
  ['fulfilment', { 'packages[0].subject': 'Guten Tag {{firstName' }],
  ['fulfilment', { 'packages[0].template': undefined }, 'packages[0]'],
  ['fulfilment', { 'packages[0].template': '../secret.md' }],
  ['fulfilment', { 'packages[0].language': 'fr' }],
  ['fulfilment', { 'packages[0].when': 'lead.language = "de"' }],
  ['fulfilment', { mailsPerDay: 0 }],
  ['fulfilment', { 'privacy.de': 'http://www.example.com' }],
  ['fulfilment', { 'languages.countries.XX': 'en' }],
  [
    'fulfilment',
    {
      unanswered: [
        { id: 'a', when: 'true', because: 'x' },
        { id: 'a', when: 'false', because: 'x' },
      ],
    },
    'unanswered[1].id',
  ],

  ['retention', { 'rules[0].keepDays': 7 }],
  ['retention', { 'rules[0].states[0]': 'qualifying' }],
  ['retention', { 'rules[1].id': 'no-sales-case' }],
  ['retention', { 'rules[3].who': 'partners' }],

  ['nurture', { purposes: [] }],
  ['nurture', { 'lossSurvey.again.answers[2].winBack': 'nie' }],
  ['nurture', { 'lossSurvey.reason.answers[1].id': 'price' }],
  ['nurture', { 'lossSurvey.reason.answers': [] }],
  ['nurture', { 'lossSurvey.text.de': 'Woran lag es?' }, 'lossSurvey.text'],
  ['nurture', { 'rounds.text': undefined }, 'rounds'],
  ['nurture', { 'rounds.subject.de': undefined }],
  ['nurture', { 'series[1].id': 'win-back' }, 'series'],
  ['nurture', { 'series[0].products': ['trainning'] }, 'series[0].products[0]'],
  ['nurture', { 'series[0].when': 'lead.emploies > 1' }],
  ['nurture', { 'series[0].steps': [] }],
  ['nurture', { 'series[0].steps[1].id': 'changed' }, 'series[0].steps'],
  ['nurture', { 'series[0].steps[0].days': -1 }],
  ['nurture', { 'series[0].steps[0].text': undefined }, 'series[0].steps[0]'],
  ['nurture', { 'series[0].steps[0].template': { de: 'de/a.md', en: 'en/a.md' } }, 'series[0].steps[0]'],
  ['nurture', { 'series[0].steps[0].subject.en': undefined }],
  ['nurture', { 'series[0].steps[0].subject.de': 'Guten Tag {{vorname}}' }],
  ['nurture', { 'series[2].steps[1].when': 'lead.firstName == "Anna"' }],

  ['pools', { 'pools[1].id': 'north' }],
  ['pools', { 'pools[0].members[1].agent': 'anke-petersen' }],
  ['pools', { 'pools[0].members[1].agent': 'jonas-wolf' }],
  ['pools', { 'pools[0].members[0].weight': 0 }],
  ['pools', { 'pools[0].members': [] }],
  ['pools', { 'pools[0].members[0].perDay': 1.5 }],
  ['pools', { 'tiers[1].id': 'A' }],
  ['pools', { 'tiers[1].from': 85 }],
  ['pools', { 'tiers[2].from': 20 }],
  ['pools', { 'tiers[0].from': 101 }],
  ['pools', { 'tiers[0].id': 'again' }],
  ['pools', { 'pools[0].id': 'nord' }, ''],

  ['agents', { timeZone: 'Europe/Cologne' }],
  ['agents', { 'agents[1].id': 'anke-petersen' }],
  ['agents', { 'agents[0].email': 'anke.petersen' }],
  ['agents', { 'agents[0].deputy': 'nobody' }],
  ['agents', { 'agents[0].deputy': 'anke-petersen' }],
  ['agents', { 'agents[0].partner': 'hansa' }],
  ['agents', { 'agents[0].partner': 'Hansa GmbH' }],
  ['agents', { 'agents[0].hours': 'nights' }],
  ['agents', { 'agents[0].languages': ['German'] }, 'agents[0].languages[0]'],
  [
    'agents',
    { 'agents[0].absences': [{ from: '2026-02-30', to: '2026-03-02' }] },
    'agents[0].absences[0].from',
  ],
  [
    'agents',
    { 'agents[0].absences': [{ from: '2026-08-14', to: '2026-08-01' }] },
    'agents[0].absences[0].to',
  ],
  ['agents', { processOwner: 'petra-linder' }],
  ['agents', { complaints: 'nobody' }],
  ['agents', { agents: [{ ...agent, id: 'petra-lindner' }] }, ''],

  ['campaigns', { 'campaigns[1].id': 'messe-2026' }],
  ['campaigns', { 'campaigns[0].until': '2026-09-20' }],
  ['campaigns', { 'campaigns[0].from': '2026-09-31' }],
  ['campaigns', { 'campaigns[0].cost': -1 }],
  ['campaigns', { 'campaigns[0].tactic': 'both' }],

  ['calendars', { 'calendars.company.timeZone': 'Europe/Cologne' }],
  ['calendars', { 'calendars.company.region': 'NRW' }],
  ['calendars', { 'calendars.company.open.mon': [['17:00', '09:00']] }],
  [
    'calendars',
    {
      'calendars.company.open.mon': [
        ['09:00', '13:00'],
        ['12:00', '17:00'],
      ],
    },
  ],
  ['calendars', { 'calendars.company.open.mon': [['9:00', '17:00']] }, 'calendars.company.open.mon[0][0]'],
  ['calendars', { 'calendars.company.open': {} }],
  ['calendars', { 'calendars.company.days[0]': { ...day, on: '02-30' } }, 'calendars.company.days[0].on'],
  [
    'calendars',
    { 'calendars.company.days[0]': { ...day, on: '2026-02-29' } },
    'calendars.company.days[0].on',
  ],
  ['calendars', { 'calendars.company.days[1]': { ...day, on: '12-24' } }, 'calendars.company.days[1].on'],
  ['calendars', { 'calendars.company': undefined }],

  ['intake', { defaultCountry: 'XX' }],
  ['intake', { defaultCountry: 'Germany' }],
  ['intake', { 'products[1].id': 'demo' }],
  ['intake', { 'products[1].aliases[0]': 'demo' }],
  ['intake', { 'severities.phone-invald': 'reject' }],
  ['intake', { hooks: { messe: { like: 'gravity-form' } } }, 'hooks.messe.like'],
  ['intake', { hooks: { messe: { names: { '7': 'compnay' } } } }, 'hooks.messe.names.7'],
  ['intake', { hooks: { messe: { kinds: { tel: 'fone' } } } }, 'hooks.messe.kinds.tel'],
  ['intake', { hooks: { messe: { about: { external: 'id' } } } }, 'hooks.messe.about.external'],
  ['intake', { 'spam.threshold': 0 }],
  ['intake', { 'limit.burst': 0 }],
  ['intake', { origins: ['www.example.com'] }, 'origins[0]'],
  ['intake', { ownAddresses: ['us'] }, 'ownAddresses[0]'],
  ['intake', { 'behaviour.pages': [{ path: '/preise', type: 'price' }] }],
  [
    'intake',
    {
      'behaviour.pages': [
        { path: '/p', type: 'price-page' },
        { path: '/preise', type: 'price-page' },
      ],
    },
    'behaviour.pages[1].path',
  ],

  ['identity', { 'thresholds.review': 9 }],
  ['identity', { 'fields[0].weights.exakt': 1 }],
  ['identity', { 'fields[1].name': 'firstName' }],
  ['identity', { 'fields[0].kind': 'name' }],
  ['identity', { 'blocks[0]': ['phone.tale'] }, 'blocks[0][0]'],
  ['identity', { 'blocks[0]': ['fon.tail'] }, 'blocks[0][0]'],
  ['identity', { 'common.vorname': { Anna: 0.01 } }],
  ['identity', { 'common.firstName.Michael': 2 }],

  [
    'connectors',
    { connectors: [{ id: 'crm', url: 'http://crm.example', events: ['LeadWon'] }] },
    'connectors[0].url',
  ],
  [
    'connectors',
    { connectors: [{ id: 'crm', url: 'https://crm.example', events: ['LeadEaten'] }] },
    'connectors[0].events[0]',
  ],
  ['connectors', { connectors: [{ id: 'CRM', url: 'https://crm.example' }] }, 'connectors[0].id'],
  [
    'connectors',
    {
      connectors: [
        { id: 'a', url: 'https://a.example' },
        { id: 'a', url: 'https://b.example' },
      ],
    },
    'connectors[1].id',
  ],
];

describe('planted in the shipped documents', () => {
  const all = [...head, ...faults].map(([subject, changes, found]) => ({
    subject,
    changes,
    found: found ?? Object.keys(changes)[0] ?? '',
    as: `${Object.keys(changes)[0]} = ${JSON.stringify(Object.values(changes)[0]) ?? 'nothing'}`,
  }));

  it('are more than a hundred faults, no two alike', () => {
    expect(faults.length).toBeGreaterThan(100);
    expect(
      new Set(all.map(({ subject, changes }) => JSON.stringify([subject, changes, Object.keys(changes)])))
        .size,
    ).toBe(all.length);
    expect(new Set(faults.map(([subject]) => subject))).toEqual(new Set(subjects));
  });

  it.each(all)('$subject: $as is found at $found', ({ subject, changes, found }) => {
    const document = changed(subject, changes);
    const errors = checked(subject, written(document));
    expect(errors).toContainEqual(
      expect.objectContaining({ path: found, part: parameterOf(subject), line: lineOf(document, found) }),
    );
  });

  it.each(subjects)('a comma too much in %s is found in its line', (subject) => {
    const text = written(shipped[subject]?.source).replace(/\n\}$/, ',\n}');
    expect(checked(subject, text)).toEqual([
      { path: '', part: parameterOf(subject), line: text.split('\n').length, reason: 'is not JSON' },
    ]);
  });

  it.each(subjects)('nothing in %s as it is shipped', (subject) => {
    expect(checked(subject, written(shipped[subject]?.source))).toEqual([]);
  });
});
