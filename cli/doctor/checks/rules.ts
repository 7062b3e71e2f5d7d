import { standing } from '../../../infra/deploy/rules-in-force.ts';
import { parameterOf, type Subject, subjects } from '../../../shared/rules/documents.ts';
import { type Status, statusOf } from '../../../shared/rules/status.ts';
import { parameterPrefix } from '../../../shared/wiring.ts';
import { type Check, type Finding, failed, ok, warning } from '../finding.ts';

/** Every document in force as it was written, none refused. */
export const rulesCheck: Check = {
  name: 'rules',
  async look({ parameters, connection: { stage } }) {
    const found = await parameters();
    const { refused, pending } = standing(found);
    if (refused.length + pending.length === 0) {
      const newest = subjects.flatMap((subject) => statusOf(found, subject)?.at ?? []).toSorted();
      return ok(`${subjects.length} documents in force, the newest since ${newest.at(-1) ?? 'ever'}`);
    }
    const parameter = (subject: Subject) => `${parameterPrefix(stage)}${parameterOf(subject)}`;
    return [
      ...refused.map((subject) => refusal(subject, statusOf(found, subject), parameter(subject))),
      ...pending.map((subject) =>
        warning(
          `${subject}: what ${parameter(subject)} says is not in force yet`,
          'Wait five minutes and ask again; if it stays so, see RulesErrors in docs/runbook.md.',
        ),
      ),
    ];
  },
};

function refusal(subject: Subject, status: Status | null, parameter: string): Finding {
  const [first] = status?.errors ?? [];
  const place = first ? ` ${first.path}${first.line === undefined ? '' : ` (line ${first.line})`}` : '';
  const reason = first ? `${place}: ${first.reason}` : '';
  const inForce = status?.hash ? `${status.hash.slice(0, 12)} goes on deciding` : 'nothing is in force';
  return failed(
    `${subject} refused since ${status?.at ?? 'the last look'};${reason}; ${inForce}`,
    `Correct ${parameter}${first?.suggestion ? `: ${first.suggestion}` : ''}. It is looked at at once.`,
  );
}
