import type { Span } from '../span.ts';
import { leads } from './leads.sql.ts';

/** Which channel, campaign, product and region brings how much, and how good is it? */
export const sources = (span: Span): string => `
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
