import { destinations } from '../../functions/dispatch/rules/destinations.ts';
import { rescoreLead } from '../../functions/score/rescore-lead.ts';
import { takeDueSteps } from '../../functions/sla/take-due-steps.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryVisits } from '../../shared/adapters/memory/visits.ts';
import { changeLead, type Decide } from '../../shared/change-lead.ts';
import { nextDue } from '../../shared/domain/clock.ts';
import { inquiryOf, type LeadEvent } from '../../shared/domain/events.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../fixtures/lead.ts';

const DAY_MS = 86_400_000;

/** The two who may turn out to be one person. */
export const IDS = ['lead_1', 'lead_2'] as const;
export type Id = (typeof IDS)[number];

/** Two leads whose events are told to the score at once and twice, as queues do; `check` sees each state that is stored. */
export class TwoLives {
  readonly store = memoryLeadStore();
  readonly rules = defaultRules();
  readonly ports = { store: this.store, rules: this.rules };
  readonly #check: (lead: Lead, events: readonly LeadEvent[]) => void;
  #at = Date.parse('2026-01-05T09:00:00.000Z');
  #told = 0;

  constructor(check: (lead: Lead, events: readonly LeadEvent[]) => void) {
    this.#check = check;
  }

  now = (): string => new Date(this.#at).toISOString();

  origin = () => ({ now: this.now(), by: 'staff:ada', correlationId: 'cor_1' });

  itself = async (id: Id): Promise<Lead | null> => (await this.store.loadItself(id))?.lead ?? null;

  /** The person writes: the first time, that makes the lead. */
  async writes(id: Id, facts: Facts): Promise<void> {
    const now = this.now();
    const inquiryId = `inq_${this.store.changes().length}`;
    const asked = received({ email: `${id}@b.example`, ...facts }, now, inquiryId);
    await this.store.keepInquiry(inquiry(inquiryId, facts, now));
    if (!(await this.itself(id))) {
      const change = recordWatched(id, null, [asked], this.origin(), await clockRules(this.rules));
      await this.store.commit({ ...change, expectedVersion: null });
    } else await changeLead(this.ports, id, this.origin(), () => [asked]);
    await this.tell();
  }

  /** Somebody or something changes a lead, or the one that it was joined into. */
  async change(id: Id, decide: Decide): Promise<void> {
    await changeLead(this.ports, id, this.origin(), decide);
    await this.tell();
  }

  /** Tells what was stored since, until nothing follows from it. */
  async tell(): Promise<void> {
    const ports = {
      ...this.ports,
      visits: memoryVisits(),
      withAreas: async <T>(scoring: T) => scoring,
      now: this.now,
    };
    for (; this.#told < this.store.changes().length; this.#told++) {
      const change = this.store.changes()[this.#told];
      if (!change) return;
      this.#check(change.lead, change.events);
      for (const event of change.events) {
        if (!destinations(event).includes('score')) continue;
        const { id: eventId, type, leadId, at, correlationId } = event;
        const inquiryId = inquiryOf(event);
        const pointer = {
          ...{ eventId, type, leadId, at, correlationId },
          ...(inquiryId ? { inquiryId } : {}),
        };
        for (let time = 0; time < 2; time++) await rescoreLead(ports, pointer);
      }
    }
  }

  /** Time passes; each step is taken a minute after it is due. */
  async wait(days: number): Promise<void> {
    const until = this.#at + days * DAY_MS;
    for (;;) {
      const leads = await Promise.all(IDS.map((id) => this.itself(id)));
      const due = leads.flatMap((lead) => {
        const at = lead && nextDue(lead.clocks);
        return at ? [{ id: lead.id, at }] : [];
      });
      const next = due.sort((one, other) => (one.at < other.at ? -1 : 1))[0];
      if (!next || Date.parse(next.at) >= until) break;
      this.#at = Math.max(this.#at, Date.parse(next.at)) + 60_000;
      await takeDueSteps({ ...this.ports, now: this.now }, next.id);
      await this.tell();
    }
    this.#at = Math.max(this.#at, until);
  }
}

function inquiry(id: string, facts: Facts, at: string): Inquiry {
  return {
    ...{ id, outcome: 'created', reason: null, leadId: null, channel: 'web_form', source: 'website' },
    ...{ capturedAt: at, receivedAt: at, facts, extra: {}, consents: {}, utm: {}, findings: [] },
    ...{ attachments: [], raw: null },
  };
}
