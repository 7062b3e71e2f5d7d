import * as z from 'zod';
import type { CloudModel, Service } from '../../contract.ts';
import { AwsRefusal, jsonService } from '../json-service.ts';
import type { Parameter, ParameterStore } from './parameter-store.ts';

const Named = z.object({ Name: z.string() });
const ManyNamed = z.object({ Names: z.array(z.string()).min(1).max(10) });
const ByPath = z.object({
  Path: z.string(),
  Recursive: z.boolean().default(false),
  MaxResults: z.number().int().min(1).max(10).default(10),
  NextToken: z.string().optional(),
});
const Put = z.object({
  Name: z.string(),
  Value: z.string(),
  Type: z.enum(['String', 'StringList', 'SecureString']).optional(),
  Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).optional(),
  Overwrite: z.boolean().default(false),
});

/** Parameter Store's API on the local store: get, list by path with pages of at most ten, put and delete. */
export function createSsmService(
  parameters: ParameterStore,
  model: Pick<CloudModel, 'region' | 'account'>,
): Service {
  const show = (parameter: Parameter) => describe(parameter, model);
  return jsonService('ssm', {
    GetParameter: (request) => {
      const name = plainName(read(Named, request).Name);
      const parameter = parameters.get(name);
      if (!parameter) throw new AwsRefusal('ParameterNotFound', '');
      return { Parameter: show(parameter) };
    },
    GetParameters: (request) => {
      const names = read(ManyNamed, request).Names;
      const found = names.flatMap((name) => parameters.get(plainName(name)) ?? []);
      const missing = names.filter((name) => !parameters.get(plainName(name)));
      return { Parameters: found.map(show), InvalidParameters: missing };
    },
    GetParametersByPath: (request) => pageByPath(parameters, read(ByPath, request), show),
    PutParameter: (request) => {
      const { Name: name, Value: value, Type: type, Tier: tier, Overwrite: overwrite } = read(Put, request);
      const kept = parameters.put({ name, value, type, tier, overwrite });
      return { Version: kept.version, Tier: kept.tier };
    },
    DeleteParameter: (request) => {
      if (!parameters.delete(plainName(read(Named, request).Name)))
        throw new AwsRefusal('ParameterNotFound', '');
      return {};
    },
    DeleteParameters: (request) => {
      const names = read(ManyNamed, request).Names;
      const deleted = names.filter((name) => parameters.delete(plainName(name)));
      return {
        DeletedParameters: deleted,
        InvalidParameters: names.filter((name) => !deleted.includes(name)),
      };
    },
  });
}

function read<T>(schema: z.ZodType<T>, request: unknown): T {
  const parsed = schema.safeParse(request);
  if (!parsed.success) throw new AwsRefusal('ValidationException', z.prettifyError(parsed.error));
  return parsed.data;
}

/** A parameter may be named by its ARN; the name begins behind `:parameter`. */
function plainName(name: string): string {
  return name.startsWith('arn:') ? name.slice(name.indexOf(':parameter') + ':parameter'.length) : name;
}

function pageByPath(
  parameters: ParameterStore,
  request: z.infer<typeof ByPath>,
  show: (parameter: Parameter) => unknown,
): unknown {
  const path = request.Path.endsWith('/') ? request.Path : `${request.Path}/`;
  const all = parameters
    .list(path)
    .filter(({ name }) => request.Recursive || !name.slice(path.length).includes('/'))
    // the token is the last name given, so a page does not shift when parameters come and go
    .filter(({ name }) => request.NextToken === undefined || name > request.NextToken);
  const page = all.slice(0, request.MaxResults);
  const last = page.at(-1)?.name;
  return { Parameters: page.map(show), ...(all.length > page.length && { NextToken: last }) };
}

function describe(parameter: Parameter, model: Pick<CloudModel, 'region' | 'account'>): unknown {
  const { name, type, value, version, modifiedAt } = parameter;
  return {
    Name: name,
    Type: type,
    Value: value,
    Version: version,
    // JSON 1.1 carries times as seconds since 1970
    LastModifiedDate: Date.parse(modifiedAt) / 1000,
    ARN: `arn:aws:ssm:${model.region}:${model.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
    DataType: 'text',
  };
}
