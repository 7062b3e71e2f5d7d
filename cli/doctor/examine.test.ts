import { describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules, defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { parameterOf, subjects } from '../../shared/rules/documents.ts';
import { writtenHash } from '../../shared/rules/status.ts';
import { page } from '../commands/doctor.ts';
import { examine } from './examine.ts';
import type { System } from './system.ts';

const now = '2026-11-24T09:00:00.000Z';
const pool = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc';
const connection = {
  stage: 'prod',
  table: 'leads',
  rawBucket: 'raw',
  reportsBucket: 'reports',
  rulesBucket: 'rules',
  templatesBucket: 'templates',
  apiUrl: 'https://api.firma.de',
  issuer: pool,
  sender: 'anfragen@firma.de',
  recipients: ['sales@firma.de', 'firma.de', 'firma.at'],
  receiptRules: 'ours',
  linkSecret: 'arn:link',
  hookKeys: 'arn:hooks',
  simulationRole: 'arn:simulation',
  reportFunction: 'report',
};

/** The parameters of a system whose documents are all in force. */
const parameters = () =>
  subjects.flatMap((subject) => {
    const source = defaultSource(subject);
    const [name, value] = [parameterOf(subject), JSON.stringify(source)];
    const status = {
      status: 'active',
      hash: contentHash(source),
      written: writtenHash([{ name, text: value }]),
      at: '2026-11-20T08:00:00.000Z',
      errors: [],
    };
    return [
      { name, value },
      { name: `status/${subject}`, value: JSON.stringify(status) },
    ];
  });

const { document: demoAgents } = defaultDocument('agents');
const { document: demoIntake } = defaultDocument('intake');
const agents = {
  ...demoAgents,
  agents: demoAgents.agents.map((agent) => ({ ...agent, email: `${agent.id}@firma.de` })),
};
const intake = { ...demoIntake, hooks: { messe: { like: 'typeform' } } };

/** A system in which everything is as it should be, but for what a test says. */
const system = (over: Partial<System> = {}): System => ({
  connection,
  isLocal: false,
  region: 'eu-central-1',
  rules: defaultRules({ agents, intake }),
  now: () => now,
  health: async () => ({ stage: 'prod', version: '0.1.0', time: now }),
  deployedAt: async () => '2026-11-01T08:00:00.000Z',
  tableState: async () => 'ACTIVE',
  parameters: async () => parameters(),
  identity: async () => ({ verified: true, signs: true, dkimTokens: ['a', 'b', 'c'] }),
  quota: async () => ({ perDay: 50_000, perSecond: 14, sent: 12 }),
  activeReceiptRules: async () => 'ours',
  mailServers: async () => ['inbound-smtp.eu-central-1.amazonaws.com'],
  signInPage: async () => 'https://leitwerk.auth.eu-central-1.amazoncognito.com/oauth2/authorize',
  staff: async () => ({ people: 3, withRole: 3 }),
  secret: async (arn) => (arn === 'arn:hooks' ? '{"messe":"key"}' : 'x'.repeat(64)),
  deadLetters: async () => [{ queue: 'ScoreDeadLetters', messages: 0 }],
  latestReport: async () => '2026-11-23',
  ...over,
});

const faults = async (over: Partial<System> = {}) =>
  (await examine(system(over))).filter(({ verdict }) => verdict === 'warning' || verdict === 'failed');

describe('the doctor', () => {
  it('finds nothing on a system that is set up', async () => {
    expect(await faults()).toEqual([]);
  });

  const withStatus = (subject: string, over: object) =>
    parameters().map(({ name, value }) =>
      name === `status/${subject}`
        ? { name, value: JSON.stringify({ ...JSON.parse(value), ...over }) }
        : { name, value },
    );
  const error = {
    path: 'thresholds.hot',
    line: 7,
    reason: 'must be a number',
    suggestion: 'write 70',
  };
  const cases: [string, Partial<System>, string, 'warning' | 'failed', RegExp, RegExp][] = [
    [
      'the API of another stage',
      { health: async () => ({ stage: 'test', version: '1', time: now }) },
      'api',
      'failed',
      /stage test, not prod/,
      /--stage prod/,
    ],
    [
      'a clock that is wrong',
      { now: () => '2026-11-24T09:02:00.000Z' },
      'clock',
      'warning',
      /120 s ahead/,
      /time server/,
    ],
    ['a table in change', { tableState: async () => 'UPDATING' }, 'table', 'failed', /UPDATING/, /Wait/],
    [
      'a refused document, with place and reason',
      { parameters: async () => withStatus('scoring', { status: 'refused', errors: [error] }) },
      'rules',
      'failed',
      /scoring refused since 2026-11-20.*thresholds\.hot \(line 7\): must be a number; [0-9a-f]{12} goes on/,
      /\/leitwerk\/prod\/rules\/scoring: write 70/,
    ],
    [
      'a document that is not in force yet',
      { parameters: async () => withStatus('pools', { written: 'older' }) },
      'rules',
      'warning',
      /pools.*not in force yet/,
      /five minutes/,
    ],
    [
      'a domain that SES does not know',
      { identity: async () => null },
      'sender',
      'failed',
      /firma\.de/,
      /--mail-domain/,
    ],
    [
      'a domain without the records of DKIM',
      { identity: async () => ({ verified: false, signs: false, dkimTokens: ['one'] }) },
      'sender',
      'failed',
      /not verified/,
      /one\._domainkey\.firma\.de CNAME one\.dkim\.amazonses\.com/,
    ],
    [
      'the sandbox',
      { quota: async () => ({ perDay: 200, perSecond: 1, sent: 0 }) },
      'sending',
      'failed',
      /sandbox/,
      /production access/,
    ],
    [
      'a quota that is nearly spent',
      { quota: async () => ({ perDay: 1_000, perSecond: 14, sent: 800 }) },
      'sending',
      'warning',
      /800 of 1000/,
      /quota/,
    ],
    [
      'no active receipt rules',
      { activeReceiptRules: async () => null },
      'receiving',
      'failed',
      /no receipt/,
      /deploy/,
    ],
    [
      'receipt rules of somebody else',
      { activeReceiptRules: async () => 'theirs' },
      'receiving',
      'failed',
      /theirs/,
      /--take-over-receiving/,
    ],
    [
      'a domain to which nobody can write',
      {
        mailServers: async (domain) =>
          domain === 'firma.at' ? [] : ['inbound-smtp.eu-central-1.amazonaws.com'],
      },
      'mail servers',
      'failed',
      /firma\.at/,
      /firma\.at MX 10 inbound-smtp\.eu-central-1/,
    ],
    [
      'mail that goes elsewhere',
      {
        mailServers: async (domain) => [
          domain === 'firma.at' ? 'mx.firma.at' : 'INBOUND-SMTP.eu-central-1.amazonaws.com.',
        ],
      },
      'mail servers',
      'warning',
      /mx\.firma\.at/,
      /redirect/,
    ],
    [
      'staff without roles',
      { staff: async () => ({ people: 2, withRole: 0 }) },
      'staff',
      'failed',
      /nobody/,
      /custom:role/,
    ],
    [
      'one without role',
      { staff: async () => ({ people: 2, withRole: 1 }) },
      'staff',
      'warning',
      /1 of 2/,
      /custom:role/,
    ],
    [
      'owners of the demo company',
      { rules: defaultRules({ agents: demoAgents, intake }) },
      'agents',
      'warning',
      /9 of 9/,
      /\/leitwerk\/prod\/directory\/agents/,
    ],
    [
      'a member whom the directory does not have',
      { rules: defaultRules({ agents: { ...agents, agents: agents.agents.slice(1) }, intake }) },
      'agents',
      'failed',
      /anke-petersen/,
      /Add/,
    ],
    [
      'a source whose tool signs, without its key',
      { secret: async (arn) => (arn === 'arn:hooks' ? '{"messe":""}' : 'x'.repeat(64)) },
      'webhook keys',
      'failed',
      /messe/,
      /HookKeys/,
    ],
    [
      'a short secret for links',
      { secret: async (arn) => (arn === 'arn:hooks' ? '{"messe":"key"}' : 'short') },
      'link secret',
      'failed',
      /32/,
      /Secrets Manager/,
    ],
    [
      'messages that were given up',
      { deadLetters: async () => [{ queue: 'TurnDeadLetters', messages: 2 }] },
      'dead letters',
      'failed',
      /TurnDeadLetters holds 2 messages/,
      /heading TurnDeadLetters/,
    ],
    ['no queues', { deadLetters: async () => [] }, 'dead letters', 'failed', /no queue/, /Deploy/],
    [
      'a report that is missing',
      { latestReport: async () => '2026-11-22' },
      'report',
      'failed',
      /2026-11-23 is missing/,
      /ReportDeadLetters/,
    ],
    [
      'a report that never was',
      { latestReport: async () => null },
      'report',
      'failed',
      /none was ever/,
      /Report/,
    ],
  ];
  it.each(cases)('names %s and what to do', async (_, over, name, verdict, found, mend) => {
    expect(await faults(over)).toEqual([
      { name, verdict, found: expect.stringMatching(found), mend: expect.stringMatching(mend) },
    ]);
  });

  it('does not miss a report before the first was due, nor at night before it is written', async () => {
    const young = { latestReport: async () => null, deployedAt: async () => '2026-11-24T07:00:00.000Z' };
    expect(await faults(young)).toEqual([]);
    const night = '2026-11-24T02:00:00.000Z';
    const early = { health: async () => ({ stage: 'prod', version: '1', time: night }), now: () => night };
    expect(await faults({ ...early, latestReport: async () => '2026-11-22' })).toEqual([]);
  });

  it('says what the account answers where it cannot ask, and goes on', async () => {
    const quota = async () => {
      throw new Error('User is not authorized to perform: ses:GetSendQuota');
    };
    const health = async () => {
      throw new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    };
    const found = await faults({ quota, health });
    expect(found.map(({ name, found: what }) => `${name}: ${what}`)).toEqual([
      'api: no answer: fetch failed (connect ECONNREFUSED)',
      'clock: no answer: fetch failed (connect ECONNREFUSED)',
      'sending: no answer: User is not authorized to perform: ses:GetSendQuota',
    ]);
    expect(found.every((finding) => 'mend' in finding)).toBe(true);
  });

  it('shows each finding with its mend below, and counts', async () => {
    const text = page(await examine(system({ staff: async () => ({ people: 2, withRole: 0 }) })));
    expect(text).toMatch(/✓ api +https:\/\/api\.firma\.de answers/);
    expect(text).toMatch(/✗ staff .*\n +→ Create people in the user pool eu-central-1_abc/);
    expect(text).toMatch(
      /16 ok, 0 warnings, 1 failed, 0 not asked$|\d+ ok, 0 warnings, 1 failed, 0 not asked$/,
    );
  });

  it('leaves to other issuers who has which role', async () => {
    const found = await examine(system({ connection: { ...connection, issuer: 'https://id.firma.de' } }));
    expect(found.find(({ name }) => name === 'staff')?.found).toMatch(/https:\/\/id\.firma\.de/);
  });
});
