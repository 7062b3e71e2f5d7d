import { Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { Alarm, everyFiveMinutes } from '../constructs/alarm.ts';
import { named } from '../constructs/named.ts';
import type { IntakeStack } from './intake.ts';
import type { StateStack } from './state.ts';

export type WatchStackProps = StackProps & { state: StateStack; intake: IntakeStack };
type Graph = [title: string, metrics: IMetric[]];

const sum = { period: everyFiveMinutes, statistic: 'sum' };
const bounces = reputation('BounceRate');
const complaints = reputation('ComplaintRate');

/** What nobody sees by looking at one part: the reputation as a sender, the whole at a glance. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { state, intake, ...props }: WatchStackProps) {
    super(scope, id, props);
    // SES puts a sender under review from 5 % bounces and 0.1 % complaints on; half of that leaves time to act.
    const impact = 'At twice this rate the provider stops all our mails.';
    new Alarm(this, 'MailBounces', { watch: state, impact, metric: bounces, threshold: 0.025 });
    new Alarm(this, 'MailComplaints', { watch: state, impact, metric: complaints, threshold: 0.0005 });
    named(
      new Dashboard(this, 'Dashboard', {
        dashboardName: `leitwerk-${state.stage}`,
        widgets: inPairs([...graphsOf(intake, state), ...graphsByName(state.stage)]),
      }),
      'Dashboard',
    );
  }
}

function graphsOf({ api }: IntakeStack, { table }: StateStack): Graph[] {
  const operations = [Operation.PUT_ITEM, Operation.QUERY, Operation.TRANSACT_WRITE_ITEMS];
  return [
    ['Requests', [api.metricCount(sum), api.metricClientError(sum), api.metricServerError(sum)]],
    [
      'Milliseconds per request, p50 and p99',
      ['p50', 'p99'].map((statistic) => api.metricLatency({ statistic })),
    ],
    [
      'Units of the table',
      [table.metricConsumedWriteCapacityUnits(sum), table.metricConsumedReadCapacityUnits(sum)],
    ],
    ['Throttled at the table', [table.metricThrottledRequestsForOperations({ ...sum, operations })]],
    ['Reputation as a sender', [bounces, complaints]],
  ];
}

/** What functions and queues report, found by the names that start like those of this system: no list to keep. */
function graphsByName(stage: string): Graph[] {
  const search = (dimension: string, metric: string, statistic: string): IMetric[] => [
    new MathExpression({
      expression: `SEARCH('{${dimension}} MetricName="${metric}" leitwerk ${stage}', '${statistic}', 300)`,
      period: everyFiveMinutes,
    }),
  ];
  const queue = 'AWS/SQS,QueueName';
  const lambda = 'AWS/Lambda,FunctionName';
  return [
    ['Waiting messages', search(queue, 'ApproximateNumberOfMessagesVisible', 'Maximum')],
    ['Oldest message in seconds', search(queue, 'ApproximateAgeOfOldestMessage', 'Maximum')],
    ['Errors of functions', search(lambda, 'Errors', 'Sum')],
    ['Milliseconds of functions, p90', search(lambda, 'Duration', 'p90')],
    ['Age of the stream in milliseconds', search(lambda, 'IteratorAge', 'Maximum')],
  ];
}

function inPairs(graphs: Graph[]): GraphWidget[][] {
  const widgets = graphs.map(([title, left]) => new GraphWidget({ title, left, width: 12 }));
  return widgets.flatMap((_, n) => (n % 2 === 0 ? [widgets.slice(n, n + 2)] : []));
}

function reputation(rate: 'BounceRate' | 'ComplaintRate'): Metric {
  return new Metric({
    namespace: 'AWS/SES',
    metricName: `Reputation.${rate}`,
    statistic: 'max',
    period: everyFiveMinutes,
  });
}
