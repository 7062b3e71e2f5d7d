import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { answerInquiries } from '../../functions/fulfil/answer-inquiry.ts';
import { type MailReport, settleMail } from '../../functions/fulfil/settle-mail.ts';
import { templateFiles } from '../../functions/fulfil/template-files.ts';
import { answerForm } from '../../functions/ingest/answer-form.ts';
import { recognise } from '../../functions/ingest/recognise.ts';
import { assignLead } from '../../functions/route/assign-lead.ts';
import { routeLead } from '../../functions/route/route-lead.ts';
import { tellStaff } from '../../functions/route/tell-staff.ts';
import { TurnMessage } from '../../functions/route/turn-message.ts';
import { rescoreLead } from '../../functions/score/rescore-lead.ts';
import { dynamoAbsences } from '../../shared/adapters/dynamodb/absences.ts';
import { dynamoClaims } from '../../shared/adapters/dynamodb/claims.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoNotices } from '../../shared/adapters/dynamodb/notices.ts';
import { dynamoPeople } from '../../shared/adapters/dynamodb/people.ts';
import { dynamoRateLimit } from '../../shared/adapters/dynamodb/rate-limit.ts';
import { dynamoVisits } from '../../shared/adapters/dynamodb/visits.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryQueue } from '../../shared/adapters/memory/queue.ts';
import { withAreas } from '../../shared/area-tables.ts';
import { type EventPointer, inquiryOf, type LeadEvent } from '../../shared/domain/events.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { HttpRequest } from '../../shared/http/request.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';

/** The functions that a lead passes on its usual path: one inquiry, one answer, one assignment. */
export const stations = [
  'ingest',
  'score',
  'fulfil',
  'mail-events',
  'route',
  'turn',
  'notify',
  'recognise',
] as const;
export type Station = (typeof stations)[number];

interface Place {
  /** The client whose calls are counted. */
  client: DynamoDBClient;
  /** Another one, to look into the table in between. */
  aside: DynamoDBClient;
  table: string;
}

/**
 * Takes one lead along the usual path, every function with adapters of its own, as on AWS.
 * @param body of the web form
 * @param passed called after each station
 * @returns the lead at the end
 */
export async function usualPath(
  { client, aside, table }: Place,
  body: Record<string, unknown>,
  passed: (station: Station) => void,
): Promise<Lead> {
  let at = Date.parse('2026-11-24T09:00:00.123Z');
  const now = () => {
    at += 731;
    return new Date(at).toISOString();
  };
  const world = () => worldOf({ client, table, now });
  const store = dynamoLeadStore({ client: aside, table });
  const { body: answer } = await answerForm(world(), formRequest(body));
  passed('ingest');
  const { leadId } = z.object({ leadId: z.string() }).parse(JSON.parse(answer));
  const pointer = async (type: LeadEvent['type']) => pointerTo(await store.loadWithHistory(leadId), type);

  await rescoreLead(world(), await pointer('InquiryReceived'));
  passed('score');
  const fulfil = world();
  await answerInquiries(fulfil, await pointer('InquiryReceived'), now());
  passed('fulfil');
  for (const mail of fulfil.mailer.sent) await settleMail(world(), reportOf(mail), now());
  passed('mail-events');
  const turns = memoryQueue();
  await routeLead({ ...world(), turns }, await pointer('LeadQualified'));
  passed('route');
  for (const { body: turn } of turns.drain()) await assignLead(world(), TurnMessage.parse(turn), now());
  passed('turn');
  await tellStaff(world(), await pointer('LeadAssigned'), now());
  passed('notify');
  await recognise(world(), await pointer('InquiryReceived'));
  passed('recognise');
  const lead = await store.load(leadId);
  if (!lead) throw new Error('no lead');
  return lead;
}

const shipped = defaultRules();
/** As a function gets them: with the name of the set in force, which every event stores. */
const rules: ActiveRules = {
  get: async (subject) => ({ ...(await shipped.get(subject)), set: contentHash('shipped') }),
};

function worldOf({ client, table, now }: { client: DynamoDBClient; table: string; now: () => string }) {
  const objects = memoryObjects();
  const limit = dynamoRateLimit({ client, table });
  return {
    store: dynamoLeadStore({ client, table, now }),
    absences: dynamoAbsences({ client, table }),
    people: dynamoPeople({ client, table }),
    claims: dynamoClaims({ client, table }),
    notices: dynamoNotices({ client, table }),
    visits: dynamoVisits({ client, table }),
    withAreas: withAreas(objects),
    limit,
    rates: limit,
    rules,
    raw: objects,
    objects,
    templates: templateFiles({ objects, ttlSeconds: 60, now }),
    mailer: memoryMailer(),
    now,
    hashKey: 'key',
    secret: async () => 'secret of the links of a test',
    sender: 'anfragen@leitwerk.example',
    publicUrl: 'https://leads.example',
  };
}

function formRequest(body: Record<string, unknown>): HttpRequest {
  return {
    method: 'POST',
    path: '/v1/leads',
    headers: { 'content-type': 'application/json', origin: 'https://www.example.test' },
    cookies: [],
    params: {},
    query: {},
    body: Buffer.from(JSON.stringify(body)),
    sourceIp: '198.51.100.7',
    correlationId: newId('cor', '2026-11-24T09:00:00.123Z'),
    caller: {},
  };
}

function pointerTo(history: { events: LeadEvent[] } | null, type: LeadEvent['type']): EventPointer {
  const event = history?.events.find((candidate) => candidate.type === type);
  if (!event) throw new Error(`no ${type}`);
  const { id: eventId, leadId, at, correlationId } = event;
  const inquiryId = inquiryOf(event);
  return { eventId, type, leadId, ...(inquiryId ? { inquiryId } : {}), at, correlationId };
}

/** What the mail provider tells of each mail that leaves. */
function reportOf({ tags }: OutgoingMail): MailReport {
  const lists = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
  return { detail: { eventType: 'Send', mail: { messageId: 'message-1', tags: lists } } };
}
