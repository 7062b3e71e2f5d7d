import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema).default({}),
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});

const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })).default({}),
});

export type Template = z.infer<typeof templateSchema> & { readonly stack: string };

export interface Assembly {
  readonly templates: readonly Template[];
  /** Asset hash (the name of the uploaded zip without its ending) → folder or file on this disk. */
  readonly assets: ReadonlyMap<string, string>;
}

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
        })
        .default({}),
    }),
  ),
});

/** Reads every stack's template and asset list from a folder that `cdk synth` has filled. */
export function readAssembly(folder: string): Assembly {
  const parse = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const templates: Template[] = [];
  const assets = new Map<string, string>();
  for (const [id, { type, properties }] of Object.entries(
    manifestSchema.parse(parse('manifest.json')).artifacts,
  )) {
    const { templateFile, stackName = id, file } = properties;
    if (type === 'aws:cloudformation:stack' && templateFile) {
      templates.push({ stack: stackName, ...templateSchema.parse(parse(templateFile)) });
    }
    if (type !== 'cdk:asset-manifest' || !file) continue;
    for (const [hash, { source }] of Object.entries(assetsSchema.parse(parse(file)).files)) {
      if (source.path) assets.set(hash, join(folder, source.path));
    }
  }
  return { templates, assets };
}
