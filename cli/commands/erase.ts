import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { type Foreseen, foreseeErasure } from '../../functions/erase/foresee-erasure.ts';
import { StaffAction } from '../../functions/route/rules/act.ts';
import { actAsStaff } from '../../functions/route/staff/act-as-staff.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import { fromCommandLine } from '../reviews/asked.ts';

interface Options {
  local?: boolean;
  stage: string;
  reason?: string;
  yes?: boolean;
  wait: string;
  json?: boolean;
}

/** How often is looked whether it is done. */
const LOOK_MS = 500;

/** `leitwerk erase`: nothing personal is left of somebody, except what the law makes one keep. */
export function eraseCommand(): Command {
  return withConnection(new Command('erase'))
    .description('shows what an erasure of a person would take, keep and tell; does it with --yes')
    .argument('<person>', 'a lead of the person, or their e-mail address')
    .option('--reason <text>', 'why, kept until it is done')
    .option('--yes', 'erases; it cannot be undone')
    .option('--wait <seconds>', 'how long to wait until it is done', '120')
    .option('--json', 'for machines')
    .action(async (person: string, options: Options) => {
      const { table } = await connect(options);
      const store = dynamoLeadStore({ table });
      const { now } = fromCommandLine();
      const leadId = await leadOf(store, person);
      const foreseen = await foreseeErasure(store, leadId, now);
      if (!foreseen) throw new CliFailure(`There is no lead ${leadId}.`);
      if (options.yes && foreseen.leads.length > 0) await erase(store, table, foreseen, options);
      tell(foreseen, options);
    });
}

/** @throws CliFailure where nobody is known by the address */
async function leadOf(store: LeadStore, person: string): Promise<string> {
  if (!person.includes('@')) return person;
  const holder = await store.holderOf({ kind: 'email', value: person.toLowerCase() });
  if (holder) return holder;
  throw new CliFailure('Nobody is known by that address: name the lead.');
}

async function erase(
  store: LeadStore,
  table: string,
  { leads }: Foreseen,
  { reason, wait }: Options,
): Promise<void> {
  const action = StaffAction.safeParse({ action: 'erase', reason });
  if (!action.success) throw new CliFailure('Say why: --reason "asked by telephone on 24 November".');
  const [first] = leads;
  if (!first) return;
  const { now, correlationId } = fromCommandLine();
  const ports = { store, rules: dynamoActiveRules({ table, ttlSeconds: 60 }) };
  const caller = { subject: 'command-line', role: 'process-owner' } as const;
  const asked = { leadId: first.id, action: action.data, correlationId, now };
  const done = await actAsStaff(ports, caller, asked);
  if (done.outcome === 'refused') throw new CliFailure(done.refusal.because);
  const bar = progressBar();
  const end = Date.now() + Number(wait) * 1000;
  try {
    for (let erased = 0; erased < leads.length; ) {
      if (Date.now() > end)
        throw new CliFailure(
          'It is not done yet. It goes on by itself; the same command tells how far it is. If it lies among the dead letters: leitwerk redrive Erase.',
        );
      await pause(LOOK_MS);
      const found = await Promise.all(leads.map(({ id }) => store.loadItself(id)));
      erased = found.filter((one) => one?.lead.state === 'erased').length;
      bar.at(erased / leads.length, `${erased} of ${leads.length} leads`);
    }
  } finally {
    bar.end();
  }
}

function tell({ leads, kept, ...foreseen }: Foreseen, { yes = false, json = false }: Options): void {
  if (json) printRows([{ done: yes || leads.length === 0, leads, ...foreseen, kept }], true);
  else if (leads.length === 0) console.log('Erased before: nothing personal is left.');
  else console.log(page({ leads, kept, ...foreseen }, yes));
}

function page({ leads, events, inquiries, objects, kept, told }: Foreseen, yes: boolean): string {
  return [
    `${yes ? 'Erased' : 'Would be erased'}: ${leads.map(({ id, state }) => `${id} (${state})`).join(', ')}`,
    `  ${events} events, ${inquiries} inquiries, ${objects} files, and what the person is recognised by`,
    ...kept.map(
      ({ what, because, until }) =>
        `  ${yes ? 'kept' : 'would be kept'} until ${until}: ${what} (${because})`,
    ),
    ...(told.length > 0 ? [`  ${yes ? 'told' : 'would be told'}: ${told.join(', ')}, connectors`] : []),
    ...(yes ? [] : ['Nothing was changed. To erase: --yes --reason "…"']),
  ].join('\n');
}
