import type { ControlAnswer, ControlRoute } from '../../contract.ts';
import { json, problem } from '../answers.ts';
import { parseJson } from '../json.ts';
import { AwsRefusal } from '../json-service.ts';
import type { ParameterStore } from './parameter-store.ts';

/** Parameter Store for people and checks: list of names, a value as text, PUT of the raw value. */
export function parameterRoutes(parameters: ParameterStore): ControlRoute[] {
  return [
    {
      method: 'GET',
      path: '/_local/parameters',
      handle: async () =>
        json(
          200,
          parameters.list('').map(({ name }) => name),
        ),
    },
    {
      method: 'GET',
      path: '/_local/parameters/{name+}',
      handle: async ({ params }) => {
        const parameter = parameters.get(fullName(params.name));
        if (!parameter) return problem(404, `There is no parameter ${fullName(params.name)}`);
        return valueAnswer(parameter.value);
      },
    },
    {
      method: 'PUT',
      path: '/_local/parameters/{name+}',
      handle: async ({ params, body }) => putValue(parameters, fullName(params.name), body.toString('utf8')),
    },
  ];
}

function fullName(name = ''): string {
  return `/${name.replace(/^\/+/, '')}`;
}

function valueAnswer(value: string): ControlAnswer {
  const type = parseJson(value) === undefined ? 'text/plain' : 'application/json';
  return { status: 200, headers: { 'content-type': `${type}; charset=utf-8` }, body: value };
}

/** Keeps a value as an administrator would: the tier grows with the value, up to 8 KB. */
function putValue(parameters: ParameterStore, name: string, value: string): ControlAnswer {
  try {
    const type = parameters.get(name)?.type ?? 'String';
    const kept = parameters.put({ name, value, type, tier: 'Intelligent-Tiering', overwrite: true });
    return json(200, { name, version: kept.version, tier: kept.tier });
  } catch (fault) {
    if (!(fault instanceof AwsRefusal)) throw fault;
    return problem(400, fault.message);
  }
}
