import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Connection } from '../connection.ts';

/** A deployed system as far as the doctor looks at it; every question may throw what the account says against it. */
export interface System {
  readonly connection: Connection;
  readonly isLocal: boolean;
  readonly region: string;
  /** rules in force */
  readonly rules: ActiveRules;
  /** Instant (ISO) at which this machine believes to be. */
  now(): string;
  /** What `GET /v1/health` answers. */
  health(): Promise<{ stage: string; version: string; time: string }>;
  /** Instant at which the system was last deployed with other names: it is at least as old as that. */
  deployedAt(): Promise<string>;
  /** State of the table, such as `ACTIVE`. */
  tableState(): Promise<string>;
  /** All parameters of the stage, named below its prefix. */
  parameters(): Promise<{ name: string; value: string }[]>;
  /** How a domain stands with the mail provider; null where he does not know it. */
  identity(domain: string): Promise<{ verified: boolean; signs: boolean; dkimTokens: string[] } | null>;
  /** Mails that may be sent in 24 hours and in a second, and that were sent in the last 24 hours. */
  quota(): Promise<{ perDay: number; perSecond: number; sent: number }>;
  /** Name of the receipt rules that are active in the account. */
  activeReceiptRules(): Promise<string | null>;
  /** Servers that take mail for a domain; none where the name server knows of none. */
  mailServers(domain: string): Promise<string[]>;
  /** Address of the sign-in page of an issuer, out of its discovery document. */
  signInPage(issuer: string): Promise<string>;
  /** People of a user pool, and how many of them have a role. */
  staff(pool: string): Promise<{ people: number; withRole: number }>;
  secret(arn: string): Promise<string>;
  /** Queues of messages that were given up, with how many lie there. */
  deadLetters(): Promise<{ queue: string; messages: number }[]>;
  /** Local date of the newest report; null before the first one. */
  latestReport(): Promise<string | null>;
}
