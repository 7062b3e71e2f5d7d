import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuntimeModel } from '../../infra/local/template/model.ts';
import { type LocalCloud, startLocalCloud } from '../journeys/local-cloud.ts';
import { doneIn, localModel } from './in-cloud.ts';
import { doEverything } from './journey.ts';
import { compare, type Right } from './least-privilege.ts';
import { permissionsOf } from './policies.ts';

let cloud: LocalCloud;
let model: RuntimeModel;
let done: Right[];
beforeAll(async () => {
  cloud = await startLocalCloud();
  model = await localModel();
  const bucket = (name: string) => model.buckets.find(({ id }) => id === name)?.name ?? '';
  await doEverything(cloud, { templates: bucket('Templates'), rules: bucket('RuleArchive') });
  done = await doneIn(cloud.base, model);
});
afterAll(() => cloud?.stop());

const nothing = { missing: [], unused: [], wildcard: [] };

describe('the policies of the functions', () => {
  it('permit what the functions do, and nothing else', () => {
    expect(compare(permissionsOf(model), done)).toEqual(nothing);
  });

  it('are those of all functions', () => {
    const callers = new Set(permissionsOf(model).map(({ caller }) => caller));
    expect(callers).toEqual(new Set(model.functions.map(({ name }) => name)));
  });
});

describe('planted in the policy by which leads are scored', () => {
  /** The templates, but with another text in that policy. */
  const planted = (text: string, instead: string): RuntimeModel => ({
    ...model,
    resources: (type) =>
      model.resources(type).map((resource) => {
        if (type !== 'AWS::IAM::Policy' || !resource.logicalId.includes('ScoreRole')) return resource;
        const written = JSON.stringify(resource.properties);
        expect(written).toContain(text);
        return { ...resource, properties: JSON.parse(written.replace(text, instead)) };
      }),
  });
  const found = (text: string, instead: string) => compare(permissionsOf(planted(text, instead)), done);
  const score = (action: string) => [`Score: ${action} on ${model.tables[0]?.streamArn.split('/stream')[0]}`];
  const put = '"dynamodb:PutItem"';

  it('one permission more is found', () => {
    const unused = score('dynamodb:DeleteItem');
    expect(found(put, `${put},"dynamodb:DeleteItem"`)).toEqual({ ...nothing, unused });
  });

  it('one permission less is found', () => {
    const missing = score('dynamodb:PutItem');
    expect(found(`,${put}`, '')).toEqual({ ...nothing, missing });
  });

  it('a pattern of actions is found', () => {
    const wildcard = score('dynamodb:Put*');
    expect(found(put, `${put},"dynamodb:Put*"`)).toEqual({ ...nothing, wildcard });
  });

  it('what is said in a way that is not understood is no permission but an error', () => {
    expect(() => found('"Action"', '"NotAction"')).toThrow('NotAction');
  });
});
