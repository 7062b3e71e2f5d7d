import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../journeys/local-cloud.ts';
import { doneIn, localModel } from './in-cloud.ts';
import { doEverything } from './journey.ts';
import { compare, type Right } from './least-privilege.ts';
import { permissionsOf } from './policies.ts';

let cloud: LocalCloud;
let permitted: Right[];
let done: Right[];
beforeAll(async () => {
  cloud = await startLocalCloud();
  const model = await localModel();
  permitted = permissionsOf(model);
  await doEverything(cloud, model.buckets.find(({ id }) => id === 'Templates')?.name ?? '');
  done = await doneIn(cloud.base, model);
});
afterAll(() => cloud?.stop());

const nothing = { missing: [], unused: [], wildcard: [] };

describe('the policies of the functions', () => {
  it('permit what the functions do, and nothing else', () => {
    expect(compare(permitted, done)).toEqual(nothing);
  });

  it('exist for each function that logs', () => {
    expect(new Set(permitted.map(({ caller }) => caller))).toEqual(new Set(done.map(({ caller }) => caller)));
  });
});

describe('planted in the policies of a function', () => {
  const own = (): Right => {
    const found = permitted.find(({ caller, action }) => caller === 'Score' && action === 'dynamodb:PutItem');
    if (!found) throw new Error('Score writes no items');
    return found;
  };
  const table = () => own().resource;

  it('one permission more is found', () => {
    const more = { ...own(), action: 'dynamodb:DeleteItem' };
    const unused = [`Score: dynamodb:DeleteItem on ${table()}`];
    expect(compare([...permitted, more], done)).toEqual({ ...nothing, unused });
  });

  it('one permission less is found', () => {
    const less = permitted.filter((right) => right !== own());
    const missing = [`Score: dynamodb:PutItem on ${table()}`];
    expect(compare(less, done)).toEqual({ ...nothing, missing });
  });

  it('a pattern of actions is found', () => {
    const pattern = { ...own(), action: 'dynamodb:Put*' };
    const wildcard = [`Score: dynamodb:Put* on ${table()}`];
    expect(compare([...permitted, pattern], done)).toEqual({ ...nothing, wildcard });
  });
});
