import { describe, expect, it } from 'vitest';
import { ACCOUNT_CONCURRENCY, UNRESERVED } from '../../infra/cdk/concurrency.ts';
import { ofType, synthesised } from './synthesis.ts';

const resources = synthesised('prod');
const lambdas = ofType(resources, 'AWS::Lambda::Function');
const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping');
const queues = mappings.filter(({ id }) => id !== 'StreamMapping');
const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0);
/** Seconds that a request takes when functions start cold; partitions that the stream of a busy table has. */
const slowRequest = 2;
const partitions = 16;

describe('functions that run at the same time', () => {
  it.each(queues.map(({ id, Properties }) => [id, Properties.ScalingConfig?.MaximumConcurrency]))(
    'are limited for what nobody waits for: %s',
    (_, limit) => {
      expect(limit).toBeGreaterThanOrEqual(2);
      expect(limit).toBeLessThanOrEqual(50);
    },
  );

  it('leave room for whoever waits for an answer: all limits together stay below what an account has', () => {
    const stage = resources.find(({ id }) => id === 'DefaultStage')?.Properties.DefaultRouteSettings;
    const requests = Math.max(stage.ThrottlingBurstLimit, stage.ThrottlingRateLimit * slowRequest);
    const stream = mappings.find(({ id }) => id === 'StreamMapping')?.Properties.ParallelizationFactor;
    const onSchedule = 3;
    const work = total(queues.map(({ Properties }) => Properties.ScalingConfig.MaximumConcurrency));
    const sum = requests + work + stream * partitions + onSchedule;
    expect(sum).toBeGreaterThan(400);
    expect(sum).toBeLessThanOrEqual(ACCOUNT_CONCURRENCY - UNRESERVED);
  });

  it('are one where two would do harm, with room kept for that one; nothing else is capped by a reservation', () => {
    const reserved = lambdas.flatMap(({ id, Properties }) =>
      Properties.ReservedConcurrentExecutions === undefined
        ? []
        : [[id, Properties.ReservedConcurrentExecutions]],
    );
    expect(Object.fromEntries(reserved)).toEqual({ Sweep: 1, Report: 1 });
  });

  it('are not reserved on other stages, so that an account that is new can have one', () => {
    for (const { Properties } of ofType(synthesised('test'), 'AWS::Lambda::Function'))
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  });
});
