import { mailActs } from '../domain/behaviour.ts';
import { type Documents, type Subject, subjects } from './documents.ts';
import { channelsOf } from './intake.ts';
import { nearest } from './nearest.ts';
import type { FoundError } from './rule-errors.ts';

/** Something in one document that asks for what is not in another one. */
export interface CrossError {
  subject: Subject;
  /** The document that it asks: either of the two may be the one that was changed. */
  asks: Subject;
  error: FoundError;
}

/** What is asked for by name: who asks, where, and who must have it. */
interface Reference {
  subject: Subject;
  asks: Subject;
  path: readonly PropertyKey[];
  name: string;
  what: string;
}

/** Checks that documents fit together: every name that one asks for exists in the other. Documents that are not there are left out. */
export function crossCheck(documents: Partial<Documents>): CrossError[] {
  return [
    heldErrors,
    memberErrors,
    poolErrors,
    promiseErrors,
    productErrors,
    seriesErrors,
    surveyErrors,
    actErrors,
    accountErrors,
    exclusionErrors,
    calendarErrors,
    callErrors,
    hoursErrors,
    groupErrors,
    recipientErrors,
    channelErrors,
  ].flatMap((check) => check(documents));
}

function unknownNames(references: readonly Reference[], names: readonly string[]): CrossError[] {
  return references
    .filter(({ name }) => !names.includes(name))
    .map(({ subject, asks, path, name, what }) => {
      const near = nearest(name, names);
      const suggestion = near ? `did you mean ${near}?` : `one of ${names.join(', ')}`;
      return { subject, asks, error: { path, reason: `there is no ${what} ${name}`, suggestion } };
    });
}

function heldErrors({ activation }: Partial<Documents>): CrossError[] {
  const held = { subject: 'activation', asks: 'activation', what: 'document' } as const;
  const named = (activation?.hold ?? []).map((name, index) => ({ ...held, path: ['hold', index], name }));
  return unknownNames(named, subjects);
}

function memberErrors({ pools, agents }: Partial<Documents>): CrossError[] {
  if (!agents) return [];
  const ids = agents.agents.map(({ id }) => id);
  const agent = { asks: 'agents', what: 'agent' } as const;
  const members = (pools?.pools ?? []).flatMap((pool, index) =>
    pool.members.map((member, inner) => ({
      ...agent,
      subject: 'pools' as const,
      path: ['pools', index, 'members', inner, 'agent'],
      name: member.agent,
    })),
  );
  const offices = (['processOwner', 'dataProtection', 'complaints'] as const).flatMap((office) => {
    const name = agents[office];
    return name ? [{ ...agent, subject: 'agents' as const, path: [office], name }] : [];
  });
  const deputies = agents.agents.flatMap(({ deputy }, index) =>
    deputy === undefined
      ? []
      : [{ ...agent, subject: 'agents' as const, path: ['agents', index, 'deputy'], name: deputy }],
  );
  return unknownNames([...members, ...offices, ...deputies], ids);
}

function accountErrors({ routing, agents }: Partial<Documents>): CrossError[] {
  if (!routing || !agents) return [];
  const accounts = (routing.accounts ?? []).map(({ owner }, index) => ({
    subject: 'routing' as const,
    asks: 'agents' as const,
    path: ['accounts', index, 'owner'],
    name: owner,
    what: 'agent',
  }));
  return unknownNames(
    accounts,
    agents.agents.map(({ id }) => id),
  );
}

/** Pools for which something else is promised. */
function promiseErrors({ deadlines, pools }: Partial<Documents>): CrossError[] {
  if (!deadlines || !pools) return [];
  const asked = Object.entries(deadlines.clocks).flatMap(([clock, { cases = [] }]) =>
    cases.flatMap((special, index) =>
      (special.pools ?? []).map((name, inner) => ({
        subject: 'deadlines' as const,
        asks: 'pools' as const,
        path: ['clocks', clock, 'cases', index, 'pools', inner],
        name,
        what: 'pool',
      })),
    ),
  );
  return unknownNames(
    asked,
    pools.pools.map(({ id }) => id),
  );
}

function poolErrors({ routing, pools }: Partial<Documents>): CrossError[] {
  if (!routing || !pools) return [];
  const pool = { subject: 'routing', asks: 'pools', what: 'pool' } as const;
  const asked = (at: readonly string[], { rules = [], fallback }: Partial<Documents['routing']>) => [
    ...rules.map(({ pool: name }, index) => ({ ...pool, path: [...at, 'rules', index, 'pool'], name })),
    ...(fallback ? [{ ...pool, path: [...at, 'fallback', 'pool'], name: fallback.pool }] : []),
  ];
  const ids = pools.pools.map(({ id }) => id);
  return unknownNames(
    [...asked([], routing), ...asked(['pilot', 'instead'], routing.pilot?.instead ?? {})],
    ids,
  );
}

function productErrors({ fulfilment, intake }: Partial<Documents>): CrossError[] {
  if (!fulfilment || !intake) return [];
  const asked = fulfilment.packages.flatMap(({ products }, index) =>
    products.map((name, inner) => ({
      subject: 'fulfilment' as const,
      asks: 'intake' as const,
      path: ['packages', index, 'products', inner],
      name,
      what: 'product',
    })),
  );
  return unknownNames(
    asked,
    intake.products.map(({ id }) => id),
  );
}

/** Products that a series of mails is for. */
function seriesErrors({ nurture, intake }: Partial<Documents>): CrossError[] {
  if (!nurture || !intake) return [];
  const asked = nurture.series.flatMap(({ products = [] }, index) =>
    products.map((name, inner) => ({
      subject: 'nurture' as const,
      asks: 'intake' as const,
      path: ['series', index, 'products', inner],
      name,
      what: 'product',
    })),
  );
  return unknownNames(
    asked,
    intake.products.map(({ id }) => id),
  );
}

/** Who is to be asked about a loss needs a mail and questions. */
function surveyErrors({ deadlines, nurture }: Partial<Documents>): CrossError[] {
  if (!deadlines?.lossSurvey || !nurture || nurture.lossSurvey) return [];
  const reason = 'there is no mail that asks about a loss';
  const error = { path: ['lossSurvey'], reason, suggestion: 'lossSurvey in rules/nurture' };
  return [{ subject: 'deadlines', asks: 'nurture', error }];
}

/** What has points must be something that can be seen. */
function actErrors({ scoring, intake }: Partial<Documents>): CrossError[] {
  if (!scoring?.behaviour || !intake) return [];
  const scored = Object.keys(scoring.behaviour.actions).map((name) => ({
    subject: 'scoring' as const,
    asks: 'intake' as const,
    path: ['behaviour', 'actions', name],
    name,
    what: 'act',
  }));
  return unknownNames(scored, [...Object.keys(intake.behaviour.types), ...mailActs]);
}

function exclusionErrors({ exclusion, fulfilment }: Partial<Documents>): CrossError[] {
  if (!exclusion || !fulfilment) return [];
  const asked = exclusion.rules.flatMap(({ answer }, index) =>
    typeof answer === 'string'
      ? []
      : [
          {
            subject: 'exclusion' as const,
            asks: 'fulfilment' as const,
            path: ['rules', index, 'answer', 'package'],
            name: answer.package,
            what: 'package',
          },
        ],
  );
  return unknownNames(
    asked,
    fulfilment.packages.map(({ id }) => id),
  );
}

function calendarErrors({ deadlines, calendars }: Partial<Documents>): CrossError[] {
  if (!deadlines || !calendars) return [];
  const asked = Object.entries(deadlines.clocks).flatMap(([clock, { calendar, cases = [] }]) => [
    { path: ['clocks', clock, 'calendar'], name: calendar },
    ...cases.map((special, index) => ({
      path: ['clocks', clock, 'cases', index, 'calendar'],
      name: special.calendar,
    })),
  ]);
  const named = asked.flatMap(({ path, name }) =>
    name === undefined
      ? []
      : [{ subject: 'deadlines' as const, asks: 'calendars' as const, path, name, what: 'calendar' }],
  );
  return unknownNames(named, Object.keys(calendars.calendars));
}

function callErrors({ definition, calendars }: Partial<Documents>): CrossError[] {
  const name = definition?.calls?.calendar;
  if (name === undefined || !calendars) return [];
  const path = ['calls', 'calendar'];
  const asked = { subject: 'definition', asks: 'calendars', path, name, what: 'calendar' } as const;
  return unknownNames([asked], Object.keys(calendars.calendars));
}

function hoursErrors({ agents, calendars }: Partial<Documents>): CrossError[] {
  if (!agents || !calendars) return [];
  const asked = agents.agents.flatMap(({ hours }, index) =>
    hours === undefined
      ? []
      : [
          {
            subject: 'agents' as const,
            asks: 'calendars' as const,
            path: ['agents', index, 'hours'],
            name: hours,
            what: 'calendar',
          },
        ],
  );
  return unknownNames(asked, Object.keys(calendars.calendars));
}

/** Documents that decide before or while a lead is scored, and so before it has target groups. */
const BEFORE_GROUPS = ['scoring', 'exclusion', 'definition'] as const;
const AFTER_GROUPS = ['nurture', 'routing', 'fulfilment', 'deadlines', 'connectors'] as const;

/** Target groups that a condition names must be there, and a document that decides before they do must not ask for them. */
function groupErrors(documents: Partial<Documents>): CrossError[] {
  const early = BEFORE_GROUPS.flatMap((subject) =>
    conditionsIn(documents[subject]).flatMap(({ path, text }): CrossError[] =>
      text.includes('lead.groups')
        ? [
            {
              subject,
              asks: subject,
              error: { path, reason: 'target groups are not known yet when this decides' },
            },
          ]
        : [],
    ),
  );
  const { definition } = documents;
  if (!definition) return early;
  const asked = AFTER_GROUPS.flatMap((subject) =>
    conditionsIn(documents[subject]).flatMap(({ path, text }) =>
      [...text.matchAll(/(["'])([^"']*)\1 in lead\.groups/g)].map(([, , name = '']) => ({
        subject,
        asks: 'definition' as const,
        path,
        name,
        what: 'target group',
      })),
    ),
  );
  const ids = (definition.targetGroups ?? []).map(({ id }) => id);
  return [...early, ...unknownNames(asked, ids)];
}

/** Every condition of a document, wherever it stands. */
function conditionsIn(
  value: unknown,
  path: readonly PropertyKey[] = [],
): { path: PropertyKey[]; text: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    return name === 'when' && typeof inner === 'string'
      ? [{ path: here, text: inner }]
      : conditionsIn(inner, here);
  });
}

/** People and partners whom regular reports go to; an address is nobody's here. */
function recipientErrors({ reports, agents }: Partial<Documents>): CrossError[] {
  if (!reports || !agents) return [];
  const asked = { subject: 'reports', asks: 'agents' } as const;
  const recipients = reports.recipients ?? [];
  const readers = [
    ...recipients.map(({ to }, index) => ({ to, path: ['recipients', index, 'to'] })),
    { to: reports.decay.to, path: ['decay', 'to'] },
  ];
  const people = readers.flatMap(({ to, path }) =>
    to.includes('@') || to === 'process-owner' ? [] : [{ ...asked, path, name: to, what: 'agent' }],
  );
  const partners = recipients.flatMap(({ partner }, index) =>
    partner === undefined
      ? []
      : [{ ...asked, path: ['recipients', index, 'partner'], name: partner, what: 'partner' }],
  );
  return [
    ...unknownNames(
      people,
      agents.agents.map(({ id }) => id),
    ),
    ...unknownNames(
      partners,
      agents.agents.flatMap(({ partner }) => partner ?? []),
    ),
  ];
}

/** Channels for which something is promised or a depth is written: the usual ones, and those of the intake. */
function channelErrors({ intake, scoring, deadlines }: Partial<Documents>): CrossError[] {
  if (!intake) return [];
  const asked = { asks: 'intake', what: 'channel' } as const;
  const { channels = {}, products = {} } = scoring?.depth ?? {};
  const deep = [
    ...Object.keys(channels).map((name) => ({ path: ['depth', 'channels', name], name })),
    ...Object.entries(products).flatMap(([product, own]) =>
      Object.keys(own).map((name) => ({ path: ['depth', 'products', product, name], name })),
    ),
  ].map((place) => ({ ...asked, subject: 'scoring' as const, ...place }));
  const promised = Object.entries(deadlines?.clocks ?? {}).flatMap(([clock, { cases = [] }]) =>
    cases.flatMap((special, index) =>
      (special.channels ?? []).map((name, inner) => ({
        ...asked,
        subject: 'deadlines' as const,
        path: ['clocks', clock, 'cases', index, 'channels', inner],
        name,
      })),
    ),
  );
  const ofProducts = Object.keys(products).map((name) => ({
    subject: 'scoring' as const,
    asks: 'intake' as const,
    path: ['depth', 'products', name],
    name,
    what: 'product',
  }));
  return [
    ...unknownNames([...deep, ...promised], channelsOf(intake)),
    ...unknownNames(
      ofProducts,
      intake.products.map(({ id }) => id),
    ),
  ];
}
