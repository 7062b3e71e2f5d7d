/** Whether a person filled a form in, as far as it brings proof: a token with the time it was shown, a solved challenge. */
import { readFormToken, readWork, WORK_MINUTES } from '../../shared/links/form-proofs.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { RateLimit } from '../../shared/ports/rate-limit.ts';
import type { FindingCode, IntakeDocument } from '../../shared/rules/intake.ts';
import { rulesOf } from '../../shared/rules/sources.ts';
import type { Understood } from './understand.ts';

export interface ProofPorts {
  store: Pick<LeadStore, 'rememberedAnswer'>;
  limit: RateLimit;
  /** The installation's link secret. */
  secret: () => Promise<string>;
}

interface Sent {
  understood: Understood;
  /** Host of the site that the form stands on. */
  site: string;
  /** Idempotency-Key of the request. */
  key: string | undefined;
  intake: IntakeDocument;
  now: string;
}

/** One field that is no proof, and why. */
export interface Doubt {
  field: 'leitwerkToken' | 'altcha';
  code: FindingCode;
}
/** A use that counts against the proof. */
interface Use extends Doubt {
  counter: string;
  uses: number;
  minutes: number;
}

/** @returns what is doubtful about the proofs of a form; asks for nothing where none is demanded and none was sent */
export async function checkProofs(ports: ProofPorts, sent: Sent): Promise<Doubt[]> {
  const { understood, site, intake, now } = sent;
  const { token, work } = understood.proofs;
  // Whatever name a form gives itself, it is asked for what its site is asked for.
  const rules = [site, understood.source].map((source) => rulesOf(source, intake.sources));
  const missing: Doubt[] = [];
  if (token === undefined && rules.some((asked) => asked?.token))
    missing.push({ field: 'leitwerkToken', code: 'token-missing' });
  if (work === undefined && rules.some((asked) => asked?.work))
    missing.push({ field: 'altcha', code: 'work-missing' });
  if (token === undefined && work === undefined) return missing;
  const secret = await ports.secret();
  const read = [
    ...(token === undefined ? [] : [readToken(token, secret, now, intake.formToken)]),
    ...(work === undefined ? [] : [solved(work, secret, now)]),
  ];
  const doubts = [...missing, ...read.filter((each) => !isUse(each))];
  const rejected = understood.findings.some(({ severity }) => severity === 'reject');
  // What is sent again corrected has used nothing up, nor what a program sends again because it heard no answer.
  if (rejected || (await isRepeated(ports, sent))) return doubts;
  return [...doubts, ...(await usedUp(ports.limit, read.filter(isUse), now))];
}

const isUse = (read: Doubt | Use): read is Use => 'counter' in read;

async function isRepeated({ store }: ProofPorts, { key, understood }: Sent): Promise<boolean> {
  return key !== undefined && (await store.rememberedAnswer(understood.source, key)) !== null;
}

async function usedUp(limit: RateLimit, used: readonly Use[], now: string): Promise<Doubt[]> {
  const over: Doubt[] = [];
  for (const { counter, uses, minutes, field, code } of used)
    if ((await limit.take(counter, { perMinute: 1 / minutes, burst: uses }, now)) !== null)
      over.push({ field, code });
  return over;
}

function readToken(
  token: string,
  secret: string,
  now: string,
  { seconds, hours, uses }: IntakeDocument['formToken'],
): Doubt | Use {
  const field = 'leitwerkToken';
  const read = readFormToken(token, secret, now);
  if (!read) return { field, code: 'token-forged' };
  if (read.seconds < seconds) return { field, code: 'too-fast' };
  if (read.seconds > hours * 3600) return { field, code: 'token-expired' };
  return { field, code: 'token-reused', counter: `token-${read.id}`, uses, minutes: hours * 60 };
}

function solved(work: string, secret: string, now: string): Doubt | Use {
  const id = readWork(work, secret, now);
  const doubt = { field: 'altcha', code: 'work-unproven' } as const;
  return id ? { ...doubt, counter: `work-${id}`, uses: 1, minutes: WORK_MINUTES } : doubt;
}
