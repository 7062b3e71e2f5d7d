import { destinations } from '../../functions/dispatch/rules/destinations.ts';
import { answerInquiries } from '../../functions/fulfil/answer-inquiry.ts';
import { templateFiles } from '../../functions/fulfil/template-files.ts';
import { answerForm } from '../../functions/ingest/answer-form.ts';
import { assignLead } from '../../functions/route/assign-lead.ts';
import { routeLead } from '../../functions/route/route-lead.ts';
import { tellStaff } from '../../functions/route/tell-staff.ts';
import { TurnMessage } from '../../functions/route/turn-message.ts';
import { rescoreLead } from '../../functions/score/rescore-lead.ts';
import { dynamoClaims } from '../../shared/adapters/dynamodb/claims.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRateLimit } from '../../shared/adapters/dynamodb/rate-limit.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryQueue } from '../../shared/adapters/memory/queue.ts';
import { type EventPointer, inquiryOf, type LeadEvent } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { type Emulator, startEmulator } from '../contracts/emulator.ts';
import { hotInquiry } from '../journeys/local-cloud.ts';
import { meter } from './meter.ts';

/** What the usual lead costs: one inquiry by form, scored hot, one answer, one assignment, one mail to the owner. */
export interface UsualPath {
  write: number;
  read: number;
  /** Each operation and access pattern with its units. */
  lines: string[];
  lead: Lead;
}

const NOW = '2027-01-19T09:00:00.000Z';
const now = () => NOW;

/**
 * Runs the usual lead through the use cases on the real table engine and counts its units. The rules in force are not
 * counted: an environment asks for them once a minute.
 * @returns null where there is no table engine for this machine
 */
export async function measureUsualPath(): Promise<UsualPath | null> {
  const emulator = await startEmulator();
  if (!emulator) return null;
  try {
    return await run(emulator);
  } finally {
    await emulator.stop();
  }
}

async function run(emulator: Emulator): Promise<UsualPath> {
  const client = emulator.newClient();
  const table = await emulator.freshTable();
  const store = dynamoLeadStore({ table, client });
  const objects = memoryObjects();
  const turns = memoryQueue();
  const rules = defaultRules();
  const common = {
    store,
    rules,
    claims: dynamoClaims({ table, client }),
    mailer: memoryMailer(),
    sender: 'a@leitwerk.example',
  };
  const counted = meter(client);
  const limit = dynamoRateLimit({ table, client });
  const request = readRequest(
    httpEvent({
      path: '/v1/leads',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(hotInquiry({ phone: '+49 151 20000000' })),
    }),
  );
  const answer = await answerForm({ store, rules, limit, raw: objects, now, hashKey: 'bench' }, request);
  const { leadId } = JSON.parse(answer.body);

  const workers = {
    score: (pointer: EventPointer) => rescoreLead({ store, rules, now }, pointer),
    fulfil: (pointer: EventPointer) =>
      answerInquiries(
        { ...common, rates: limit, objects, templates: templateFiles({ objects, ttlSeconds: 60, now }) },
        pointer,
        NOW,
      ),
    route: (pointer: EventPointer) => routeLead({ store, rules, turns }, pointer),
    notify: (pointer: EventPointer) =>
      tellStaff({ ...common, secret: async () => 'secret', publicUrl: 'https://api.example' }, pointer, NOW),
  };

  let seen = 0;
  for (;;) {
    const fresh = await eventsSince(emulator, table, leadId, seen);
    if (fresh.length === 0 && turns.messages.length === 0) break;
    seen = fresh.at(-1)?.seq ?? seen;
    for (const event of fresh) for (const name of destinations(event)) await workers[name](pointerOf(event));
    for (const { body } of turns.drain()) await assignLead({ store, rules }, TurnMessage.parse(body), NOW);
  }
  const lines = counted.report();
  const total = counted.total();
  const lead = await store.load(leadId);
  client.destroy();
  if (!lead) throw new Error(`no lead ${leadId}`);
  return { ...total, lines, lead };
}

/** The dispatcher's part: the events come with the stream, whose reading costs nothing. */
async function eventsSince(
  { client }: Emulator,
  table: string,
  leadId: string,
  seen: number,
): Promise<LeadEvent[]> {
  const unmetered = dynamoLeadStore({ table, client });
  const found = await unmetered.loadWithHistory(leadId);
  return (found?.events ?? []).filter(({ seq }) => seq > seen);
}

function pointerOf(event: LeadEvent): EventPointer {
  const inquiryId = inquiryOf(event);
  return {
    eventId: event.id,
    type: event.type,
    leadId: event.leadId,
    ...(inquiryId ? { inquiryId } : {}),
    at: event.at,
    correlationId: event.correlationId,
  };
}
