import {
  DescribeActiveReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
} from '@aws-sdk/client-ses';

/** Whether mail that reaches the account comes to this system; else the name of the rules to which it goes. */
export type Receiving = { ours: true } | { ours: false; active: string };

/**
 * Makes our receipt rules the active ones. CloudFormation cannot do that, and an account has one active set: another one
 * is switched off only where that is asked for.
 */
export async function activateReceiving(
  ruleSet: string,
  { takeOver }: { takeOver: boolean },
  client = new SESClient({}),
): Promise<Receiving> {
  const { Metadata } = await client.send(new DescribeActiveReceiptRuleSetCommand({}));
  const active = Metadata?.Name;
  if (active === ruleSet) return { ours: true };
  if (active && !takeOver) return { ours: false, active };
  await client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: ruleSet }));
  return { ours: true };
}
