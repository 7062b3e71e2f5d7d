import { Agenda, perform } from './agenda.ts';
import type { Arrival } from './month.ts';
import type { Assignment, Outcome, Outside } from './outside.ts';
import type { Person } from './people.ts';
import { callBack, callersSteps, ownersSteps, reviewersStep, type Step } from './sellers.ts';

interface Sent {
  readonly arrival: Arrival;
  readonly name: string;
  readonly outcome: () => Promise<Outcome>;
}

/** What happens in the company: people inquire, callers call, owners sell, each when the time has come. */
export class Business {
  readonly #outside: Outside;
  readonly #seed: string;
  readonly #agenda = new Agenda();
  readonly #people = new Map<string, Person>();
  readonly #turns = new Map<string, number>();
  /** What was sent at this instant: what became of it is known once everything is worked off. */
  #sent: Sent[] = [];

  constructor(outside: Outside, seed: string, arrivals: readonly Arrival[]) {
    this.#outside = outside;
    this.#seed = seed;
    for (const [index, arrival] of arrivals.entries()) {
      const name = arrival.person?.key ?? `nobody-${index}`;
      const run = async (): Promise<void> => {
        this.#sent.push({ arrival, name, outcome: await outside.send(arrival.sending) });
      };
      this.#agenda.add(arrival.at, { key: name, run });
    }
  }

  /** Lets time go by until the end (ISO instant). @param tell called at each instant at which something happened */
  async run(end: string, tell: (at: string) => void): Promise<void> {
    for (let next = this.#agenda.next(end); next; next = this.#agenda.next(end)) {
      const { at, tasks } = next;
      await this.#outside.moveTo(at);
      await perform(tasks);
      // Nothing moves but what is still to be done at this instant.
      await this.#outside.moveTo(at);
      await this.#react(at);
      tell(at);
    }
    await this.#outside.moveTo(end);
  }

  async #react(at: string): Promise<void> {
    const sent = this.#sent;
    this.#sent = [];
    const assignments = await this.#outside.assignments();
    const assigned = new Set(assignments.map(({ leadId }) => leadId));
    await Promise.all(sent.map(async (one) => this.#follow(one, await one.outcome(), assigned)));
    for (const assignment of assignments) this.#assigned(assignment, at);
  }

  /** Doubtful inquiries are looked at; whoever sales did not get at once is called. */
  #follow({ arrival, name }: Sent, { outcome, leadId }: Outcome, assigned: ReadonlySet<string>): void {
    const { at, person } = arrival;
    if (!leadId) return;
    if (person) this.#people.set(leadId, person);
    if (outcome === 'quarantined') this.#plan(leadId, [reviewersStep(this.#seed, name, at)], at);
    if (person && isCall(arrival)) this.#plan(leadId, [callBack(this.#seed, person, at)], at);
    if (person && outcome === 'created' && !assigned.has(leadId))
      this.#plan(leadId, callersSteps(this.#seed, person, at), at);
  }

  #assigned({ leadId, at, link }: Assignment, now: string): void {
    const person = this.#people.get(leadId);
    if (!person) return;
    const turn = (this.#turns.get(leadId) ?? 0) + 1;
    this.#turns.set(leadId, turn);
    for (const step of ownersSteps(this.#seed, person, turn, at)) {
      const run = async (): Promise<void> => {
        const done = await this.#outside.actAsOwner(link, step.action);
        if (done && step.action.action === 'return')
          this.#plan(leadId, callersSteps(this.#seed, person, step.at), step.at);
      };
      this.#agenda.add(later(step.at, now), { key: leadId, run });
    }
  }

  #plan(leadId: string, steps: readonly Step[], now: string): void {
    for (const { at, action } of steps) {
      const run = () => this.#outside.actAsStaff(leadId, action);
      this.#agenda.add(later(at, now), { key: leadId, run });
    }
  }
}

const isCall = ({ sending }: Arrival): boolean => sending.by === 'form' && sending.fields.channel === 'phone';

const later = (one: string, other: string): string => (one > other ? one : other);
