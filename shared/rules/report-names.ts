/** The reports of a day, in the order of the page; a rule document may ask for any of them. */
export const reportNames = [
  'tracking',
  'sources',
  'pilots',
  'target-groups',
  'deadlines',
  'funnel',
  'losses',
  'daily',
  'fairness',
  'distribution',
  'territory',
  'regions',
  'partners',
  'checklist',
  'ratings',
  'quality',
  'fields',
  'care',
  'doubles',
  'feedback',
] as const;
export type ReportName = (typeof reportNames)[number];

/** Reports whose rows can be told to the partner alone whose they are. */
export const partnersOwn: readonly ReportName[] = ['partners'];
