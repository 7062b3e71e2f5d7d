import { usualChannels } from '../domain/facts.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { minutesOf } from './deadlines.ts';
import type { Documents, Subject } from './documents.ts';
import { formFields } from './form-fields.ts';
import { hookTools } from './hooks.ts';
import { blockForms } from './identity.ts';
import { channelsOf } from './intake.ts';
import { factSources } from './look-up.ts';
import { nearest } from './nearest.ts';
import { pilotErrors } from './pilot.ts';
import { partnersOwn } from './report-names.ts';
import type { FoundError } from './rule-errors.ts';

/**
 * What is wrong with one document although it has the right shape: names that are there twice, spans that end before they
 * begin, days that do not exist. Asked when a document is written, not when it is read, so that what is in force or archived
 * stays readable when a check is added.
 */
export function ownErrors<S extends Subject>(subject: S, document: Documents[S]): FoundError[] {
  const check: ((document: Documents[S]) => FoundError[]) | undefined = checks[subject];
  return check?.(document) ?? [];
}

const checks: { [S in Subject]?: (document: Documents[S]) => FoundError[] } = {
  routing: (document) => [...routingErrors(document), ...pilotErrors(document, routingErrors)],
  exclusion: ({ rules }) => idsTwice('rules', rules),
  definition: ({ facts, lookUp, firstResult = [], targetGroups = [] }) =>
    facts
      .flatMap(({ facts: names, values = [], level, purpose }, index) => [
        ...(purpose && level !== 'may'
          ? [
              {
                path: ['facts', index, 'level'],
                reason: 'a fact that needs a consent is never owed',
                suggestion: 'level may',
              },
            ]
          : []),
        ...twice(names, (inner) => ['facts', index, 'facts', inner]),
        ...twice(values, (inner) => ['facts', index, 'values', inner]),
      ])
      .concat(
        lookUpErrors(lookUp),
        idsTwice('firstResult', firstResult),
        idsTwice('targetGroups', targetGroups),
      ),
  fulfilment: ({ packages, unanswered, languages }) => [
    ...idsTwice('packages', packages),
    ...idsTwice('unanswered', unanswered),
    ...Object.keys(languages.countries).flatMap((code) => country(code, ['languages', 'countries', code])),
  ],
  campaigns: ({ campaigns }) => idsTwice('campaigns', campaigns),
  connectors: ({ connectors }) => idsTwice('connectors', connectors),
  scoring: (document) => [...scoringErrors(document), ...pilotErrors(document, scoringErrors)],
  deadlines: deadlineErrors,
  nurture: ({ lossSurvey: asked }) =>
    asked
      ? (['reason', 'again'] as const).flatMap((question) =>
          twice(
            asked[question].answers.map(({ id }) => id),
            (index) => ['lossSurvey', question, 'answers', index, 'id'],
          ),
        )
      : [],
  retention: ({ rules }) => idsTwice('rules', rules),
  pools: poolErrors,
  agents: agentErrors,
  reports: recipientErrors,
  calendars: calendarErrors,
  intake: intakeErrors,
  identity: identityErrors,
};

function routingErrors({ rules, accounts = [] }: Documents['routing']): FoundError[] {
  return [...idsTwice('rules', rules), ...idsTwice('accounts', accounts)];
}

/** Sources that the product does not know, and names that are there twice. */
function lookUpErrors(lookUp: Documents['definition']['lookUp']): FoundError[] {
  if (!lookUp) return [];
  const unknown = lookUp.sources.flatMap((name, index): FoundError[] =>
    factSources.some((known) => known === name)
      ? []
      : [
          {
            path: ['lookUp', 'sources', index],
            reason: `there is no source ${name}`,
            suggestion: `one of ${factSources.join(', ')}`,
          },
        ],
  );
  return [
    ...unknown,
    ...twice(lookUp.sources, (index) => ['lookUp', 'sources', index]),
    ...twice(lookUp.facts, (index) => ['lookUp', 'facts', index]),
  ];
}

/** Values may be written with capitals or without: `IT` and `it` are one. */
function scoringErrors({ ratings, fastLane, lifts, bant }: Documents['scoring']): FoundError[] {
  const values = Object.entries(ratings).flatMap(([id, rating]) => {
    const names = 'values' in rating ? Object.keys(rating.values) : [];
    return twice(
      names.map((name) => name.trim().toLowerCase()),
      (index) => ['ratings', id, 'values', names[index] ?? ''],
    );
  });
  const views = Object.entries(bant).flatMap(([view, criteria]) =>
    twice(criteria, (index) => ['bant', view, index]),
  );
  return [...values, ...views, ...idsTwice('fastLane', fastLane), ...idsTwice('lifts', lifts)];
}

type Promised = { target: string; limit: string; counted: 'calendar' | 'business' };

function deadlineErrors({ clocks }: Documents['deadlines']): FoundError[] {
  return Object.entries(clocks).flatMap(([name, { cases = [], ...usual }]) => [
    ...(inOrder(usual) ? [] : [lateTarget(['clocks', name, 'limit'], usual)]),
    ...cases.flatMap((special, index): FoundError[] => {
      const path = ['clocks', name, 'cases', index];
      const { target = usual.target, limit = usual.limit, counted = usual.counted } = special;
      const said = special.limit === undefined ? 'target' : 'limit';
      const promised = { target, limit, counted };
      const first = cases.slice(0, index).findIndex((before) => covers(before, special));
      return [
        ...(inOrder(promised) ? [] : [lateTarget([...path, said], promised)]),
        ...(first < 0
          ? []
          : [{ path, reason: `never counts: case ${first + 1} takes all its leads before` }]),
      ];
    }),
  ]);
}

function lateTarget(path: PropertyKey[], { target, limit }: Promised): FoundError {
  return { path, reason: `the limit ${limit} is before the target ${target}`, suggestion: 'target ≤ limit' };
}

/** Business days and business hours cannot be compared without a calendar. */
function inOrder({ target, limit, counted }: Promised): boolean {
  const inDays = (duration: string) => duration.endsWith('D');
  if (counted === 'business' && inDays(target) !== inDays(limit)) return true;
  return minutesOf(target) <= minutesOf(limit);
}

type Case = NonNullable<Documents['deadlines']['clocks']['entry']['cases']>[number];

/** Whether the first case fits every lead that the second fits. */
function covers(first: Case, second: Case): boolean {
  return (['channels', 'classes', 'pools'] as const).every((by) => {
    const wide: readonly string[] | undefined = first[by];
    return !wide || second[by]?.every((name) => wide.includes(name));
  });
}

function poolErrors({ pools, tiers }: Documents['pools']): FoundError[] {
  const members = pools.flatMap((pool, index) =>
    twice(
      pool.members.map(({ agent }) => agent),
      (inner) => ['pools', index, 'members', inner, 'agent'],
    ),
  );
  return [...idsTwice('pools', pools), ...members, ...(tiers ? tierErrors(tiers) : [])];
}

/** Each score falls into exactly one band. */
function tierErrors(tiers: NonNullable<Documents['pools']['tiers']>): FoundError[] {
  const limits = tiers.map(({ from }) => from);
  const lowest = Math.min(...limits);
  const gap: FoundError = {
    path: ['tiers', limits.indexOf(lowest), 'from'],
    reason: `scores below ${lowest} are in no band`,
    suggestion: 'let the lowest band begin at 0',
  };
  return [
    ...idsTwice('tiers', tiers),
    ...twice(limits, (index) => ['tiers', index, 'from']),
    ...(lowest > 0 ? [gap] : []),
  ];
}

/** A partner's rows are told apart in some reports only. */
function recipientErrors({ recipients = [] }: Documents['reports']): FoundError[] {
  const others = recipients.flatMap(({ partner, reports, control }, index): FoundError[] => {
    const path = ['recipients', index];
    const again = twice(reports, (inner) => [...path, 'reports', inner]);
    if (partner === undefined) return again;
    return [
      ...again,
      ...reports.flatMap((name, inner): FoundError[] =>
        partnersOwn.includes(name)
          ? []
          : [
              {
                path: [...path, 'reports', inner],
                reason: `${name} has no rows of one partner alone`,
                suggestion: `one of ${partnersOwn.join(', ')}`,
              },
            ],
      ),
      ...(control
        ? [{ path: [...path, 'control'], reason: 'its figures are not those of one partner' }]
        : []),
    ];
  });
  return [...idsTwice('recipients', recipients), ...others];
}

function agentErrors({ agents, timeZone }: Documents['agents']): FoundError[] {
  const own = agents.flatMap(({ id, deputy, channel, partner, absences = [] }, index): FoundError[] => [
    ...(partner !== undefined && channel !== 'partner'
      ? [{ path: ['agents', index, 'partner'], reason: 'only who has the channel partner works for one' }]
      : []),
    ...(deputy === id ? [{ path: ['agents', index, 'deputy'], reason: 'nobody is their own deputy' }] : []),
    ...absences.flatMap(({ from, to }, inner) =>
      from <= to
        ? []
        : [{ path: ['agents', index, 'absences', inner, 'to'], reason: 'it ends before it begins' }],
    ),
  ]);
  const zone = { path: ['timeZone'], reason: `no such time zone: ${timeZone}`, suggestion: 'Europe/Berlin' };
  return [...idsTwice('agents', agents), ...own, ...(isTimeZone(timeZone) ? [] : [zone])];
}

function calendarErrors({ calendars }: Documents['calendars']): FoundError[] {
  return Object.entries(calendars).flatMap(([name, { days }]) => {
    const dates = days.map(({ on }) => on);
    const place = (index: number) => ['calendars', name, 'days', index, 'on'];
    return [
      ...twice(dates, place),
      ...dates.flatMap((on, index) =>
        isDay(on) ? [] : [{ path: place(index), reason: `there is no day ${on}` }],
      ),
    ];
  });
}

/** A day of each year may be the 29th of February: it is there when it is there. */
function isDay(on: string): boolean {
  const day = on.length === 5 ? `2024-${on}` : on;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function intakeErrors(document: Documents['intake']): FoundError[] {
  const { products, behaviour, defaultCountry, hooks } = document;
  const called = products.flatMap(({ aliases }, index) =>
    aliases.map((alias, inner) => ({ alias, path: ['products', index, 'aliases', inner] })),
  );
  const pages = behaviour.pages.flatMap(({ path }, index) => {
    const first = behaviour.pages.slice(0, index).find((before) => path.startsWith(before.path));
    const reason = `never counts: ${first?.path} stands before it`;
    return first
      ? [{ path: ['behaviour', 'pages', index, 'path'], reason, suggestion: 'put the longer path first' }]
      : [];
  });
  return [
    ...idsTwice('products', products),
    ...twice(channelsOf(document), (index) => ['channels', index - usualChannels.length]),
    ...twice(
      called.map(({ alias }) => alias.trim().toLowerCase()),
      (index) => called[index]?.path ?? [],
    ),
    ...pages,
    ...country(defaultCountry, ['defaultCountry']),
    ...Object.entries(hooks).flatMap(([source, hook]) => [
      ...unknownTool(source, hook.like),
      ...unknownTargets(source, hook),
      ...(hook.channel === undefined
        ? []
        : named(hook.channel, channelsOf(document), ['hooks', source, 'channel'], 'channel')),
    ]),
  ];
}

/** Of a source that is like a tool that is not there, nothing would be understood. */
function unknownTool(source: string, like: string | undefined): FoundError[] {
  if (like === undefined || hookTools.some((tool) => tool === like)) return [];
  const suggestion = nearest(like, hookTools) ?? `one of ${hookTools.join(', ')}`;
  return [{ path: ['hooks', source, 'like'], reason: `there is no tool ${like}`, suggestion }];
}

/** What has no field of ours on purpose says so: `utm.…`, a consent, `extra.…` beside the facts, or nothing, which drops it. */
const OTHER_TARGET =
  /^$|^(?:utm[._-]|extra\.).|^(?:consents?|einwilligung(?:en)?)[\s_.-]+.|^(?:newsletter|marketing|privacy|consent)$/;

/** A value that is led to a name that is misspelt would lie beside the facts, and nobody would be told. */
function unknownTargets(
  source: string,
  { names = {}, kinds = {}, about = {} }: Documents['intake']['hooks'][string],
): FoundError[] {
  const targets = [
    ...Object.entries(names).map(([asked, target]) => ({ target, path: ['names', asked] })),
    ...Object.entries(kinds).map(([kind, target]) => ({ target, path: ['kinds', kind] })),
    ...Object.keys(about).map((target) => ({ target, path: ['about', target] })),
  ];
  return targets.flatMap(({ target, path }): FoundError[] => {
    if (OTHER_TARGET.test(target) || formFields.some((field) => field === target)) return [];
    const near = nearest(target, formFields);
    const suggestion = near
      ? `did you mean ${near}?`
      : `a canonical field; extra.${target} keeps it beside the facts`;
    return [{ path: ['hooks', source, ...path], reason: `there is no field ${target}`, suggestion }];
  });
}

function identityErrors({ fields, blocks, common }: Documents['identity']): FoundError[] {
  const names = fields.map(({ name }) => name);
  const parts = blocks.flatMap((block, index) =>
    block.flatMap((part, inner): FoundError[] => {
      const path = ['blocks', index, inner];
      const dot = part.lastIndexOf('.');
      return [
        ...named(part.slice(0, dot), names, path, 'field'),
        ...named(part.slice(dot + 1), blockForms, path, 'form'),
      ];
    }),
  );
  const counted = Object.keys(common).flatMap((name) => named(name, names, ['common', name], 'field'));
  return [...twice(names, (index) => ['fields', index, 'name']), ...parts, ...counted];
}

function named(name: string, known: readonly string[], path: PropertyKey[], what: string): FoundError[] {
  if (known.includes(name)) return [];
  const near = nearest(name, known);
  const suggestion = near ? `did you mean ${near}?` : `one of ${known.join(', ')}`;
  return [{ path, reason: `there is no ${what} ${name}`, suggestion }];
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

function country(code: string, path: PropertyKey[]): FoundError[] {
  return regions.of(code) ? [] : [{ path, reason: `there is no country ${code}` }];
}

function idsTwice(list: string, items: readonly { id: string }[]): FoundError[] {
  return twice(
    items.map(({ id }) => id),
    (index) => [list, index, 'id'],
  );
}

/** Each value that stood before, at its place. */
function twice(values: readonly (string | number)[], place: (index: number) => PropertyKey[]): FoundError[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [{ path: place(index), reason: `${value} is there twice` }] : [],
  );
}
