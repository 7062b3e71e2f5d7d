import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hotInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

const DAY_MS = 86_400_000;

/** A hot inquiry of a large company: it goes to a pool of two. */
async function large(): Promise<string> {
  const answer = await cloud.call('POST', '/v1/leads', hotInquiry({ employees: 2000 }));
  expect(answer.status).toBe(202);
  await cloud.settle();
  return answer.json.leadId;
}

/** The owner's list of open leads and absences, out of the mail about a lead. */
async function listLink(leadId: string): Promise<string> {
  const told = (await cloud.mails()).find(({ tags }) => tags.leadId === leadId && tags.kind === 'assigned');
  const { text } = await PostalMime.parse(await cloud.mail(told?.n ?? 0));
  return /\/v1\/owner\/[\w.-]+/.exec(text ?? '')?.[0] ?? '';
}

it('waits while the whole pool is away, and has an owner as soon as one is back (R22, R128)', async () => {
  const [one, other] = [await large(), await large()];
  const today = Date.parse((await cloud.lead(one)).createdAt);
  const day = (after: number) => new Date(today + after * DAY_MS).toISOString().slice(0, 10);
  for (const [leadId, until] of [
    [one, day(1)],
    [other, day(5)],
  ] as const) {
    const absence = new URLSearchParams({ do: 'add', from: day(0), to: until });
    expect((await cloud.call('POST', await listLink(leadId), absence)).status).toBeLessThan(400);
  }
  const back = (await cloud.lead(one)).owner.id;
  const waiting = [await large(), await large(), await large()];
  await cloud.advance('P1D');
  for (const leadId of waiting) {
    expect(await cloud.lead(leadId)).toMatchObject({
      state: 'qualified',
      reason: 'nobody-available',
      owner: null,
    });
  }
  await cloud.advance('P1D');
  for (const leadId of waiting) {
    const lead = await cloud.lead(leadId);
    expect(lead.owner?.id).toBe(back);
    expect(lead.assignment.at.slice(0, 10)).toBe(day(1));
    expect(lead.assignment.candidates).toContainEqual({ id: expect.any(String), passedOver: 'absent' });
  }
  // Told when the line began, and on the next day: then for the first time with all three.
  const told = (await cloud.mails()).filter(({ tags }) => tags.kind === 'capacity');
  expect(told.map(({ tags }) => tags.pool)).toEqual(['key-accounts', 'key-accounts']);
  const { subject, text = '' } = await PostalMime.parse(await cloud.mail(told.at(-1)?.n ?? 0));
  expect(subject).toMatch(/^Pool Großkunden: \d heiße Leads warten, Rückstand 2 Tage$/);
  for (const leadId of waiting) expect(text).toContain(`/console/leads/${leadId}`);
}, 60_000);

it('gives nobody more open leads than agreed, and who waits first the room of a lead that is over', async () => {
  const name = 'leitwerk/local/directory/pools';
  const pools = (await cloud.call('GET', `/_local/parameters/${name}`)).json;
  const { leads } = (await cloud.call('GET', '/v1/leads?state=assigned')).json;
  const mine = (id: string) => leads.filter((lead: { owner: { id: string } }) => lead.owner.id === id);
  const pool = pools.pools.at(-1);
  const members = pool.members.map((member: { agent: string }) => {
    return { ...member, open: Math.max(1, mine(member.agent).length) };
  });
  const limited = {
    ...pools,
    version: 2,
    note: 'limits',
    pools: [...pools.pools.slice(0, -1), { ...pool, members }],
  };
  await cloud.call('PUT', `/_local/parameters/${name}`, limited);
  await cloud.settle();
  const waiting = await largeOnes(3);
  const parked = await cloud.lead(waiting[2] ?? '');
  expect(parked).toMatchObject({ state: 'qualified', reason: 'nobody-available' });
  const over = leads.find((lead: { pool: string }) => lead.pool === pool.id);
  await cloud.call('POST', `/v1/leads/${over.id}/actions`, { action: 'lost', reason: 'price' });
  await cloud.settle();
  const states = await Promise.all(waiting.map(async (leadId) => (await cloud.lead(leadId)).owner?.id));
  expect(states).toContain(over.owner.id);
}, 60_000);

async function largeOnes(count: number): Promise<string[]> {
  const leadIds: string[] = [];
  for (let n = 0; n < count; n++) leadIds.push(await large());
  return leadIds;
}
