import * as z from 'zod';
import type { Resource, RuleModel, RuleTarget } from '../contract.ts';
import { unqualified } from './addresses.ts';
import type { ScheduleModel } from './model.ts';

const targetSchema = z.object({
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
  SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
});

const ruleSchema = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(targetSchema).default([]),
});

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.string().default('ENABLED'),
  Target: targetSchema,
});

function target(given: z.infer<typeof targetSchema>): RuleTarget {
  const { Arn, Input, InputPath, InputTransformer, SqsParameters, DeadLetterConfig } = given;
  return {
    arn: unqualified(Arn),
    ...(Input === undefined ? {} : { input: Input }),
    ...(InputPath === undefined ? {} : { inputPath: InputPath }),
    ...(InputTransformer
      ? {
          inputTransformer: {
            paths: InputTransformer.InputPathsMap,
            template: InputTransformer.InputTemplate,
          },
        }
      : {}),
    ...(SqsParameters ? { messageGroupId: SqsParameters.MessageGroupId } : {}),
    ...(DeadLetterConfig ? { deadLetterArn: DeadLetterConfig.Arn } : {}),
  };
}

/** EventBridge rules, by pattern and by schedule. */
export function readRules(resources: (type: string) => readonly Resource[]): RuleModel[] {
  return resources('AWS::Events::Rule').map(({ logicalId, properties: given }) => {
    const properties = ruleSchema.parse(given);
    return {
      id: logicalId,
      bus: properties.EventBusName.split('/').at(-1) ?? 'default',
      enabled: properties.State.startsWith('ENABLED'),
      targets: properties.Targets.map(target),
      ...(properties.EventPattern ? { pattern: properties.EventPattern } : {}),
      ...(properties.ScheduleExpression ? { schedule: properties.ScheduleExpression } : {}),
    };
  });
}

/** What fires by the clock: rules with a schedule, and schedules of EventBridge Scheduler. */
export function readSchedules(
  resources: (type: string) => readonly Resource[],
  rules: readonly RuleModel[],
): ScheduleModel[] {
  const byRule = rules.flatMap((rule): ScheduleModel[] =>
    rule.enabled && rule.schedule ? [{ id: rule.id, expression: rule.schedule, timezone: 'UTC', rule }] : [],
  );
  const byScheduler = resources('AWS::Scheduler::Schedule').flatMap(
    ({ logicalId, properties }): ScheduleModel[] => {
      const schedule = scheduleSchema.parse(properties);
      if (schedule.State !== 'ENABLED') return [];
      const rule = { id: logicalId, bus: 'default', enabled: true, targets: [target(schedule.Target)] };
      const { ScheduleExpression: expression, ScheduleExpressionTimezone: timezone } = schedule;
      return [{ id: logicalId, expression, timezone, rule }];
    },
  );
  return [...byRule, ...byScheduler];
}
