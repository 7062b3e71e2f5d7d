/** The usual way to take leads in, to be measured beside ours: Fastify in front of PostgreSQL. Its address is told to the parent. */
import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { Pool } from 'pg';
import * as z from 'zod';

const text = (longest: number) => z.string().trim().max(longest);
const Inquiry = z.object({
  firstName: text(100).optional(),
  lastName: text(100).min(1),
  email: z.email().max(254).toLowerCase(),
  company: text(200).optional(),
  industry: text(100).optional(),
  employees: z.number().int().min(1).optional(),
  product: text(100).optional(),
  timeframe: text(50).optional(),
  budget: z.number().min(0).optional(),
  orderVolume: z.number().min(0).optional(),
  authority: z.enum(['decider', 'influencer', 'user']).optional(),
  need: z.enum(['concrete', 'general', 'none']).optional(),
  phone: text(50).optional(),
  postcode: text(20).optional(),
  city: text(100).optional(),
  country: text(60).optional(),
  message: text(10_000).optional(),
});

const pool = new Pool({ connectionString: process.env.DATABASE, max: 10 });
await pool.query(`
  CREATE TABLE leads (id uuid PRIMARY KEY, email text NOT NULL UNIQUE, facts jsonb NOT NULL, updated_at timestamptz NOT NULL);
  CREATE TABLE inquiries (id uuid PRIMARY KEY, lead_id uuid NOT NULL REFERENCES leads, body jsonb NOT NULL, received_at timestamptz NOT NULL);
  CREATE TABLE events (id bigserial PRIMARY KEY, lead_id uuid NOT NULL REFERENCES leads, type text NOT NULL, at timestamptz NOT NULL, data jsonb NOT NULL);
`);

/** Lead, inquiry and event in one transaction: a known address joins its lead. */
async function store(inquiry: z.infer<typeof Inquiry>, body: unknown) {
  const client = await pool.connect();
  const [inquiryId, now] = [randomUUID(), new Date()];
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string; created: boolean }>(
      `INSERT INTO leads VALUES ($1, $2, $3, $4)
       ON CONFLICT (email) DO UPDATE SET facts = leads.facts || excluded.facts, updated_at = excluded.updated_at
       RETURNING id, xmax = 0 AS created`,
      [randomUUID(), inquiry.email, inquiry, now],
    );
    const [lead] = rows;
    await client.query('INSERT INTO inquiries VALUES ($1, $2, $3, $4)', [inquiryId, lead?.id, body, now]);
    await client.query('INSERT INTO events (lead_id, type, at, data) VALUES ($1, $2, $3, $4)', [
      lead?.id,
      'InquiryReceived',
      now,
      { inquiryId },
    ]);
    await client.query('COMMIT');
    return { leadId: lead?.id, inquiryId, outcome: lead?.created ? 'created' : 'merged' };
  } catch (fault) {
    await client.query('ROLLBACK');
    throw fault;
  } finally {
    client.release();
  }
}

const app = fastify();
app.post('/v1/leads', async ({ body }, reply) => {
  const read = Inquiry.safeParse(body);
  if (!read.success) return reply.code(400).send({ errors: read.error.issues });
  return reply.code(202).send(await store(read.data, body));
});
process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }));
