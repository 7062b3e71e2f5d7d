import type { DeployOptions } from './options.ts';
import type { Deployed } from './system.ts';

/** What a person is told after a deployment: where the system is, and what no deployment can do. */
export function nextSteps(
  { place, size, outputs, receiving, rules }: Deployed,
  options: DeployOptions,
): string[] {
  const { mail, intake } = outputs;
  return [
    `${size.stacks} stacks, ${size.resources} resources. The API is at ${intake.Url}`,
    ...told(rules.refused, 'refused, the last good ones go on deciding', options.stage),
    ...told(rules.pending, 'not in force yet', options.stage),
    '',
    'What no deployment can do, unless it is done already:',
    `- name server of ${options.mailDomain}: ${[mail.Dkim1, mail.Dkim2, mail.Dkim3].join('; ')}`,
    `- to receive mail: an MX record, 10 inbound-smtp.${place.region}.amazonaws.com`,
    ...(receiving.ours
      ? []
      : [
          `- mail goes to the receipt rules ${receiving.active} of this account now; --take-over-receiving makes ${mail.ReceiptRuleSet} the active ones instead`,
        ]),
    '- a fresh account sends to verified addresses only: ask for production access of SES',
    intake.StaffPoolId
      ? `- staff: create people in the user pool ${intake.StaffPoolId} and set custom:role`
      : `- staff: register ${intake.Url}/v1/login/callback at the issuer, and have it say role and owner`,
    '- alarms: subscribe an address to the topic Alarms of the state stack',
    `npx leitwerk doctor --stage ${options.stage} says which of them are still to be done; docs/setup.md describes each.`,
  ];
}

const told = (subjects: string[], what: string, stage: string): string[] =>
  subjects.length === 0
    ? []
    : [`Rules ${what}: ${subjects.join(', ')} (parameters /leitwerk/${stage}/status/… say why)`];
