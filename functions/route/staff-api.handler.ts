import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoPeople } from '../../shared/adapters/dynamodb/people.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { problem } from '../../shared/http/answer.ts';
import { httpHandler } from '../../shared/http/handler.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { StaffApiEnv } from './env.ts';
import { listInquiries, showInquiry } from './staff/inquiries.ts';
import { listLeads, searchLeads } from './staff/list-leads.ts';
import { actOnLead, showAttachment, showLead } from './staff/one-lead.ts';
import { listReviews } from './staff/reviews.ts';

const env = StaffApiEnv.parse(process.env);
const raw = s3Objects(env.RAW_BUCKET);
const store = dynamoLeadStore({ table: env.TABLE });
const people = dynamoPeople({ table: env.TABLE });
const rules = dynamoActiveRules({ table: env.TABLE, ttlSeconds: env.RULES_TTL_SECONDS, now: systemClock });

export const handler = httpHandler(async (request) => {
  const [, , resource, id, more] = request.path.split('/');
  if (resource === 'inquiries') {
    return id ? showInquiry(store, request) : listInquiries(store, request);
  }
  if (resource === 'reviews') return listReviews({ store, rules }, request, systemClock());
  if (!id) return listLeads(store, request);
  if (id === 'search') return searchLeads(store, request);
  if (more === 'actions') return actOnLead({ store, rules, people }, request, systemClock());
  if (more === 'attachments') return showAttachment({ store, raw }, request);
  return request.method === 'GET'
    ? showLead({ store, rules, people }, request, systemClock())
    : problem(405, { detail: 'This address takes GET.' }, request.correlationId);
});
