import { answerForm } from '../../functions/ingest/answer-form.ts';
import { answerHook } from '../../functions/ingest/answer-hook.ts';
import { receiveMail } from '../../functions/ingest/receive-mail.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { type Fuzzed, fuzzed } from './bodies.ts';
import { fuzzedPages } from './page-bodies.ts';
import { freshPages, isSetBySystem, STAFF_TOKEN } from './pages.ts';

const now = '2026-11-24T09:00:00.000Z';
/** Items into one store: most of them have the same sender, whose lead grows, and reading it is what takes the time. */
const EACH = 20;

export interface Withstood {
  sent: number;
  taken: number;
  /** Answers of 500 and above, and faults thrown; the first few as text. */
  broken: string[];
  /** Leads that hold what only the system may set. */
  assigned: string[];
  /** True where some object of the program has got a property that it never had. */
  polluted: boolean;
}

/** Sends made up bodies to the entries of forms, tools and mails, and says what they did. */
export async function withstand(count: number, seed: number): Promise<Withstood> {
  const done: Withstood = { sent: 0, taken: 0, broken: [], assigned: [], polluted: false };
  let intake = freshIntake();
  for (const item of fuzzed(count, seed)) {
    if (done.sent++ % EACH === 0) intake = freshIntake();
    try {
      const { status, leadId } = await intake.send(item, done.sent);
      if (status >= 500) done.broken.push(`${status} ${shown(item)}`);
      const lead = leadId ? await intake.store.load(leadId) : null;
      if (!lead) continue;
      done.taken += 1;
      if (isSetBySystem(lead)) done.assigned.push(`${lead.state} ${shown(item)}`);
    } catch (error) {
      done.broken.push(`${String(error)} ${shown(item)}`);
    }
    done.polluted ||= isPolluted();
  }
  return done;
}

/** Posts made up bodies to the entries beside those of inquiries, and says what they did; `taken` are those not refused. */
export async function withstandPages(count: number, seed: number): Promise<Withstood> {
  const done: Withstood = { sent: 0, taken: 0, broken: [], assigned: [], polluted: false };
  let pages = await freshPages();
  for (const item of fuzzedPages(count, seed, STAFF_TOKEN)) {
    if (done.sent++ % EACH === 0) pages = await freshPages();
    const told = JSON.stringify({ ...item, body: item.body.toString('latin1').slice(0, 300) });
    try {
      const { status, wrong } = await pages.send(item);
      if (status >= 500) done.broken.push(`${status} ${told}`);
      if (status < 400) done.taken += 1;
      if (wrong) done.assigned.push(`${wrong} ${told}`);
    } catch (error) {
      done.broken.push(`${String(error)} ${told}`);
    }
    done.polluted ||= isPolluted();
  }
  return done;
}

function isPolluted(): boolean {
  const probe: Record<string, unknown> = {};
  return probe.polluted !== undefined || Object.keys(Object.prototype).length > 0;
}

function freshIntake() {
  const store = memoryLeadStore({ now: () => now });
  const objects = memoryObjects();
  const ports = {
    ...{
      store,
      objects,
      raw: objects,
      rules: defaultRules(),
      limit: { take: async () => null },
      now: () => now,
    },
    ...{ hashKey: 'table', keys: async () => ({}), stage: 'local', sender: 'anfragen@leitwerk.example' },
    get: async () => ({ status: 404, body: Buffer.from('') }),
    secret: async () => 'a secret of the installation',
  };
  async function send(item: Fuzzed, n: number): Promise<{ status: number; leadId?: string | undefined }> {
    if (item.way === 'mail') {
      await objects.put(`mail/${n}`, item.raw, 'message/rfc822');
      const { leadId } = await receiveMail(ports, notice(String(n)), 'cor-1');
      return { status: 200, leadId };
    }
    const { source, contentType, body } = item;
    const headers = { host: 'leads.example', 'content-type': contentType };
    if (item.way === 'hook') {
      const path = `/v1/hooks/${source}`;
      const answer = await answerHook(
        ports,
        readRequest(httpEvent({ path, params: { source }, body, headers })),
      );
      return { status: answer.statusCode, leadId: JSON.parse(answer.body).inquiries?.[0]?.leadId };
    }
    const answer = await answerForm(ports, readRequest(httpEvent({ path: '/v1/leads', body, headers })));
    return { status: answer.statusCode, leadId: JSON.parse(answer.body).leadId };
  }
  return { store, send };
}

function notice(id: string): Parameters<typeof receiveMail>[1] {
  const pass = { status: 'PASS' };
  return {
    notificationType: 'Received',
    mail: { messageId: id, timestamp: now, source: 'anna@firma.example', commonHeaders: {} },
    receipt: {
      recipients: ['vertrieb@leitwerk.example'],
      ...{ spamVerdict: pass, virusVerdict: pass, spfVerdict: pass, dkimVerdict: pass, dmarcVerdict: pass },
      action: { objectKey: `mail/${id}` },
    },
  };
}

function shown(item: Fuzzed): string {
  const body = item.way === 'mail' ? item.raw : item.body;
  return JSON.stringify({ ...item, raw: undefined, body: body.toString('latin1').slice(0, 300) });
}
