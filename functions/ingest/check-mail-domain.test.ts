import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryMailServers } from '../../shared/adapters/memory/mail-servers.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { MailServer } from '../../shared/ports/mail-servers.ts';
import { validationOf } from '../../shared/rules/validation.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { checkMailDomain } from './check-mail-domain.ts';

const shipped = defaultRules();
const now = '2026-11-24T09:00:00.000Z';

/** The shipped rules, with what is asked of the DNS. */
const withAsk = (ask: boolean): ActiveRules => ({
  get: async (subject) => {
    const active = await shipped.get(subject);
    const mailServers = { ask, againAfterDays: 90 };
    return subject === 'intake' ? { ...active, document: { ...active.document, mailServers } } : active;
  },
});

/** A lead with an address; `check` asks for its domain, and says what stands in the history then. */
async function lead(email: string | undefined, known: Record<string, MailServer>) {
  const store = memoryLeadStore();
  const origin = { now, by: 'person', correlationId: 'cor_1' };
  const drafts = [received(email ? { email } : { phone: '+4922112345' }, now)];
  const change = recordWatched('lead_1', null, drafts, origin, await clockRules(shipped));
  await store.commit({ ...change, expectedVersion: null });
  const asked: string[] = [];
  const servers = memoryMailServers(known);
  const mailServers = {
    of: (domain: string) => {
      asked.push(domain);
      return servers.of(domain);
    },
  };
  const pointer = {
    eventId: 'lead_1.1',
    type: 'InquiryReceived',
    leadId: 'lead_1',
    at: now,
    correlationId: 'cor_1',
  };
  return async (at = now, ask = true) => {
    await checkMailDomain({ store, rules: withAsk(ask), mailServers, now: () => at }, pointer);
    const found = await store.loadWithHistory('lead_1');
    if (!found) throw new Error('the lead is gone');
    const told = found.events.filter(({ type }) => type === 'FactsLookedUp');
    return { asked, told, email: validationOf(found.lead, found.events).email };
  };
}

describe('whether an address takes mail is asked once an inquiry is in, where the rules want it (R52, R65)', () => {
  it.each([
    ['mx', 'plausible'],
    ['address', 'plausible'],
    ['refuses', 'invalid'],
    ['none', 'invalid'],
  ] as const)('a domain of which the DNS says %s makes it %s', async (server, status) => {
    const check = await lead('anna@firma.invalid', { 'firma.invalid': server });
    const { told, email } = await check();
    expect(told).toMatchObject([{ rule: 'look-up/mail-servers', because: expect.any(String), by: 'system' }]);
    expect(email).toEqual({ status, by: 'mail-servers', at: now });
  });

  it('is asked of a lead once, however often its event comes, and again after the days of the rules', async () => {
    const check = await lead('anna@firma.invalid', { 'firma.invalid': 'mx' });
    await check();
    expect((await check()).asked).toHaveLength(1);
    expect((await check('2027-03-01T09:00:00.000Z')).told).toHaveLength(2);
  });

  it('tells nothing where nobody answers, and asks the next time', async () => {
    const check = await lead('anna@firma.invalid', { 'firma.invalid': 'unknown' });
    await check();
    const { asked, told, email } = await check();
    expect([asked.length, told.length, email?.by]).toEqual([2, 0, 'checks']);
  });

  it.each([
    ['where the rules do not want it', 'anna@firma.invalid', false],
    ['of a name that is only for trying out', 'anna@firma.example', true],
    ['where there is no address', undefined, true],
  ])('is not asked %s', async (_, email, ask) => {
    expect((await (await lead(email, {}))(now, ask)).asked).toEqual([]);
  });
});
