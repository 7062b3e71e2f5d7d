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
  /** heading of docs/runbook.md where several alarms share one; the id unless told */
  heading?: string;
};

/** An alarm that says what it costs and where to read on: its id, or what it shares with others, is a heading of docs/runbook.md. */
export class Alarm extends CloudWatchAlarm {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    const { watch, metric, threshold, periods = 1, impact, heading = id } = props;
    super(scope, id, {
      alarmName: `leitwerk-${watch.stage} ${id}`,
      alarmDescription: `${impact} See docs/runbook.md#${heading.toLowerCase()}`,
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
