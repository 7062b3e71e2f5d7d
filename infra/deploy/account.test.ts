import { expect, it } from 'vitest';
import { roomIn } from './account.ts';
import { DeployFailure } from './options.ts';

const allowing = (limit: number) => async () =>
  JSON.stringify({ AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: limit } });

it.each([
  ['prod', 1000],
  ['prod', 5000],
  ['test', 10],
])('the stage %s deploys where %i functions may run at the same time', async (stage, limit) => {
  await expect(roomIn(stage, allowing(limit))).resolves.toBeUndefined();
});

it.each([10, 999])('the stage prod does not where %i may, and says what to ask for', async (limit) => {
  await expect(roomIn('prod', allowing(limit))).rejects.toThrow(DeployFailure);
  await expect(roomIn('prod', allowing(limit))).rejects.toThrow(/Service Quotas.*Concurrent executions/);
});
