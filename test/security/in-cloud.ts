import { synthesise } from '../../infra/local/synthesis.ts';
import type { RuntimeModel } from '../../infra/local/template/model.ts';
import { readModel } from '../../infra/local/template/read-model.ts';
import { readAssembly } from '../../infra/local/template/templates.ts';
import { Recorded, usesOf } from './calls.ts';
import { compare, type Right } from './least-privilege.ts';
import { onBehalf } from './on-behalf.ts';
import { permissionsOf } from './policies.ts';

/** Region and account of the local cloud; the two addresses occur in no policy. */
const place = {
  region: 'eu-central-1',
  account: '000000000000',
  endpoint: 'http://127.0.0.1',
  publicUrl: 'http://127.0.0.1',
};

/** What the local cloud runs: the templates as they are synthesised for it. */
export async function localModel(): Promise<RuntimeModel> {
  const { folder } = await synthesise('local');
  return readModel(readAssembly(folder), place, 'local');
}

/** What functions have done without a permission, which the local cloud lets pass and AWS would not. */
export async function unpermitted(base: string): Promise<readonly string[]> {
  const model = await localModel();
  return compare(permissionsOf(model), await doneIn(base, model)).missing;
}

/** What the functions have done since the start, and what was done on their behalf. */
export async function doneIn(base: string, model: RuntimeModel): Promise<Right[]> {
  const answer = await fetch(`${base}/_local/calls`);
  const called = usesOf(Recorded.parse(await answer.json()).calls, model);
  return [...called, ...onBehalf.flatMap((one) => one.uses(model, called))];
}
