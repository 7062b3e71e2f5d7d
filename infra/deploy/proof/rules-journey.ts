import * as z from 'zod';
import { ssmParameters } from '../../../shared/adapters/aws/ssm-parameters.ts';
import { parameterPrefix } from '../../../shared/wiring.ts';
import { standing } from '../rules-in-force.ts';
import { equal, eventually, type Steps } from './steps.ts';

const Deadlines = z.looseObject({ clocks: z.record(z.string(), z.looseObject({})) });

/** Documents changed in Parameter Store: a good one comes into force, a broken one is refused with its reason. */
export async function proveRules(steps: Steps, stage: string): Promise<void> {
  const parameters = ssmParameters();
  const prefix = parameterPrefix(stage);
  const read = async (name: string) =>
    (await parameters.under(prefix)).find((one) => one.name === name)?.value ?? '';
  const settled = (what: string, refused: string[]) =>
    eventually(what, async () => {
      const now = standing(await parameters.under(prefix));
      return now.pending.length === 0 && now.refused.join() === refused.join() ? true : undefined;
    });

  await steps.run('a changed parameter comes into force: owners are reminded at once', async () => {
    const deadlines = Deadlines.parse(JSON.parse(await read('rules/deadlines')));
    const atOnce = { counted: 'calendar', target: 'PT0M', limit: 'PT2H' };
    deadlines.clocks.acceptance = { ...deadlines.clocks.acceptance, ...atOnce };
    await parameters.put(`${prefix}rules/deadlines`, JSON.stringify(deadlines));
    await settled('in force', []);
  });

  await steps.run('a broken one is refused, the status says why', async () => {
    const good = await read('rules/routing');
    await parameters.put(`${prefix}rules/routing`, good.replace('"when": "', '"when": "lead.contry == '));
    await settled('refused', ['routing']);
    equal('the status names the place', /rules|when/.test(await read('status/routing')), true);
    await parameters.put(`${prefix}rules/routing`, good);
    await settled('in force again', []);
  });
}
