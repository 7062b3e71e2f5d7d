import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { Checks } from '../../infra/cdk/checks.ts';

describe('the checks of the templates', () => {
  it('find nothing in the system as it would be deployed', { timeout: 60_000 }, () => {
    const outdir = mkdtempSync(join(tmpdir(), 'leitwerk-checks-'));
    const context = { stage: 'prod', 'aws:cdk:bundling-stacks': [] };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/cdk/app.ts'], {
      cwd: resolve(import.meta.dirname, '../..'),
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify(context),
        CDK_VALIDATION: 'true',
      },
    });
    rmSync(outdir, { recursive: true });
    expect(`${stdout}${stderr}`).toBe('');
    expect(status).toBe(0);
  });

  it.each([
    ['s3:Get*', 'arn:aws:s3:::raw/mail/1', 'AwsSolutions-IAM5[Action::s3:Get*]'],
    ['s3:GetObject', '*', 'AwsSolutions-IAM5[Resource::*]'],
    ['s3:GetObject', 'arn:aws:s3:::raw*', 'AwsSolutions-IAM5[Resource::arn:aws:s3:::raw*]'],
    ['s3:GetObject', 'arn:aws:s3:::raw/mail/*', undefined],
  ])('judge a permission to %s on %s', (action, resource, finding) => {
    const stack = new Stack(new App(), 'stack');
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: [action], resources: [resource] }));
    const { violations } = new Checks().validateScope(stack);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual(finding ? [finding] : []);
  });
});
