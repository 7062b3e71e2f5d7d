import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, fieldsOf } from './browser.ts';
import { hotInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

async function hotLead(over: Record<string, unknown> = {}) {
  const answer = await cloud.call('POST', '/v1/leads', hotInquiry(over));
  await cloud.settle();
  return cloud.lead(answer.json.leadId);
}

describe('the console', () => {
  it('is behind the sign-in page, which leads back to the page that was asked for', async () => {
    const browser = new Browser(cloud.base);
    const asked = await browser.go('GET', '/console?state=assigned');
    expect([asked.status, asked.location]).toEqual([303, '/v1/login?to=%2Fconsole%3Fstate%3Dassigned']);
    expect(await browser.signIn('marketing', '/console?state=assigned')).toBe('/console?state=assigned');
    expect([...browser.cookies.keys()]).toEqual(['leitwerk_session']);
    expect((await browser.go('GET', '/console?state=assigned')).status).toBe(200);
    expect(await new Browser(cloud.base).signIn('marketing', '//evil.example')).toBe('/console');
  });

  it('shows the lead on the board, by search, with its reasons, and accepts it (R127, R154)', async () => {
    const lead = await hotLead();
    const browser = new Browser(cloud.base);
    await browser.signIn('process-owner');
    const board = await browser.go('GET', '/console');
    expect(board.text).toContain(`/console/leads/${lead.id}`);
    const found = await browser.go('POST', '/console/search', {
      formToken: fieldsOf(board.text).formToken ?? '',
      text: lead.facts.lastName,
    });
    expect(found.text).toContain(`/console/leads/${lead.id}`);
    const page = await browser.go('GET', `/console/leads/${lead.id}`);
    for (const text of [lead.facts.email, lead.owner.name, 'route/north']) expect(page.text).toContain(text);
    const answer = await browser.act(lead.id, page.text, { action: 'accept' });
    expect([answer.status, answer.location]).toEqual([303, `/console/leads/${lead.id}?saved=1`]);
    await cloud.settle();
    expect((await cloud.lead(lead.id)).state).toBe('accepted');
    for (const path of ['/console/clocks', '/console/pools', '/console/review'])
      expect((await browser.go('GET', path)).status).toBe(200);
  });

  it('takes no form of another site, and none after signing out', async () => {
    const lead = await hotLead();
    const browser = new Browser(cloud.base);
    await browser.signIn('process-owner');
    const page = await browser.go('GET', `/console/leads/${lead.id}`);
    expect((await browser.act(lead.id, '', { action: 'accept' })).status).toBe(403);
    const other = new Browser(cloud.base);
    await other.signIn('marketing');
    const theirs = await other.go('GET', `/console/leads/${lead.id}`);
    expect((await browser.act(lead.id, theirs.text, { action: 'accept' })).status).toBe(403);
    const out = await browser.go('POST', '/v1/logout', { formToken: fieldsOf(page.text).formToken ?? '' });
    expect([out.status, browser.cookies.size]).toEqual([200, 0]);
    expect((await browser.act(lead.id, page.text, { action: 'accept' })).status).toBe(401);
    expect((await cloud.lead(lead.id)).state).toBe('assigned');
  });

  it('shows members what is theirs, and lets nobody in with a forged session', async () => {
    const lead = await hotLead();
    const member = new Browser(cloud.base);
    await member.signIn('member', '/console', lead.owner.id);
    expect((await member.go('GET', '/console')).text).toContain(`/console/leads/${lead.id}`);
    expect((await member.go('GET', `/console/leads/${lead.id}`)).status).toBe(200);
    const other = new Browser(cloud.base);
    await other.signIn('member', '/console', 'helene-brandt');
    expect((await other.go('GET', `/console/leads/${lead.id}`)).status).toBe(404);
    expect((await other.go('GET', '/console/review')).status).toBe(403);
    const forged = new Browser(cloud.base);
    forged.cookies.set('leitwerk_session', `${member.cookies.get('leitwerk_session')?.slice(0, -8)}AAAAAAAA`);
    expect((await forged.go('GET', '/console')).location).toContain('/v1/login');
  });
});

describe('the owner’s list', () => {
  it('comes with the mail about a lead, and takes the days on which the owner gets none', async () => {
    const lead = await hotLead();
    const told = (await cloud.mails()).find(
      ({ tags }) => tags.leadId === lead.id && tags.kind === 'assigned',
    );
    const { text } = await PostalMime.parse(await cloud.mail(told?.n ?? 0));
    const list = /\/v1\/owner\/[\w.-]+/.exec(text ?? '')?.[0] ?? '';
    const browser = new Browser(cloud.base);
    expect((await browser.go('GET', list)).text).toContain(lead.facts.lastName);
    const { now } = (await cloud.call('GET', '/_local/clock')).json;
    const today = String(now).slice(0, 10);
    const entered = await browser.go('POST', list, { do: 'add', from: today, to: today });
    expect([entered.status, entered.location]).toEqual([303, list]);
    const next = await Promise.all(Array.from({ length: 4 }, () => hotLead()));
    expect(next.map(({ owner }) => owner.id)).not.toContain(lead.owner.id);
    expect(next[0].assignment.candidates).toContainEqual({ id: lead.owner.id, passedOver: 'absent' });
  });
});

describe('a deadline', () => {
  type Shown = { name: string; state: string; target: string };
  const acceptance = async (leadId: string): Promise<Shown> => {
    const { clocks } = await cloud.lead(leadId);
    return clocks.findLast(({ name }: Shown) => name === 'acceptance');
  };
  const eventsOf = async (leadId: string, type: string) =>
    (await cloud.lead(leadId)).events.filter((event: { type: string }) => event.type === type);
  const now = async () => Date.parse((await cloud.call('GET', '/_local/clock')).json.now);
  const hoursLater = (at: number, hours: number) => new Date(at + hours * 3_600_000).toISOString();

  it('that is paused reminds nobody, and goes on by hand or at the end of the pause, later by the time that it stood still (spec 6)', async () => {
    const { json } = await cloud.call('POST', '/v1/leads', hotInquiry());
    await cloud.settle();
    const id = json.leadId;
    const act = async (body: object) => {
      const answer = await cloud.call('POST', `/v1/leads/${id}/actions`, body);
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(id)]);
      await cloud.settle();
    };
    const { target } = await acceptance(id);
    const pause = { action: 'pause', clock: 'acceptance', reason: 'Messe: alle am Stand' };
    await act({ ...pause, until: hoursLater(await now(), 5) });
    expect((await acceptance(id)).state).toBe('paused');
    await cloud.advance('PT4H30M');
    expect((await now()) > Date.parse(target)).toBe(true);
    const steps = await eventsOf(id, 'ClockStepTaken');
    expect(steps.filter(({ data }: { data: { clock: string } }) => data.clock === 'acceptance')).toEqual([]);
    await act({ action: 'resume', clock: 'acceptance' });
    const resumed = await acceptance(id);
    expect([resumed.state, resumed.target > target]).toEqual(['running', true]);
    await act({ ...pause, until: hoursLater(await now(), 1) });
    await cloud.advance('PT1H5M');
    const over = await acceptance(id);
    expect([over.state, over.target > resumed.target]).toEqual(['running', true]);
    const why = (await eventsOf(id, 'ClockResumed')).map(({ data }: { data: { why: string } }) => data.why);
    expect(why).toEqual(['by-staff', 'time-over']);
    expect(await eventsOf(id, 'OwnerReleased')).toEqual([]);
  });
});
