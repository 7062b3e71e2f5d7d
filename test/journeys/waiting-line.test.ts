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

it('waits while the whole pool is away, and has an owner as soon as one is back (R128)', async () => {
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
  const told = (await cloud.mails()).filter(({ tags }) => tags.kind === 'parked');
  expect(told.map(({ tags }) => tags.leadId)).toEqual([waiting[0]]);
}, 60_000);
