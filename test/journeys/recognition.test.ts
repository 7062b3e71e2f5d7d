import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

const message = 'Bitte senden Sie mir Unterlagen.';
const home = { street: 'Lindenweg 4', postcode: '50667', city: 'Köln' };

async function post(body: object): Promise<string> {
  const answer = await cloud.call('POST', '/v1/leads', { message, product: 'demo', ...body });
  expect(answer.status).toBe(202);
  await cloud.settle();
  return answer.json.leadId;
}
/** A command against the running system: what it said, a JSON value a line. */
async function leitwerk(...args: string[]) {
  const env = { ...process.env, LEITWERK_DATA: cloud.data };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['cli/leitwerk.mjs', ...args, '--local', '--json'],
    { env },
  );
  return stdout.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
}
const act = async (id: string, action: object) => {
  const answer = await cloud.call('POST', `/v1/leads/${id}/actions`, action);
  await cloud.settle();
  return answer;
};

it('knows a person who writes again from another address, and lets people decide and undo (R54, R55, R57)', async () => {
  const anna = { firstName: 'Anna', lastName: 'Schnabelewopski', phone: '0221 1234567', ...home };
  const first = await post({ ...anna, email: 'anna@heim.example' });
  const second = await post({ ...anna, lastName: 'Schnabelewopsky', email: 'a.s@arbeit.example' });
  expect(second).not.toBe(first);
  const one = await cloud.lead(second);
  expect(one).toMatchObject({ id: first, inquiries: [{}, {}] });
  expect(
    one.events.find(({ type }: { type: string }) => type === 'DuplicateMerged').data.evidence.length,
  ).toBeGreaterThan(2);
  expect((await cloud.mails()).filter(({ tags }) => tags.kind === 'answer')).toHaveLength(2);
  expect(await post({ email: 'a.s@arbeit.example' })).toBe(first);
  const listed = (await cloud.call('GET', '/v1/leads')).json.leads.map(({ id }: { id: string }) => id);
  expect(listed).toEqual([first]);

  expect((await act(second, { action: 'unmerge', reason: 'sisters' })).status).toBe(200);
  expect(await cloud.lead(second)).toMatchObject({ id: second, inquiries: [{}], distinct: [first] });
  expect((await cloud.lead(first)).inquiries).toHaveLength(2);
  expect((await cloud.mails()).filter(({ tags }) => tags.kind === 'answer')).toHaveLength(3);

  const carl = { firstName: 'Carl', lastName: 'Zanderowski', postcode: '50667', city: 'Köln' };
  const hot = { timeframe: 'now', orderVolume: 80_000, authority: 'decider', need: 'concrete' };
  const third = await post({ ...carl, ...hot, email: 'carl@eins.example' });
  expect((await cloud.lead(third)).state).toBe('assigned');
  const fourth = await post({ ...carl, email: 'zander@zwei.example' });
  const asked = await cloud.lead(fourth);
  expect(asked).toMatchObject({ id: fourth, state: 'quarantined', reason: 'doubtful-duplicate' });
  expect(asked.doubles).toEqual([{ lead: third, asked: true }]);
  expect((await cloud.mails()).filter(({ to }) => to.includes('zander@zwei.example'))).toHaveLength(1);
  expect(asked.clocks).toContainEqual(expect.objectContaining({ name: 'review', state: 'running' }));
  const [open] = await leitwerk('review', 'list');
  expect(open).toMatchObject({ id: [third, fourth].sort().join('~') });
  const decided = await act(fourth, { action: 'review', decision: 'same', note: 'called' });
  expect(decided.json).toMatchObject({ id: third, inquiries: [{}, {}] });
  expect(await leitwerk('review', 'list')).toEqual([]);
}, 90_000);

it('takes two who write from one shared mailbox for two people of one company (R54, R86)', async () => {
  const mailbox = { email: 'info@ott-maschinenbau.example', company: 'Ott Maschinenbau GmbH' };
  const lena = await post({ ...mailbox, firstName: 'Lena', lastName: 'Vogt', authority: 'buyer' });
  const otto = await post({ ...mailbox, firstName: 'Otto', lastName: 'Ott', authority: 'decider' });
  expect(otto).not.toBe(lena);
  const seen = await cloud.lead(lena);
  expect(seen).toMatchObject({ id: lena, organisation: { domain: 'ott-maschinenbau.example' } });
  expect(seen.organisation.colleagues).toMatchObject([
    { role: 'decider', who: { id: otto, name: 'Otto Ott' } },
  ]);
  expect((await cloud.lead(otto)).organisation.colleagues).toMatchObject([
    { role: 'buyer', who: { id: lena, name: 'Lena Vogt' } },
  ]);
});
