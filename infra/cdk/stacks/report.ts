import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { prefixes, table } from '../../../shared/wiring.ts';
import { Alarm, everyFiveMinutes } from '../constructs/alarm.ts';
import { AnalysisCatalogue } from '../constructs/analysis-catalogue.ts';
import { named } from '../constructs/named.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { deadLetters } from '../constructs/queues.ts';
import { Subscriber } from '../constructs/subscriber.ts';
import { wake } from '../constructs/wake.ts';
import type { MailStack } from './mail.ts';
import type { StateStack } from './state.ts';

/** What became of the leads: events as files without personal data, queries over them, and the report of each day. */
export class ReportStack extends Stack {
  readonly analysisQueue: Queue;
  /** writes reports and audits days, also when asked */
  readonly reporter: NodeFunction;
  private readonly state: StateStack;
  private readonly mail: MailStack;

  constructor(
    scope: Construct,
    id: string,
    { state, mail, ...props }: StackProps & { state: StateStack; mail: MailStack },
  ) {
    super(scope, id, props);
    this.state = state;
    this.mail = mail;
    this.analysisQueue = this.analyse();
    this.reporter = this.report(new AnalysisCatalogue(this, 'Analysis', { state }));
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

  private report(catalogue: AnalysisCatalogue): NodeFunction {
    const { state } = this;
    const report = new NodeFunction(this, 'Report', {
      state,
      environment: {
        RAW_BUCKET: state.raw.bucketName,
        REPORTS_BUCKET: state.reports.bucketName,
        ATHENA_WORKGROUP: catalogue.workgroup,
        ATHENA_DATABASE: catalogue.database,
        ATHENA_OUTPUT: catalogue.output,
        ...this.mail.senderEnvironment,
      },
      // Two at once would write the same files.
      single: true,
    });
    catalogue.allowQueries(report);
    report.allowReading(state.reports, prefixes.latestReport);
    report.allowWriting(state.reports, prefixes.reports, prefixes.latestReport);
    report.allowTable('GetItem', 'BatchGetItem', 'PutItem');
    this.mail.allowSending(report);
    report.allowIndex(table.indexes.register.name);
    report.allow(['s3:ListBucket'], state.raw.bucketArn);
    this.alarmOnMissing(report);
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
    return report;
  }

  /** The audit of a day says in the log that it found something; the line becomes a figure, and the figure an alarm. */
  private alarmOnMissing(report: NodeFunction): void {
    const found = new MetricFilter(this, 'AuditFound', {
      logGroup: report.logs,
      filterPattern: FilterPattern.stringValue('$.code', '=', 'audit-missing'),
      metricNamespace: 'Leitwerk',
      metricName: `AuditMissing-${this.state.stage}`,
    });
    new Alarm(this, 'AuditMissing', {
      watch: this.state,
      impact: 'The records of a day do not agree on an inquiry: it may be lost.',
      metric: found.metric({ statistic: 'sum', period: everyFiveMinutes }),
      threshold: 1,
    });
  }
}
