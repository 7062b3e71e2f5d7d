import { Duration } from 'aws-cdk-lib';
import {
  Alarm as CloudWatchAlarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export type Watch = { stage: string; alarms: ITopic };

export type AlarmProps = {
  watch: Watch;
  metric: IMetric;
  /** alarm from this value on */
  threshold: number;
  /** periods in a row, of the metric's own length; 1 unless told */
  periods?: number;
  /** what a person loses while this lasts */
  impact: string;
};

/** An alarm that says what it costs and where to read on: its id is a heading of docs/runbook.md. */
export class Alarm extends CloudWatchAlarm {
  constructor(scope: Construct, id: string, { watch, metric, threshold, periods = 1, impact }: AlarmProps) {
    super(scope, id, {
      alarmName: `leitwerk-${watch.stage} ${id}`,
      alarmDescription: `${impact} See docs/runbook.md#${id.toLowerCase()}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.addAlarmAction({ bind: () => ({ alarmActionArn: watch.alarms.topicArn }) });
  }
}

export const everyMinute = Duration.minutes(1);
export const everyFiveMinutes = Duration.minutes(5);
