import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { prefixes } from '../../../shared/wiring.ts';
import { AnalysisCatalogue } from '../constructs/analysis-catalogue.ts';
import { named } from '../constructs/named.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { deadLetters } from '../constructs/queues.ts';
import { Subscriber } from '../constructs/subscriber.ts';
import { wake } from '../constructs/wake.ts';
import type { StateStack } from './state.ts';

/** What became of the leads: events as files without personal data, queries over them, and the report of each day. */
export class ReportStack extends Stack {
  readonly analysisQueue: Queue;
  private readonly state: StateStack;

  constructor(scope: Construct, id: string, { state, ...props }: StackProps & { state: StateStack }) {
    super(scope, id, props);
    this.state = state;
    this.analysisQueue = this.analyse();
    this.report(new AnalysisCatalogue(this, 'Analysis', { state }));
  }

  private analyse(): Queue {
    const { state } = this;
    const { queue, handler } = new Subscriber(this, 'Analysis', {
      state,
      handler: 'Analyse',
      environment: { REPORTS_BUCKET: state.reports.bucketName },
      impact: 'Reports miss events until the messages are driven back.',
      // A file per minute instead of one per event: few large files are what queries are fast on.
      batchSize: 1000,
      windowSeconds: 60,
      maxConcurrency: 5,
    });
    handler.allowWriting(state.reports, prefixes.analysis);
    return queue;
  }

  private report(catalogue: AnalysisCatalogue): void {
    const { state } = this;
    const report = new NodeFunction(this, 'Report', {
      state,
      environment: {
        REPORTS_BUCKET: state.reports.bucketName,
        ATHENA_WORKGROUP: catalogue.workgroup,
        ATHENA_DATABASE: catalogue.database,
        ATHENA_OUTPUT: catalogue.output,
      },
      // Two at once would write the same files.
      single: true,
    });
    catalogue.allowQueries(report);
    report.allowReading(state.reports, prefixes.latestReport);
    report.allowWriting(state.reports, prefixes.reports, prefixes.latestReport);
    report.allowTable('GetItem');
    const failed = deadLetters(this, 'Report', { watch: state, impact: 'The report of a day was not made.' });
    report.allow(['sqs:SendMessage'], failed.queueArn);
    report.live.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: failed.queueArn }) },
    });
    const ended = new Rule(this, 'DayEnded', {
      description: 'Half past two: the day has ended in every time zone that a report is read in',
      schedule: Schedule.cron({ hour: '2', minute: '30' }),
    });
    wake(named(ended, 'DayEnded'), report, { attempts: 10, maxAge: Duration.hours(6), deadLetters: failed });
  }
}
