import { column, type Report } from '../sheet.ts';
import { type Span, timestamp } from '../span.ts';
import { leads } from './leads.sql.ts';
import { turns } from './turns.sql.ts';

const sql = (span: Span): string => {
  const first = timestamp(span.days[0]?.from ?? '');
  return `
WITH ${leads(span)}, ${turns},
served AS (
  SELECT region, pool, count(*) AS leads, max(given_at) AS last_at, max(able) AS able
  FROM turns
  WHERE region IS NOT NULL
  GROUP BY region, pool
),
serving AS (
  SELECT region, pool, row_number() OVER (PARTITION BY region ORDER BY leads DESC, last_at DESC, pool) AS place
  FROM served
),
staffed AS (
  SELECT pool, max(able) AS owners FROM turns WHERE given_at >= ${first} GROUP BY pool
),
created AS (
  SELECT
    region,
    count(*) AS leads,
    count(CASE WHEN created_at >= ${first} THEN 1 END) AS leads_30,
    count(CASE WHEN created_at >= ${first} AND campaign IS NOT NULL THEN 1 END) AS campaign_30,
    count(CASE WHEN hot_at >= ${first} THEN 1 END) AS hot_30
  FROM leads
  GROUP BY region
),
placed AS (
  SELECT
    created.*,
    serving.pool AS pool,
    staffed.owners AS owners,
    sum(leads_30) OVER (PARTITION BY serving.pool) AS pool_leads
  FROM created
  LEFT JOIN serving ON serving.region = created.region AND serving.place = 1
  LEFT JOIN staffed ON staffed.pool = serving.pool
),
pools AS (
  SELECT sum(pool_leads) AS leads, sum(owners) AS owners
  FROM (SELECT DISTINCT pool, pool_leads, owners FROM placed WHERE owners IS NOT NULL) AS each_pool
)
SELECT
  placed.region,
  placed.pool,
  placed.leads,
  placed.leads_30,
  placed.campaign_30,
  placed.hot_30,
  placed.owners,
  round(CAST(placed.leads_30 AS DOUBLE) / nullif(placed.owners, 0), 2) AS per_owner,
  round(CAST(placed.pool_leads AS DOUBLE) / nullif(placed.owners, 0), 2) AS pool_per_owner,
  round((CAST(placed.pool_leads AS DOUBLE) / nullif(placed.owners, 0)) / nullif(CAST(pools.leads AS DOUBLE) / nullif(pools.owners, 0), 0), 2) AS evenness
FROM placed
CROSS JOIN pools
ORDER BY placed.pool NULLS LAST, placed.leads_30 DESC, placed.region NULLS LAST`;
};

/** Do leads arise where there are people for them? What regional campaigns bring, against who works there (R126). */
export const regions = {
  name: 'regions',
  question: 'Entstehen Leads dort, wo es Leute für sie gibt?',
  sql,
  columns: [
    column('region', 'text', 'Land, in Deutschland mit Leitregion; leer wenn unbekannt'),
    column(
      'pool',
      'text',
      'Vertriebsbereich, der aus der Region die meisten Leads bekam; leer, solange keiner',
    ),
    column('leads', 'count', 'Leads aus der Region, von Anfang an'),
    column('leads30Days', 'count', 'Davon in den letzten dreißig Tagen entstanden'),
    column('campaign30Days', 'count', 'Davon durch eine Kampagne'),
    column('hot30Days', 'count', 'Leads der Region, die in den letzten dreißig Tagen heiß wurden'),
    column(
      'owners',
      'count',
      'Personen des Bereichs, die in den letzten dreißig Tagen einen Lead nehmen konnten, höchstens zugleich',
    ),
    column('leadsPerOwner', 'number', 'leads30Days durch owners'),
    column('poolLeadsPerOwner', 'number', 'Neue Leads aller Regionen des Bereichs durch owners'),
    column(
      'evenness',
      'number',
      'poolLeadsPerOwner durch das Mittel aller Bereiche: 1 ist gleichmäßig, 2 doppelt so viele Leads je Person',
    ),
  ],
  table: {
    about:
      'Neue Leads der letzten dreißig Tage je Person, die im zuständigen Bereich Leads nehmen kann; 1 ist gleichmäßig',
    heads: {
      region: 'Region',
      pool: 'Vertriebsbereich',
      leads30Days: 'neue Leads',
      campaign30Days: 'aus Kampagnen',
      owners: 'Personen',
      leadsPerOwner: 'je Person',
      poolLeadsPerOwner: 'Bereich je Person',
      evenness: 'gegen das Mittel',
    },
    empty: 'Noch kein Lead.',
  },
} as const satisfies Report;
