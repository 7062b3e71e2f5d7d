import { groundChecks } from './checks/ground.ts';
import { intakeChecks } from './checks/intake.ts';
import { mailChecks } from './checks/mail.ts';
import { peopleChecks } from './checks/people.ts';
import { rulesCheck } from './checks/rules.ts';
import { workChecks } from './checks/work.ts';
import { type Check, type Checked, failed } from './finding.ts';
import type { System } from './system.ts';

/** In the order of docs/setup.md. */
const checks: readonly Check[] = [
  ...groundChecks,
  rulesCheck,
  ...mailChecks,
  ...peopleChecks,
  ...intakeChecks,
  ...workChecks,
];

/** Looks at every step of the setup; what cannot be asked has failed. */
export async function examine(system: System): Promise<Checked[]> {
  const now = await system.health().then(
    ({ time }) => time,
    () => system.now(),
  );
  const findings = await Promise.all(checks.map((check) => looked(check, system, now)));
  return findings.flat();
}

async function looked({ name, look }: Check, system: System, now: string): Promise<Checked[]> {
  try {
    const found = await look(system, now);
    return [found].flat().map((finding) => ({ name, ...finding }));
  } catch (fault) {
    return [{ name, ...failed(`no answer: ${reasonOf(fault)}`, mendOf(name, system)) }];
  }
}

/** What went wrong in one line, from the inside out: `fetch failed` alone says nothing. */
function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const inner = fault.cause instanceof Error ? ` (${reasonOf(fault.cause)})` : '';
  const [line = ''] = fault.message.split('\n');
  return `${line || fault.name}${inner}`;
}

function mendOf(name: string, { isLocal, connection: { apiUrl, issuer } }: System): string {
  if (name === 'api') return `Open ${apiUrl}/v1/health; see ApiErrors in docs/runbook.md.`;
  if (name === 'sign-in') return `Open ${issuer}/.well-known/openid-configuration; is the issuer right?`;
  return isLocal
    ? 'Is the local system still running? Start it with npm start.'
    : 'May your AWS credentials ask this? Does the resource exist, in this region? Deploy again if not.';
}
