import { column, hot, type Report, won } from '../sheet.ts';
import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';

const sql = (span: Span): string => `
WITH ${leads(span)},
counted AS (
  SELECT
    channel, campaign, product, region,
    1 AS inquiries,
    CASE WHEN type = 'InquirySetAside' THEN 1 ELSE 0 END AS set_aside,
    CASE WHEN outcome = 'quarantined' THEN 1 ELSE 0 END AS quarantined,
    0 AS leads, 0 AS hot, 0 AS won,
    CAST(NULL AS DECIMAL(38, 2)) AS order_value
  FROM inquiries
  UNION ALL
  SELECT
    channel, campaign, product, region,
    0, 0, 0,
    1,
    CASE WHEN hot_at IS NULL THEN 0 ELSE 1 END,
    CASE WHEN won_at IS NULL THEN 0 ELSE 1 END,
    CAST(order_value AS DECIMAL(38, 2))
  FROM leads
)
SELECT
  channel,
  campaign,
  product,
  region,
  sum(inquiries) AS inquiries,
  sum(leads) AS leads,
  sum(hot) AS hot,
  sum(won) AS won,
  sum(set_aside) AS set_aside,
  sum(quarantined) AS quarantined,
  sum(order_value) AS order_value
FROM counted
GROUP BY channel, campaign, product, region
ORDER BY channel NULLS LAST, campaign NULLS LAST, product NULLS LAST, region NULLS LAST`;

const source = [
  column('channel', 'text', 'Kanal der Anfrage, bei Leads der ersten Anfrage'),
  column('campaign', 'text', 'Kampagne, leer wenn unbekannt'),
  column('product', 'text', 'Produkt, leer wenn unbekannt'),
  column('region', 'text', 'Land, in Deutschland mit Leitregion (erste zwei Ziffern der Postleitzahl)'),
];

/** Which channel, campaign, product and region brings how much, and how good is it? */
export const sources = {
  name: 'sources',
  question: 'Woher kommen die Leads, und wie gut sind sie?',
  sql,
  columns: [
    ...source,
    column('inquiries', 'count', 'Anfragen, auch solche, aus denen kein Lead wurde'),
    column('leads', 'count', 'Leads, deren erste Anfrage von hier kam'),
    hot,
    won,
    column(
      'setAside',
      'count',
      'Anfragen, aus denen kein Lead wurde (Abwesenheitsnotiz, Werbung, abgewiesen …)',
    ),
    column('quarantined', 'count', 'Anfragen, die erst jemand ansehen musste'),
    column('orderValue', 'money', 'Auftragswert in Euro'),
  ],
} as const satisfies Report;
