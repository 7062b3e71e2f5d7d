import { Command } from 'commander';
import { listWaiting, type WaitingItem } from '../../functions/route/staff/reviews.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { decideInquiry } from '../reviews/decide-inquiry.ts';
import { decideLead } from '../reviews/decide-lead.ts';
import { decidePair } from '../reviews/decide-pair.ts';

type System = { local?: boolean; stage: string };

/** `leitwerk review …`: what waits for a person, and the decision. */
export function reviewCommand(): Command {
  const review = new Command('review').description(
    'What waits for a person: leads that may be one person, exclusions that wait for a second person, inquiries and leads in quarantine',
  );
  withConnection(review.command('list').description('what nobody has decided yet'))
    .option('--json', 'one JSON value a line')
    .action(async (options: System & { json?: boolean }) => {
      const { table } = await connect(options);
      const asJson = Boolean(options.json);
      for await (const page of pages(dynamoLeadStore({ table })))
        printRows(asJson ? page : page.map(rowOf), asJson);
    });
  withConnection(review.command('show <id>').description('all that is known about it, as JSON')).action(
    async (id: string, options: System) => {
      const { table } = await connect(options);
      console.log(JSON.stringify(await whole(dynamoLeadStore({ table }), id), null, 2));
    },
  );
  withConnection(
    review
      .command('decide <id> <decision>')
      .description(
        'of two leads: same (merges) or different; of a proposed exclusion: confirm or reject; of an inquiry or a lead: approve, correct or reject',
      ),
  )
    .option('--set <fact=value...>', 'what `correct` puts right')
    .option('--reason <text>', 'kept with the decision')
    .action(async (id: string, decision: string, options: System & { reason?: string; set?: string[] }) => {
      const connection = await connect(options);
      const asked = { decision, reason: options.reason, facts: factsOf(options.set ?? []) };
      const decide = id.includes('~') ? decidePair : id.startsWith('lead_') ? decideLead : decideInquiry;
      console.log(await decide(connection, id, asked));
    });
  return review;
}

const rowOf = ({ kind, id, since, reason, from, subject, proposedBy, because }: WaitingItem) => ({
  ...{ kind, id, since, reason },
  about: proposedBy ? `${because} (${proposedBy})` : (subject ?? from),
});

async function whole(store: LeadStore, id: string): Promise<object> {
  if (!id.includes('~')) {
    const found = id.startsWith('lead_') ? await store.load(id) : await store.loadInquiry(id);
    if (found) return found;
    throw new CliFailure(`There is no ${id}.`);
  }
  const review = await store.loadReview(id);
  if (!review) throw new CliFailure(`There is no review ${id}.`);
  const leads = await Promise.all(review.leads.map((lead) => store.load(lead)));
  const people = leads.map((lead) => lead && { id: lead.id, state: lead.state, facts: lead.facts });
  return { ...review, people };
}

function factsOf(set: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    set.map((text) => {
      const [, fact, value] = /^(\w+)=(.+)$/s.exec(text) ?? [];
      if (fact === undefined || value === undefined)
        throw new CliFailure(`Say --set fact=value, not "${text}".`);
      return [fact, value];
    }),
  );
}

async function* pages(store: LeadStore): AsyncGenerator<WaitingItem[]> {
  let cursor: string | undefined;
  do {
    const page = await listWaiting(store, cursor);
    yield page.items;
    cursor = page.cursor;
  } while (cursor);
}
