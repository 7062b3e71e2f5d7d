import { describe, expect, it } from 'vitest';
import { nextSteps } from './next-steps.ts';
import { readOptions } from './options.ts';
import { type Deployed, outputsOf } from './system.ts';

const written = JSON.stringify({
  'leitwerk-prod-intake': {
    Url: 'https://api.example',
    StaffPoolId: 'pool',
    Export: 'x',
  },
  'leitwerk-prod-mail': { ReceiptRuleSet: 'ours', Dkim1: 'one', Dkim2: 'two', Dkim3: 'three' },
});
const options = readOptions(['--stage', 'prod', '--mail-domain', 'example.com']);
const told = (over: Partial<Deployed> = {}) =>
  nextSteps(
    {
      place: { account: '123456789012', region: 'eu-central-1' },
      size: { stacks: 6, resources: 200 },
      outputs: outputsOf('prod', written),
      receiving: { ours: true },
      rules: { pending: [], refused: [] },
      ...over,
    },
    options,
  ).join('\n');

describe('what is told after a deployment', () => {
  it('is where the system is, and the records of the mail domain', () => {
    expect(told()).toMatch(/https:\/\/api\.example/);
    expect(told()).toMatch(/example\.com: one; two; three/);
    expect(told()).toContain('inbound-smtp.eu-central-1.amazonaws.com');
    expect(told()).toContain('npx leitwerk doctor --stage prod');
    expect(told()).not.toMatch(/refused|not in force|take-over/);
  });

  it('is what the issuer must know where staff sign in elsewhere', () => {
    const { intake, mail } = outputsOf('prod', written);
    expect(told({ outputs: { intake: { Url: intake.Url }, mail } })).toContain(
      'https://api.example/v1/login/callback',
    );
    expect(told()).toContain('user pool pool');
  });

  it('is who receives the mail instead, and which rules do not decide', () => {
    expect(told({ receiving: { ours: false, active: 'theirs' } })).toMatch(/theirs.*--take-over-receiving/);
    expect(told({ rules: { pending: ['pools'], refused: ['scoring'] } })).toMatch(
      /refused.*scoring[\s\S]*not in force yet: pools/,
    );
  });
});
