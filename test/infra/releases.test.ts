import { describe, expect, it } from 'vitest';
import { functions } from '../../infra/cdk/functions.ts';
import { routes } from '../../shared/wiring.ts';
import { ofType, type Resource, refersTo, synthesised } from './synthesis.ts';

const resources = synthesised('prod');
const named = new Map(resources.map((resource) => [resource.id, resource]));
const aliases = ofType(resources, 'AWS::Lambda::Alias');
const groups = ofType(resources, 'AWS::CodeDeploy::DeploymentGroup');
/** Started by the clock or by an administrator alone: within five minutes there is nothing to learn from a tenth of it. */
const atOnce = ['Report', 'Rules', 'Sweep'];
const gradual = Object.keys(functions).filter((id) => !atOnce.includes(id));
const groupOf = (id: string) => named.get(`${id}Releases`)?.Properties;
const alarmsOf = (id: string): Resource[] =>
  (groupOf(id)?.AlarmConfiguration.Alarms ?? []).flatMap(
    ({ Name }: { Name: unknown }) => named.get(refersTo(Name) ?? '') ?? [],
  );

describe('calls', () => {
  it('go to the alias live, which each function has, and which names its newest version', () => {
    expect(aliases.map(({ id }) => id).sort()).toEqual(
      Object.keys(functions)
        .map((id) => `${id}Live`)
        .sort(),
    );
    for (const { id, Properties } of aliases) {
      expect(Properties.Name).toBe('live');
      const version = named.get(refersTo(Properties.FunctionVersion) ?? '');
      expect(version?.Type).toBe('AWS::Lambda::Version');
      expect([refersTo(Properties.FunctionName), refersTo(version?.Properties.FunctionName)]).toEqual(
        Array(2).fill(id.replace(/Live$/, '')),
      );
    }
  });

  it('never go past it: whatever starts a function starts its alias', () => {
    const starters: [string, (properties: Resource['Properties']) => unknown][] = [
      ['AWS::Lambda::EventSourceMapping', (its) => its.FunctionName],
      ['AWS::Lambda::Permission', (its) => its.FunctionName],
      ['AWS::ApiGatewayV2::Integration', (its) => its.IntegrationUri],
      ['AWS::ApiGatewayV2::Authorizer', (its) => its.AuthorizerUri],
    ];
    const started = starters.flatMap(([type, value]) =>
      ofType(resources, type).map(({ id, Properties }) => [
        id,
        named.get(refersTo(value(Properties)) ?? '')?.Type,
      ]),
    );
    const targets = ofType(resources, 'AWS::Events::Rule').flatMap(({ id, Properties }) =>
      Properties.Targets.map(({ Arn }: { Arn: unknown }) => [id, named.get(refersTo(Arn) ?? '')?.Type]),
    );
    expect(started.length).toBeGreaterThan(20);
    for (const [id, type] of started) expect([id, type]).toEqual([id, 'AWS::Lambda::Alias']);
    for (const [id, type] of targets) expect([id, type]).not.toEqual([id, 'AWS::Lambda::Function']);
  });

  it('that nobody waits for are tried again by the alias as they were to be', () => {
    for (const { Properties } of ofType(resources, 'AWS::Lambda::EventInvokeConfig'))
      expect(named.get(refersTo(Properties.Qualifier) ?? '')?.Type).toBe('AWS::Lambda::Alias');
  });
});

describe('a new version on the stage prod', () => {
  it.each(gradual)('%s takes a tenth of the calls for five minutes first', (id) => {
    expect(groupOf(id)).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
      DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
    });
    const { CodeDeployLambdaAliasUpdate: moved } = named.get(`${id}Live`)?.UpdatePolicy ?? {};
    expect(refersTo(moved.DeploymentGroupName)).toBe(`${id}Releases`);
  });

  it.each(gradual)('%s gives them back at its first error, whatever the old one does', (id) => {
    expect(groupOf(id)?.AutoRollbackConfiguration).toEqual({
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
    });
    expect(groupOf(id)?.AlarmConfiguration.Enabled).toBe(true);
    const own = alarmsOf(id).find(({ Properties }) => Properties.MetricName === 'Errors')?.Properties;
    expect(own).toMatchObject({ Namespace: 'AWS/Lambda', Threshold: 1, Period: 60, EvaluationPeriods: 1 });
    const of = (name: string): unknown =>
      own?.Dimensions.find(({ Name }: { Name: string }) => Name === name)?.Value;
    expect(refersTo(of('FunctionName'))).toBe(id);
    expect(JSON.stringify(of('Resource'))).toContain(':live');
    expect(of('ExecutedVersion')).toEqual(named.get(`${id}Live`)?.Properties.FunctionVersion);
  });

  it('gives them back at an error of the API too, where it serves that, and only there', () => {
    const serving = new Set<string>([...routes.map(({ serves }) => serves), 'Authorise']);
    for (const id of gradual)
      expect([id, alarmsOf(id).some(({ Properties }) => Properties.MetricName === '5xx')]).toEqual([
        id,
        serving.has(id),
      ]);
  });

  it.each(atOnce)('%s takes all calls at once: it has too few to try it on', (id) => {
    expect(groupOf(id)).toBeUndefined();
    expect(named.get(`${id}Live`)?.UpdatePolicy).toBeUndefined();
  });

  it('is moved by a role that may do that with the functions of its stack only, before the first one moves', () => {
    const policies = ofType(resources, 'AWS::IAM::Policy').filter(
      ({ Properties }) => refersTo(Properties.Roles) === 'ReleasesRole',
    );
    expect(new Set(policies.map(({ stack }) => stack))).toEqual(new Set(groups.map(({ stack }) => stack)));
    for (const { id, stack, Properties } of policies) {
      const moving = Properties.PolicyDocument.Statement.filter(
        ({ Action }: { Action: unknown }) => Action !== 'cloudwatch:DescribeAlarms',
      );
      const own = groups.filter((group) => group.stack === stack);
      const touched = new Set(
        moving.flatMap(({ Resource }: { Resource: unknown[] }) => Resource.map(refersTo)),
      );
      expect(touched).toEqual(new Set(own.map((group) => group.id.replace(/Releases$/, ''))));
      for (const group of own) expect(group.DependsOn).toContain(id);
    }
  });
});

describe('a new version elsewhere', () => {
  it.each([
    ['on another stage', 'test', {}],
    ['on prod, when alarms are to be mended', 'prod', { atOnce: 'true' }],
  ])('takes all calls at once: %s', (_, stage, settings: Record<string, string>) => {
    const made = synthesised(stage, settings);
    expect(ofType(made, 'AWS::CodeDeploy::DeploymentGroup')).toEqual([]);
    const live = ofType(made, 'AWS::Lambda::Alias');
    expect(live).toHaveLength(aliases.length);
    for (const { UpdatePolicy } of live) expect(UpdatePolicy).toBeUndefined();
  });
});
