import * as z from 'zod';
import type { Api } from './api.ts';

/** As much of a lead as the proof looks at. */
const Lead = z.object({
  state: z.string(),
  class: z.string().nullable(),
  score: z.object({ value: z.number() }).nullable(),
  pool: z.string().nullable(),
  owner: z.object({ id: z.string() }).nullable(),
  inquiries: z.array(z.object({ id: z.string(), answered: z.object({ how: z.string() }).nullish() })),
  events: z.array(z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })),
});
export type Lead = z.infer<typeof Lead>;

const Taken = z.object({ leadId: z.string(), inquiryId: z.string(), outcome: z.string() });

/** What the journeys do with leads, through the deployed API only. */
export interface Leads {
  /** Posts a form and returns the ids of what became of it. */
  post(form: Record<string, unknown>): Promise<z.infer<typeof Taken>>;
  read(id: string): Promise<Lead>;
}

/** @param cookie session of a member of staff who may read all leads */
export function leadsAt(api: Api, cookie: string): Leads {
  return {
    async post(form) {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const answer = await api({ method: 'POST', path: '/v1/leads', headers, body: JSON.stringify(form) });
      if (answer.status !== 202) throw new Error(`POST /v1/leads: ${answer.status} ${answer.text}`);
      return Taken.parse(JSON.parse(answer.text));
    },
    async read(id) {
      const answer = await api({ path: `/v1/leads/${id}`, headers: { cookie } });
      if (answer.status !== 200) throw new Error(`GET /v1/leads/{id}: ${answer.status} ${answer.text}`);
      return Lead.parse(JSON.parse(answer.text));
    },
  };
}

/** A person who wants to buy now: decider, near date, large volume, concrete need. */
export const hotForm = (lastName: string): Record<string, unknown> & { email: string } => ({
  firstName: 'Hanna',
  lastName,
  email: `hanna.${lastName.toLowerCase()}@werk-${lastName.toLowerCase()}.example`,
  company: `Werk ${lastName} GmbH`,
  country: 'DE',
  postcode: '20095',
  city: 'Hamburg',
  message: 'Bitte senden Sie uns ein Angebot über 30 Plätze.',
  timeframe: '1 month',
  budget: 80_000,
  orderVolume: 80_000,
  authority: 'decider',
  need: 'concrete',
  industry: 'IT',
  employees: 220,
  product: 'demo',
});
