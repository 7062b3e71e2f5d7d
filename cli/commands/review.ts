import { Command } from 'commander';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review.ts';
import { dismiss, mergeByHand } from '../../shared/merge-leads.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';

type System = { local?: boolean; stage: string };

const PAGE = 100;

/** `leitwerk review …`: leads that may be one person, to be decided. */
export function reviewCommand(): Command {
  const review = new Command('review').description(
    'Leads that may be one person: who they are, and what is decided',
  );
  withConnection(review.command('list').description('what nobody has decided yet, the oldest first'))
    .option('--json', 'one JSON value a line')
    .action(async (options: System & { json?: boolean }) => {
      const { store } = await open(options);
      for await (const page of pages(store)) {
        printRows(
          page.map(({ id, at, score, because }) => ({ id, at, score, because })),
          Boolean(options.json),
        );
      }
    });
  withConnection(review.command('show <id>').description('both leads and the evidence as JSON')).action(
    async (id: string, options: System) => {
      const { store } = await open(options);
      const found = await read(store, id);
      const leads = await Promise.all(found.leads.map((lead) => store.load(lead)));
      const people = leads.map((lead) => lead && { id: lead.id, state: lead.state, facts: lead.facts });
      console.log(JSON.stringify({ ...found, people }, null, 2));
    },
  );
  withConnection(review.command('decide <id> <decision>').description('decision: same (merges) or different'))
    .option('--reason <text>', 'kept with the decision')
    .action(decide);
  return review;
}

async function decide(id: string, decision: string, options: System & { reason?: string }): Promise<void> {
  if (decision !== 'same' && decision !== 'different') {
    throw new CliFailure(`Decide "same" or "different", not "${decision}".`);
  }
  const { store, table } = await open(options);
  const { leads: ids, decided } = await read(store, id);
  if (decided)
    throw new CliFailure(`${id} was decided already: ${decided.as}, by ${decided.by} at ${decided.at}.`);
  const now = systemClock();
  const origin = { now, by: 'staff:command-line', correlationId: newId('cor', now) };
  const ports = { store, rules: dynamoActiveRules({ table, ttlSeconds: 60 }) };
  const asked = { ids, reason: options.reason };
  const done = await (decision === 'same' ? mergeByHand : dismiss)(ports, asked, origin);
  if (done.outcome === 'refused') throw new CliFailure(done.refusal.because);
  if (done.outcome === 'missing') throw new CliFailure('One of the leads is gone.');
  console.log(
    'stays' in done && done.outcome === 'merged'
      ? `${done.other.id} → ${done.stays.id}`
      : `${id}: two people`,
  );
}

async function open(options: System): Promise<{ store: LeadStore; table: string }> {
  const { table } = await connect(options);
  return { store: dynamoLeadStore({ table }), table };
}

async function read(store: LeadStore, id: string): Promise<Review> {
  const review = await store.loadReview(id);
  if (!review) throw new CliFailure(`There is no review ${id}.`);
  return review;
}

async function* pages(store: LeadStore): AsyncGenerator<Review[]> {
  let cursor: string | undefined;
  do {
    const page = await store.listReviews({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    yield page.items;
    cursor = page.cursor;
  } while (cursor);
}
