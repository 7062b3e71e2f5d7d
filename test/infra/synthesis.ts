import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { flags } from '../../infra/cdk/flags.ts';
import { leitwerk } from '../../infra/cdk/leitwerk.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template is looked into, not typed
type Properties = Record<string, any>;
export type Resource = {
  stack: string;
  id: string;
  Type: string;
  Properties: Properties;
  DeletionPolicy?: string;
  DependsOn?: string[];
  UpdatePolicy?: Properties;
};

/** All resources of the system as it would be deployed, without its bundles and without the checks of the CDK. */
export function synthesised(stage: string, settings: Record<string, string> = {}): Resource[] {
  process.env.CDK_VALIDATION = 'false';
  const outdir = mkdtempSync(join(tmpdir(), 'leitwerk-synthesis-'));
  try {
    const context = { ...flags, ...settings, stage, 'aws:cdk:bundling-stacks': [] };
    const app = new App({ analyticsReporting: false, outdir, context });
    leitwerk(app);
    return app.synth().stacks.flatMap(({ id, template }) => resourcesOf(id, template));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const resourcesOf = (
  stack: string,
  template: { Resources: Record<string, Omit<Resource, 'stack' | 'id'>> },
) => Object.entries(template.Resources).map(([id, resource]) => ({ stack, id, ...resource }));

/** The resources of one type. */
export const ofType = (resources: Resource[], type: string): Resource[] =>
  resources.filter((resource) => resource.Type === type);

/** The id of the resource that a value refers to, through the export of another stack too. */
export function refersTo(value: unknown): string | undefined {
  const text = JSON.stringify(value ?? null);
  return (
    /"Ref":"(\w+)"/.exec(text)?.[1] ??
    /"Fn::GetAtt":\["(\w+)"/.exec(text)?.[1] ??
    /ExportsOutput(?:Ref|FnGetAtt)([A-Z]\w*?)(?:Arn|StreamArn|ApiEndpoint)?[0-9A-F]{8}"/.exec(text)?.[1]
  );
}
