import * as z from 'zod';
import { Absence } from '../../shared/domain/absence.ts';
import { type Lead, nextAction } from '../../shared/domain/lead.ts';
import { WITH_SALES } from '../../shared/domain/lifecycle.ts';
import { type HttpAnswer, redirect } from '../../shared/http/answer.ts';
import { html } from '../../shared/http/html.ts';
import { markup } from '../../shared/http/markup.ts';
import { type HttpRequest, preferredLanguage } from '../../shared/http/request.ts';
import { readLink, signLink } from '../../shared/links/link.ts';
import type { Absences } from '../../shared/ports/absences.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { ownerListPage } from './pages/owner-list-page.ts';
import { words } from './pages/owner-list-words.ts';
import { dayIn } from './pages/time.ts';
import { addAbsence, removeAbsence } from './rules/absences.ts';
import { answersToSales } from './rules/answers-to-sales.ts';
import { fairnessOf } from './rules/fairness.ts';

/** Leads of an owner that are looked at, the oldest first. */
const SEEN = 300;

/** Documents that marketing and the process owner change because of what sales says. */
const CHANGED_FOR_SALES = ['routing', 'definition', 'scoring', 'deadlines', 'intake'] as const;

interface Ports {
  store: LeadStore;
  rules: ActiveRules;
  absences: Absences;
  secret: () => Promise<string>;
}

/** The owner whose page it is. */
interface Owner {
  id: string;
  /** End of the link, which the links to the leads share. */
  expires: string;
}

const Change = Absence.extend({ do: z.enum(['add', 'remove']) });

type Problem = keyof (typeof words)['de']['problems'];
const STATUS: Record<Problem, number> = { malformed: 404, expired: 410, invalid: 422 };

/**
 * The list behind an owner's personal link: GET shows open leads by deadline and absences and changes nothing, POST enters an
 * absence or takes one back.
 * @param now ISO instant
 */
export async function ownerList(ports: Ports, request: HttpRequest, now: string): Promise<HttpAnswer> {
  const read = readLink(request.params.token ?? '', 'owner', await ports.secret(), now);
  if (read.outcome === 'expired') return refusal('expired', request);
  if (read.outcome !== 'ok') return refusal('malformed', request);
  const owner = { id: read.link.owner, expires: read.link.expires };
  return request.method === 'POST' ? change(ports, request, owner, now) : show(ports, request, owner, now);
}

async function show(ports: Ports, { headers }: HttpRequest, owner: Owner, now: string): Promise<HttpAnswer> {
  const [{ document }, pools, entered, leads, secret, ...changed] = await Promise.all([
    ports.rules.get('agents'),
    ports.rules.get('pools'),
    ports.absences.of(owner.id),
    openLeads(ports.store, owner.id),
    ports.secret(),
    ...CHANGED_FOR_SALES.map((subject) => ports.rules.get(subject)),
  ]);
  const today = dayIn(document.timeZone, now);
  const agent = document.agents.find(({ id }) => id === owner.id);
  const theirs = pools.document.pools.filter(({ members }) => members.some((of) => of.agent === owner.id));
  const ledgers = await Promise.all(theirs.map(({ id }) => ports.store.loadLedger(id)));
  const certificates = theirs.map(({ name }, i) => {
    const ledger = ledgers[i];
    return {
      pool: name,
      lines: ledger ? fairnessOf(ledger).filter(({ member }) => member === owner.id) : [],
    };
  });
  return html(
    200,
    ownerListPage({
      language: preferredLanguage(headers, agent?.language),
      now,
      today,
      name: agent?.name ?? owner.id,
      leads: leads.map((lead) => ({ lead, address: addressOf(lead, owner, secret) })),
      entered: entered.filter(({ to }) => to >= today),
      fixed: (agent?.absences ?? []).filter(({ to }) => to >= today),
      owner: owner.id,
      answers: answersToSales(
        [pools, ...changed].map(({ document }) => document),
        today,
      ),
      certificates,
    }),
  );
}

async function openLeads(store: LeadStore, owner: string): Promise<Lead[]> {
  const leads: Lead[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list({ owner, limit: 100, ...(cursor ? { cursor } : {}) });
    leads.push(...page.items);
    cursor = page.cursor;
  } while (cursor && leads.length < SEEN);
  const due = (lead: Lead) => nextAction(lead)?.due ?? '9999';
  return leads
    .filter(({ state }) => WITH_SALES.includes(state))
    .sort((one, other) => (due(one) < due(other) ? -1 : 1));
}

function addressOf({ id: leadId, assignment }: Lead, { id: owner, expires }: Owner, secret: string): string {
  const turn = assignment?.turn ?? 0;
  return `/v1/assignments/${signLink({ purpose: 'assignment', leadId, turn, owner, expires }, secret)}`;
}

async function change(ports: Ports, request: HttpRequest, owner: Owner, now: string): Promise<HttpAnswer> {
  const form = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
  const asked = Change.safeParse(form).data;
  if (!asked) return refusal('invalid', request);
  const { document } = await ports.rules.get('agents');
  const today = dayIn(document.timeZone, now);
  const before = await ports.absences.of(owner.id);
  const absence = { from: asked.from, to: asked.to };
  const after =
    asked.do === 'add' ? addAbsence(before, absence, today) : removeAbsence(before, absence, today);
  if (!after) return refusal('invalid', request);
  await ports.absences.replace(owner.id, after);
  return redirect(request.path);
}

function refusal(what: Problem, request: HttpRequest): HttpAnswer {
  const language = preferredLanguage(request.headers);
  const say = words[language];
  const { title, text } = say.problems[what];
  const back = what === 'invalid' ? markup`<p><a href="${request.path}">${say.back}</a></p>` : '';
  return html(STATUS[what], { language, title, main: markup`<p>${text}</p>${back}` });
}
