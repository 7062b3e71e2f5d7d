import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localModel } from '../security/in-cloud.ts';
import { hotInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

const run = promisify(execFile);
/** What a command prints, and whether it did what it was asked for. */
async function leitwerk(...words: string[]): Promise<{ ok: boolean; text: string }> {
  const env = { ...process.env, LEITWERK_DATA: cloud.data };
  const asked = run(process.execPath, ['cli/leitwerk.mjs', 'rules', ...words, '--local'], { env });
  return asked.then(
    ({ stdout }) => ({ ok: true, text: stdout }),
    ({ stdout, stderr }) => ({ ok: false, text: `${stdout}${stderr}` }),
  );
}
const file = (name: string, text: string) => {
  writeFileSync(join(cloud.data, name), text);
  return join(cloud.data, name);
};
const simulated = async (...words: string[]) => {
  const { text } = await leitwerk('simulate', ...words, '--json');
  return JSON.parse(text.split('\n')[0] ?? '');
};

describe('rules of a running system', () => {
  it('are simulated without a difference, changed, refused and taken back by command (R20, R23, R150)', async () => {
    for (let i = 0; i < 3; i++)
      expect((await cloud.call('POST', '/v1/leads', hotInquiry())).status).toBe(202);
    await cloud.settle();
    const none = { class: 0, pool: 0, owner: 0, deadline: 0 };
    expect(await simulated()).toMatchObject({
      leads: 3,
      changes: none,
      classes: { hot: { before: 3, after: 3 } },
    });

    const shown = await leitwerk('show', 'routing');
    const south = file('routing.json', shown.text.replaceAll('"pool": "north"', '"pool": "south"'));
    expect(await simulated(south)).toMatchObject({ changes: { class: 0, pool: 3, owner: 3, deadline: 0 } });
    const limits = file('limits.txt', '{ "pool": 10 }');
    expect(await leitwerk('simulate', south, '--limits', limits)).toMatchObject({
      ok: false,
      text: expect.stringContaining('pool: 100.0 % of the leads change, at most 10 % may'),
    });

    expect(await leitwerk('activate', south, '--limits', limits)).toMatchObject({
      ok: false,
      text: expect.stringContaining('Nothing was written.'),
    });
    expect((await leitwerk('show', 'routing')).text).toBe(shown.text);
    const generous = file('generous.txt', '{ "pool": 100 }');
    const activated = await leitwerk('activate', south, '--limits', generous);
    expect(activated).toMatchObject({ ok: true, text: expect.stringMatching(/routing +active/) });
    await cloud.call(
      'PUT',
      '/_local/parameters/leitwerk/local/rules/routing',
      shown.text.replace('lead.country', 'lead.contry'),
    );
    await cloud.settle();
    expect((await leitwerk('list')).text).toMatch(/routing +refused/);
    const told = (await cloud.mails()).filter(({ tags }) => tags.kind === 'rules-refused');
    expect(told).toMatchObject([
      { subject: expect.stringContaining('routing'), tags: { subject: 'routing' } },
    ]);

    expect(await leitwerk('rollback', 'routing')).toMatchObject({ ok: true });
    const { text: back } = await leitwerk('show', 'routing');
    expect(JSON.parse(back)).toEqual(JSON.parse(shown.text));
  }, 120_000);

  it('rate a lead by the figures of its area, as they were brought by command (R102)', async () => {
    const list = file('kaufkraft.csv', 'PLZ;Ort;Kaufkraft\n10115;Berlin;97,5\n80331;München;131,2\n');
    const wrong = file('falsch.csv', 'PLZ;Kaufkraft\n1067;98\n');
    expect(await leitwerk('areas', wrong)).toMatchObject({
      ok: false,
      text: expect.stringContaining('01067'),
    });
    const document = join(cloud.data, 'scoring.json');
    expect((await leitwerk('areas', list, '--out', document)).ok).toBe(true);
    expect(await simulated(document)).toMatchObject({ broken: [] });
    expect((await leitwerk('activate', document)).text).toMatch(/scoring +active/);
    const { json } = await cloud.call('POST', '/v1/leads', hotInquiry({ postcode: '80331', country: 'DE' }));
    await cloud.settle();
    const lead = await cloud.lead(json.leadId);
    expect(lead.score.criteria.at(-1)).toMatchObject({
      id: 'area',
      value: '80331',
      area: { rank: 1, of: 2, values: { Kaufkraft: 131.2 } },
    });
    const env = { ...process.env, LEITWERK_DATA: cloud.data };
    const again = ['cli/leitwerk.mjs', 'replay', '--local', '--lead', json.leadId, '--json'];
    const { stdout } = await run(process.execPath, again, { env });
    expect(JSON.parse(stdout)).toMatchObject({ different: 0, findings: [], unjudged: {} });
  }, 120_000);

  it('are tried on the leads of one pool first, beside all others, and then hold for all (R21)', async () => {
    const { text: before } = await leitwerk('show', 'scoring');
    const strict = file(
      'scoring.json',
      JSON.stringify({ ...JSON.parse(before), fastLane: [], thresholds: { MQL: 98, warm: 99, hot: 100 } }),
    );
    const trial = ['--id', 'south-first', '--until', '2999-12-31', '--because', 'fewer-calls'];
    const begun = await leitwerk('pilot', 'begin', strict, '--pool', 'south', ...trial);
    expect(begun).toMatchObject({ ok: true, text: expect.stringMatching(/scoring +south-first +active/) });
    const asks = async (postcode: string) => {
      const over = { country: 'DE', postcode, orderVolume: 60_000, employees: 50 };
      const { json } = await cloud.call('POST', '/v1/leads', hotInquiry(over));
      await cloud.settle();
      return cloud.lead(json.leadId);
    };
    const [south, north] = [await asks('80331'), await asks('20095')];
    const decided = (lead: { events: { type: string; rule?: string }[] }) =>
      lead.events.find(({ type }) => type === 'LeadScored')?.rule;
    expect([south.class, decided(south)]).toEqual(['cold', 'score/points@south-first']);
    expect([north.class, decided(north)]).toEqual(['hot', expect.not.stringContaining('@')]);
    expect(south.score.rulesHash).toBe(north.score.rulesHash);

    const shown = JSON.parse((await leitwerk('pilot', 'show', 'scoring', '--json')).text);
    expect(shown).toMatchObject({
      id: 'south-first',
      pilot: { leads: 1, cold: 1, toSales: 0 },
      others: { leads: 1, hot: 1, toSales: 1 },
    });
    const env = { ...process.env, LEITWERK_DATA: cloud.data };
    const again = ['cli/leitwerk.mjs', 'replay', '--local', '--json'];
    const { stdout } = await run(process.execPath, again, { env });
    expect(JSON.parse(stdout)).toMatchObject({ different: 0, findings: [], unjudged: {} });

    expect((await leitwerk('pilot', 'widen', 'scoring')).ok).toBe(true);
    expect(JSON.parse((await leitwerk('show', 'scoring')).text).thresholds.hot).toBe(100);
    expect((await asks('20097')).class).toBe('cold');
    expect((await leitwerk('rollback', 'scoring')).ok).toBe(true);
    expect((await leitwerk('pilot', 'end', 'scoring')).ok).toBe(true);
    const { version: _v, note: _n, ...rules } = JSON.parse((await leitwerk('show', 'scoring')).text);
    expect(JSON.parse(before)).toMatchObject(rules);
  }, 120_000);

  it('say of each of seven kinds that is no sales case why, and whether it is still answered (R58–R63, R112)', async () => {
    const { text } = await leitwerk('show', 'exclusion');
    const rule = (reason: string, when: string, more = {}) => ({
      ...{ id: reason, reason, when, because: `It is ${reason}.` },
      ...more,
    });
    const seven = {
      ...JSON.parse(text),
      version: 2,
      note: 'Serve companies alone',
      rules: [
        rule('competitor', 'organisation.domain == "rivale.example"', { answer: 'none' }),
        rule('applicant', '"applicant" in inquiry.topics', { answer: { package: 'general-de' } }),
        rule('supplier', '"supplier" in inquiry.topics', { answer: 'none' }),
        rule('press', '"press" in inquiry.topics'),
        rule('student', '"student" in inquiry.topics', { verdict: 'review' }),
        rule('out-of-area', 'lead.country == "NZ"'),
        rule('private-person', 'lead.company == ""', { answer: 'none' }),
      ],
    };
    expect((await leitwerk('activate', file('exclusion.json', JSON.stringify(seven)))).text).toMatch(
      /exclusion +active/,
    );
    const cases: [string, Record<string, unknown>, string, number][] = [
      ['competitor', { email: 'r@rivale.example' }, 'excluded', 0],
      ['applicant', { message: 'Hiermit bewerbe ich mich bei Ihnen.' }, 'excluded', 1],
      ['supplier', { message: 'Wir möchten Ihr neuer Lieferant werden.' }, 'excluded', 0],
      ['press', { message: 'Presseanfrage zu Ihrem neuen Werk' }, 'excluded', 1],
      ['student', { message: 'Ich schreibe meine Masterarbeit über Tore.' }, 'quarantined', 1],
      ['out-of-area', { country: 'NZ', postcode: '6011', city: 'Wellington' }, 'excluded', 1],
      ['private-person', { company: undefined }, 'excluded', 0],
    ];
    const posted = await Promise.all(
      cases.map(async ([reason, said, state, mails]) => {
        const body = hotInquiry(said);
        const { json } = await cloud.call('POST', '/v1/leads', body);
        return { reason, state, mails, id: json.leadId, email: String(body.email) };
      }),
    );
    await cloud.settle();
    for (const { reason, state, mails, id, email } of posted) {
      const lead = await cloud.lead(id);
      expect([lead.state, lead.reason ?? lead.reviewReason, lead.owner]).toEqual([state, reason, null]);
      const [decided] = lead.events.filter(({ rule: by }: { rule?: string }) => by === `exclusion/${reason}`);
      expect(decided).toMatchObject({ because: `It is ${reason}.`, rulesHash: expect.any(String) });
      expect([reason, (await cloud.mails(email)).length]).toEqual([reason, mails]);
    }
    expect(await leitwerk('rollback', 'exclusion')).toMatchObject({ ok: true });
  }, 120_000);

  it('can be simulated only by who may neither write nor send', async () => {
    const { endpoint } = JSON.parse(readFileSync(join(cloud.data, 'endpoint.json'), 'utf8'));
    const credentials = { accessKeyId: 'RulesSimulation', secretAccessKey: 'local' };
    const as = { endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 };
    const model = await localModel();
    const [TableName, QueueUrl] = [model.tables[0]?.name ?? '', model.queues[0]?.url ?? ''];
    const item = { pk: { S: 'LEAD#x' }, sk: { S: 'LEAD' } };
    const table = new DynamoDBClient(as);
    const tries = [
      () => table.send(new PutItemCommand({ TableName, Item: item })),
      () => table.send(new DeleteItemCommand({ TableName, Key: item })),
      () => new SQSClient(as).send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' })),
    ];
    for (const one of tries)
      await expect(one()).rejects.toThrow('RulesSimulation is not authorized to perform');
  });
});
