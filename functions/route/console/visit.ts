import type { Caller } from '../../../shared/http/caller.ts';
import type { HttpRequest } from '../../../shared/http/request.ts';
import type { Absences } from '../../../shared/ports/absences.ts';
import type { ActiveRules } from '../../../shared/ports/active-rules.ts';
import type { Claims } from '../../../shared/ports/claims.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import type { People } from '../../../shared/ports/people.ts';
import type { Place } from '../pages/time.ts';
import { words } from './words.ts';

export interface ConsolePorts {
  store: LeadStore;
  rules: ActiveRules;
  absences: Absences;
  people: People;
  /** Keeps a lead for the agent who calls it. */
  claims: Claims;
  /** The installation's secret, which binds forms to sessions. */
  secret: () => Promise<string>;
}

/** One request of a signed-in person, with what every page needs to know. */
export interface Visit extends Place {
  ports: ConsolePorts;
  request: HttpRequest;
  caller: Caller;
  /** ISO instant. */
  now: string;
  /** What forms carry. */
  formToken: string;
  /** Names of owners by agent id. */
  names: ReadonlyMap<string, string>;
}

/** Who a step waits for: an owner by name, else a role. */
export function whoText(who: string, { names, language }: Visit): string {
  return names.get(who) ?? words[language].who[who] ?? who;
}
