import type { DeadlinesDocument } from '../../../shared/rules/deadlines.ts';
import type { Documents } from '../../../shared/rules/documents.ts';
import type { PoolsDocument } from '../../../shared/rules/pools.ts';
import type { RoutingDocument } from '../../../shared/rules/routing.ts';
import type { Rating, ScoringDocument } from '../../../shared/rules/scoring.ts';
import type { WinBackRule } from '../../../shared/rules/win-back.ts';
import { type Language, sayCondition } from './say-condition.ts';

/** Documents that can be told in sentences. */
const explained = ['routing', 'scoring', 'deadlines'] as const;

/** What a document means, in plain sentences. @param pools by which pools are named, where they are known */
export function explainDocument(
  document: {
    [S in (typeof explained)[number]]: { subject: S; content: Documents[S] };
  }[(typeof explained)[number]],
  language: Language,
  pools?: PoolsDocument,
): string[] {
  switch (document.subject) {
    case 'routing':
      return routing(document.content, language, pools);
    case 'scoring':
      return scoring(document.content, language);
    case 'deadlines':
      return deadlines(document.content, language);
  }
}

function routing(
  { rules, fallback, customers, organisations }: RoutingDocument,
  language: Language,
  pools?: PoolsDocument,
): string[] {
  const name = (id: string) => pools?.pools.find((pool) => pool.id === id)?.name ?? id;
  const de = language === 'de';
  return [
    ...(customers
      ? [
          de
            ? `Wer schon Kunde ist, bleibt bei der Person, die den Auftrag gewonnen hat, solange sie da ist.`
            : `Who is a customer already stays with whoever won the order, as long as they are there.`,
        ]
      : []),
    ...(organisations
      ? [
          de
            ? `Wer aus einem Unternehmen kommt, in dem schon jemand Kunde oder beim Vertrieb ist, geht an dieselbe Person.`
            : `Who is of an organisation where somebody is a customer or with sales already goes to the same person.`,
        ]
      : []),
    ...rules.map(({ id, when, pool, because }, index) => {
      const asked = sayCondition(when, language);
      return de
        ? `${index + 1}. ${id}: Wenn gilt: ${asked} – dann geht der Lead an ${name(pool)} (${because}).`
        : `${index + 1}. ${id}: If ${asked}, the lead goes to ${name(pool)} (${because}).`;
    }),
    de
      ? `Sonst geht er an ${name(fallback.pool)} (${fallback.because}).`
      : `Else it goes to ${name(fallback.pool)} (${fallback.because}).`,
  ];
}

function scoring(document: ScoringDocument, language: Language): string[] {
  const { ratings, weights, thresholds, fastLane, lifts } = document;
  const de = language === 'de';
  const most = 4 * Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return [
    ...Object.entries(ratings).map(([id, rating]) => {
      const weight = weights[id] ?? 0;
      return de
        ? `${id} zählt ${weight}-fach: ${bands(rating, language)}.`
        : `${id} counts ${weight} times: ${bands(rating, language)}.`;
    }),
    de
      ? `Die Punkte addieren sich; höchstens ${most}. Ab ${thresholds.MQL} ist der Lead MQL, ab ${thresholds.warm} warm, ab ${thresholds.hot} heiß und geht an den Vertrieb.`
      : `The points add up to ${most} at most. From ${thresholds.MQL} the lead is MQL, from ${thresholds.warm} warm, from ${thresholds.hot} hot and goes to sales.`,
    ...fastLane.map(({ id, when, holdsDays }) =>
      de
        ? `${id}: Wenn gilt: ${sayCondition(when, language)} – dann ist der Lead ${holdsDays} Tage lang heiß, wie viele Punkte er auch hat.`
        : `${id}: If ${sayCondition(when, language)}, the lead is hot for ${holdsDays} days, whatever its points.`,
    ),
    ...lifts.map(({ id, when, to }) =>
      de
        ? `${id}: Wenn gilt: ${sayCondition(when, language)} – dann ist der Lead mindestens ${to === 'hot' ? 'heiß' : 'warm'}.`
        : `${id}: If ${sayCondition(when, language)}, the lead is at least ${to}.`,
    ),
  ];
}

function bands(rating: Rating, language: Language): string {
  const de = language === 'de';
  const number = (value: number) => value.toLocaleString(de ? 'de-DE' : 'en-GB');
  const other = de ? 'sonst' : 'else';
  const unknown = rating.unknown === undefined ? [] : [`${de ? 'unbekannt' : 'unknown'} ${rating.unknown}`];
  if ('bands' in rating)
    return [
      ...rating.bands.map(({ below, rating: points }) =>
        below === undefined ? `${other} ${points}` : `${de ? 'unter' : 'below'} ${number(below)} ${points}`,
      ),
      ...unknown,
    ].join(', ');
  if ('months' in rating)
    return [
      ...rating.months.map(({ within, rating: points }) =>
        within === undefined
          ? `${de ? 'später' : 'later'} ${points}`
          : `${de ? `in ${within} Monaten` : `within ${within} months`} ${points}`,
      ),
      ...unknown,
    ].join(', ');
  if ('ranks' in rating)
    return [
      ...rating.ranks.map(({ best, rating: points }) =>
        best === undefined
          ? `${other} ${points}`
          : `${de ? `die besten ${number(best)} % der Gebiete` : `the best ${number(best)} % of the areas`} ${points}`,
      ),
      ...unknown,
    ].join(', ');
  if (rating.fact === 'depth')
    return [de ? '1 bis 4 nach dem Kanal (depth)' : '1 to 4 by the channel (depth)', ...unknown].join(', ');
  if (rating.fact === 'effort')
    return [de ? '1 bis 4 nach der Mühe der Person' : '1 to 4 by the trouble of the person', ...unknown].join(
      ', ',
    );
  const otherwise = rating.otherwise === undefined ? [] : [`${other} ${rating.otherwise}`];
  return [
    ...Object.entries(rating.values).map(([value, points]) => `${value} ${points}`),
    ...otherwise,
    ...unknown,
  ].join(', ');
}

const doings = {
  again: { de: 'wird der Schritt noch einmal angestoßen', en: 'the step is asked for once more' },
  remind: { de: 'wird erinnert', en: 'a reminder goes out' },
  'tell-process-owner': { de: 'wird eskaliert', en: 'it is escalated' },
  'next-owner': { de: 'geht der Lead an die nächste Person', en: 'the lead goes to the next owner' },
  requalify: { de: 'wird neu bewertet', en: 'it is scored again' },
} as const;

const readers = {
  responsible: { de: 'die zuständige Person', en: 'the one responsible' },
  owner: { de: 'die Person mit dem Lead', en: 'the owner' },
  'process-owner': { de: 'die Prozessverantwortliche', en: 'the process owner' },
  marketing: { de: 'das Marketing', en: 'marketing' },
  nobody: null,
} as const;

function deadlines({ clocks, winBack = [] }: DeadlinesDocument, language: Language): string[] {
  const de = language === 'de';
  const promised = Object.entries(clocks).map(([name, { target, limit, counted, calendar, steps }]) => {
    const time =
      counted === 'business'
        ? `${de ? 'Öffnungszeit' : 'opening time'}${calendar ? ` (${calendar})` : ''}`
        : de
          ? 'Kalenderzeit'
          : 'calendar time';
    const done = steps.map(({ at, do: action, tell }) => {
      const when =
        at === 'target'
          ? de
            ? 'am Ziel'
            : 'at the target'
          : at === 'limit'
            ? de
              ? 'an der Grenze'
              : 'at the limit'
            : `${de ? 'nach' : 'after'} ${duration(at, language)}`;
      const reader = readers[tell]?.[language];
      return `${when} ${doings[action][language]}${reader ? ` (${reader})` : ''}`;
    });
    const head = de
      ? `${name}: Ziel ${duration(target, language)}, Grenze ${duration(limit, language)} ${time}`
      : `${name}: target ${duration(target, language)}, limit ${duration(limit, language)} of ${time}`;
    return `${[head, ...done].join('; ')}.`;
  });
  return [...promised, ...winBack.map((rule) => addressedAgain(rule, language))];
}

function addressedAgain(
  { from, who, reasons, leastValue, date, afterDays, beforeDays, to, because }: WinBackRule,
  language: Language,
): string {
  if (language === 'de') {
    const whom = from === 'won' ? 'Kunden' : who === 'customers' ? 'Verlorene Kunden' : 'Verlorene Leads';
    const why = reasons ? ` (${reasons.join(', ')})` : '';
    const worth = leastValue ? ` ab ${leastValue.toLocaleString('de-DE')}` : '';
    const where = to === 'owner' ? 'gehen zurück an die frühere Person' : 'werden neu qualifiziert';
    const when = beforeDays === undefined ? `${afterDays} Tage nach` : `${beforeDays} Tage vor`;
    const since = from === 'won' ? 'dem letzten Kauf' : 'dem Verlust';
    return `${whom}${why}${worth} ${where}, ${when} ${date ?? since} (${because}).`;
  }
  const whom = from === 'won' ? 'Customers' : who === 'customers' ? 'Lost customers' : 'Lost leads';
  const why = reasons ? ` (${reasons.join(', ')})` : '';
  const worth = leastValue ? ` worth ${leastValue.toLocaleString('en-GB')} or more` : '';
  const where = to === 'owner' ? 'go back to their former owner' : 'are qualified again';
  const when = beforeDays === undefined ? `${afterDays} days after` : `${beforeDays} days before`;
  const since = from === 'won' ? 'the last purchase' : 'the loss';
  return `${whom}${why}${worth} ${where}, ${when} ${date ?? since} (${because}).`;
}

function duration(text: string, language: Language): string {
  const [, days] = /^P(\d+)D$/.exec(text) ?? [];
  const units = language === 'de' ? ['Tage', 'Stunden', 'Minuten'] : ['days', 'hours', 'minutes'];
  const count = (number: string, unit = '') =>
    `${number} ${number === '1' ? unit.replace(/[ens]$/, '') : unit}`;
  if (days) return count(days, units[0]);
  const [, hours] = /(\d+)H/.exec(text) ?? [];
  const [, minutes] = /(\d+)M/.exec(text) ?? [];
  return [hours ? count(hours, units[1]) : '', minutes ? count(minutes, units[2]) : '']
    .filter(Boolean)
    .join(' ');
}
