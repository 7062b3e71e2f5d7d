/** The names on which stacks, local cloud and adapters must agree; spelt here and nowhere else. */

/** Attributes and indexes of the one table. All indexes are sparse and hold keys only. */
export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLive: 'ttl',
  indexes: {
    worklist: { name: 'worklist', partitionKey: 'wp', sortKey: 'ws' },
    owners: { name: 'owners', partitionKey: 'op', sortKey: 'os' },
    register: { name: 'register', partitionKey: 'rp', sortKey: 'rs' },
  },
} as const;

/** Queues by the name that the templates give them: `{name}Queue`, and `{name}DeadLetters` behind it. */
export const queues = [
  'Score',
  'Recognise',
  'Fulfil',
  'Route',
  'Turn',
  'Notify',
  'Analysis',
  'Due',
  'Inbound',
  'MailEvents',
  'Crm',
  'Lists',
  'Erase',
] as const;
export type QueueName = (typeof queues)[number];

/** Where objects lie: one prefix for each writer, so that a permission can name it. */
export const prefixes = {
  /** raw bucket: what the mail receipt rule stores, one object per received mail */
  inboundMail: 'mail/',
  /** raw bucket: bodies of inquiries that are too large for their item */
  inquiries: 'inquiries/',
  /** raw bucket: an empty object for each inquiry that a sender was told of, `acknowledged/{yyyy-mm-dd}/{inquiry}`, the day in UTC */
  acknowledged: 'acknowledged/',
  /** raw bucket: lists that are dropped here are taken in, with `NAME.csv.json` or metadata beside them */
  droppedLists: 'lists/',
  /** raw bucket: uploaded lists and the reports of all, `imports/{id}/` */
  imports: 'imports/',
  /** archive bucket: what the law makes one keep of erased people, `kept/{last day, yyyy-mm-dd}/{lead}.json` */
  kept: 'kept/',
  /** rules bucket: activated documents under their content hash, for ever */
  ruleArchive: 'rules/',
  /** rules bucket: documents that are too large for a parameter, which then points to one */
  largeDocuments: 'documents/',
  /** reports bucket: data sets of the analysis, `analysis/{dataset}/dt={yyyy-mm-dd}/` */
  analysis: 'analysis/',
  /** reports bucket: `reports/{yyyy-mm-dd}/{report}.csv` */
  reports: 'reports/',
  /** reports bucket: results of single queries, gone after a few days */
  queryResults: 'athena/',
  /** reports bucket: the pointer to the newest complete day */
  latestReport: 'latest.json',
} as const;

/** Where the inquiries of a day (UTC) are noted that senders were told of. */
export const acknowledgedFolder = (day: string): string => `${prefixes.acknowledged}${day}/`;

export type Route = {
  method: 'GET' | 'HEAD' | 'POST' | 'OPTIONS';
  path: string;
  serves:
    | 'IngestForm'
    | 'IngestHook'
    | 'Behaviour'
    | 'About'
    | 'OwnerPage'
    | 'StaffApi'
    | 'SignIn'
    | 'Console'
    | 'ListsAsked'
    | 'Capture'
    | 'Review'
    | 'Questions'
    | 'Privacy';
  /** true: the authoriser is asked first */
  staff: boolean;
};

/** The HTTP API. `OPTIONS /v1/leads` goes to the intake: which site may post is a rule, not a setting of the gateway. */
export const routes: readonly Route[] = [
  { method: 'POST', path: '/v1/leads', serves: 'IngestForm', staff: false },
  { method: 'OPTIONS', path: '/v1/leads', serves: 'IngestForm', staff: false },
  { method: 'GET', path: '/v1/hooks/{source}', serves: 'IngestHook', staff: false },
  { method: 'POST', path: '/v1/hooks/{source}', serves: 'IngestHook', staff: false },
  { method: 'POST', path: '/v1/events', serves: 'Behaviour', staff: false },
  { method: 'OPTIONS', path: '/v1/events', serves: 'Behaviour', staff: false },
  { method: 'GET', path: '/v1/r/{token}', serves: 'Behaviour', staff: false },
  { method: 'HEAD', path: '/v1/r/{token}', serves: 'Behaviour', staff: false },
  { method: 'GET', path: '/v1/segments', serves: 'Behaviour', staff: false },
  { method: 'GET', path: '/v1/leitwerk.js', serves: 'About', staff: false },
  { method: 'GET', path: '/v1/form-token', serves: 'About', staff: false },
  { method: 'GET', path: '/v1/challenge', serves: 'About', staff: false },
  { method: 'GET', path: '/v1/health', serves: 'About', staff: false },
  { method: 'GET', path: '/v1/openapi.json', serves: 'About', staff: false },
  { method: 'GET', path: '/v1/assignments/{token}', serves: 'OwnerPage', staff: false },
  { method: 'POST', path: '/v1/assignments/{token}', serves: 'OwnerPage', staff: false },
  {
    method: 'GET',
    path: '/v1/assignments/{token}/attachments/{inquiry}/{number}',
    serves: 'OwnerPage',
    staff: false,
  },
  { method: 'GET', path: '/v1/assignments/{token}/contact.vcf', serves: 'OwnerPage', staff: false },
  { method: 'GET', path: '/v1/assignments/{token}/deadline.ics', serves: 'OwnerPage', staff: false },
  { method: 'GET', path: '/v1/questions/{token}', serves: 'Questions', staff: false },
  { method: 'POST', path: '/v1/questions/{token}', serves: 'Questions', staff: false },
  { method: 'GET', path: '/v1/privacy/{token}', serves: 'Privacy', staff: false },
  { method: 'POST', path: '/v1/privacy/{token}', serves: 'Privacy', staff: false },
  { method: 'GET', path: '/v1/owner/{token}', serves: 'OwnerPage', staff: false },
  { method: 'POST', path: '/v1/owner/{token}', serves: 'OwnerPage', staff: false },
  { method: 'GET', path: '/v1/leads', serves: 'StaffApi', staff: true },
  { method: 'POST', path: '/v1/leads/search', serves: 'StaffApi', staff: true },
  { method: 'GET', path: '/v1/leads/{id}', serves: 'StaffApi', staff: true },
  { method: 'POST', path: '/v1/leads/{id}/actions', serves: 'StaffApi', staff: true },
  {
    method: 'GET',
    path: '/v1/leads/{id}/attachments/{inquiry}/{number}',
    serves: 'StaffApi',
    staff: true,
  },
  { method: 'GET', path: '/v1/inquiries', serves: 'StaffApi', staff: true },
  { method: 'GET', path: '/v1/inquiries/{id}', serves: 'StaffApi', staff: true },
  { method: 'POST', path: '/v1/inquiries/{id}/actions', serves: 'Review', staff: true },
  { method: 'POST', path: '/console/inquiries/{id}', serves: 'Review', staff: true },
  { method: 'GET', path: '/v1/reviews', serves: 'StaffApi', staff: true },
  { method: 'POST', path: '/v1/imports', serves: 'ListsAsked', staff: true },
  { method: 'GET', path: '/v1/imports/{id}', serves: 'ListsAsked', staff: true },
  { method: 'GET', path: '/console/imports', serves: 'ListsAsked', staff: true },
  { method: 'POST', path: '/console/imports', serves: 'ListsAsked', staff: true },
  { method: 'GET', path: '/console/imports/{id}', serves: 'ListsAsked', staff: true },
  { method: 'GET', path: '/capture', serves: 'Capture', staff: true },
  { method: 'POST', path: '/capture', serves: 'Capture', staff: true },
  { method: 'GET', path: '/capture/app.js', serves: 'Capture', staff: false },
  { method: 'GET', path: '/capture/worker.js', serves: 'Capture', staff: false },
  { method: 'GET', path: '/v1/login', serves: 'SignIn', staff: false },
  { method: 'GET', path: '/v1/login/callback', serves: 'SignIn', staff: false },
  { method: 'POST', path: '/v1/logout', serves: 'SignIn', staff: false },
  { method: 'GET', path: '/console', serves: 'Console', staff: true },
  { method: 'GET', path: '/console/review', serves: 'Console', staff: true },
  { method: 'GET', path: '/console/clocks', serves: 'Console', staff: true },
  { method: 'GET', path: '/console/calls', serves: 'Console', staff: true },
  { method: 'POST', path: '/console/calls', serves: 'Console', staff: true },
  { method: 'GET', path: '/console/calls/{id}', serves: 'Console', staff: true },
  { method: 'POST', path: '/console/calls/{id}', serves: 'Console', staff: true },
  { method: 'GET', path: '/console/pools', serves: 'Console', staff: true },
  { method: 'GET', path: '/console/search', serves: 'Console', staff: true },
  { method: 'POST', path: '/console/search', serves: 'Console', staff: true },
  { method: 'GET', path: '/console/leads/{id}', serves: 'Console', staff: true },
  { method: 'POST', path: '/console/leads/{id}/actions', serves: 'Console', staff: true },
];

/** The role, by its name in the template, with which stored leads are read for a simulation of other rules. */
export const simulationRole = 'RulesSimulation';

/** Parameter Store: `{parameterPrefix}{document}`, e.g. `/leitwerk/prod/rules/scoring`. */
export const parameterPrefix = (stage: string): string => `/leitwerk/${stage}/`;

/** Parameter that tells the command line where a deployed system is. */
export const connectionName = (stage: string): string => `${parameterPrefix(stage)}system/connection`;
