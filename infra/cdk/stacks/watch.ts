import { Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { Alarm, everyFiveMinutes } from '../constructs/alarm.ts';
import { named } from '../constructs/named.ts';
import type { IntakeStack } from './intake.ts';
import type { StateStack } from './state.ts';

export type WatchStackProps = StackProps & { state: StateStack; intake: IntakeStack };

/** What nobody can see by looking at one part: the API as its callers find it, the reputation as a sender, the whole at a glance. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { state, intake, ...props }: WatchStackProps) {
    super(scope, id, props);
    const answers5xx = intake.api.metricServerError({ period: everyFiveMinutes, statistic: 'sum' });
    const bounces = reputation('BounceRate');
    const complaints = reputation('ComplaintRate');
    new Alarm(this, 'ApiErrors', {
      watch: state,
      impact: 'Forms, pages or staff get errors instead of answers.',
      metric: answers5xx,
      threshold: 1,
    });
    // SES puts a sender under review from 5 % bounces and 0.1 % complaints on; half of it leaves time to act.
    new Alarm(this, 'MailBounces', {
      watch: state,
      impact: 'At twice this rate the provider stops all our mails.',
      metric: bounces,
      threshold: 0.025,
    });
    new Alarm(this, 'MailComplaints', {
      watch: state,
      impact: 'At twice this rate the provider stops all our mails.',
      metric: complaints,
      threshold: 0.0005,
    });
    this.dashboard(state, [
      ['API', [intake.api.metricCount({ period: everyFiveMinutes }), answers5xx]],
      ['Reputation as a sender', [bounces, complaints]],
    ]);
  }

  private dashboard(state: StateStack, graphs: [string, IMetric[]][]): void {
    named(
      new Dashboard(this, 'Dashboard', {
        dashboardName: `leitwerk-${state.stage}`,
        widgets: [graphs.map(([title, left]) => new GraphWidget({ title, left, width: 12 }))],
      }),
      'Dashboard',
    );
  }
}

const reputation = (rate: 'BounceRate' | 'ComplaintRate') =>
  new Metric({
    namespace: 'AWS/SES',
    metricName: `Reputation.${rate}`,
    statistic: 'max',
    period: everyFiveMinutes,
  });
