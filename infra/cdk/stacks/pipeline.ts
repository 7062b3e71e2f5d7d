import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { crmEvents } from '../../../shared/rules/connectors.ts';
import { connectionName, parameterPrefix, prefixes, table } from '../../../shared/wiring.ts';
import { named } from '../constructs/named.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { simulationReader } from '../constructs/simulation-reader.ts';
import { streamReader } from '../constructs/stream-reader.ts';
import { Subscriber } from '../constructs/subscriber.ts';
import { SystemConnection } from '../constructs/system-connection.ts';
import { wake } from '../constructs/wake.ts';
import type { MailStack } from './mail.ts';
import type { StateStack } from './state.ts';

export type PipelineStackProps = StackProps & {
  state: StateStack;
  mail: MailStack;
  analysisQueue: Queue;
  /** writes reports and audits days */
  reporter: NodeFunction;
  /** issuer of staff tokens */
  issuer: string;
};

/** From the stored event to the owner: what the stream tells is dispatched, scored, routed, told and watched in time. */
export class PipelineStack extends Stack {
  readonly bus: EventBus;
  private readonly state: StateStack;
  private readonly reporter: NodeFunction;

  constructor(
    scope: Construct,
    id: string,
    { state, mail, analysisQueue, reporter, issuer, ...props }: PipelineStackProps,
  ) {
    super(scope, id, props);
    this.state = state;
    this.reporter = reporter;
    this.bus = named(new EventBus(this, 'Bus', { eventBusName: `leitwerk-${state.stage}` }), 'Bus');
    const notifyQueue = this.notify(mail);
    const queues = {
      SCORE_QUEUE: this.score(),
      RECOGNISE_QUEUE: this.recognise(),
      FULFIL_QUEUE: mail.fulfilQueue,
      ROUTE_QUEUE: this.route(this.turn()),
      NOTIFY_QUEUE: notifyQueue,
      ANALYSIS_QUEUE: analysisQueue,
      ERASE_QUEUE: this.erase(),
    };
    this.dispatch(queues);
    this.crm();
    this.rules(mail, issuer);
    this.sweep(this.due(), notifyQueue);
  }

  private dispatch(
    queues: Record<
      | 'SCORE_QUEUE'
      | 'RECOGNISE_QUEUE'
      | 'FULFIL_QUEUE'
      | 'ROUTE_QUEUE'
      | 'NOTIFY_QUEUE'
      | 'ANALYSIS_QUEUE'
      | 'ERASE_QUEUE',
      Queue
    >,
  ): void {
    const dispatch = new NodeFunction(this, 'Dispatch', {
      state: this.state,
      environment: {
        SCORE_QUEUE: queues.SCORE_QUEUE.queueUrl,
        RECOGNISE_QUEUE: queues.RECOGNISE_QUEUE.queueUrl,
        FULFIL_QUEUE: queues.FULFIL_QUEUE.queueUrl,
        ROUTE_QUEUE: queues.ROUTE_QUEUE.queueUrl,
        NOTIFY_QUEUE: queues.NOTIFY_QUEUE.queueUrl,
        ANALYSIS_QUEUE: queues.ANALYSIS_QUEUE.queueUrl,
        ERASE_QUEUE: queues.ERASE_QUEUE.queueUrl,
        BUS: this.bus.eventBusName,
      },
    });
    dispatch.allow(['sqs:SendMessage'], ...Object.values(queues).map((queue) => queue.queueArn));
    dispatch.allow(['events:PutEvents'], this.bus.eventBusArn);
    streamReader(this, dispatch, this.state);
  }

  private score(): Queue {
    const { queue, handler } = new Subscriber(this, 'Score', {
      state: this.state,
      handler: 'Score',
      environment: { RULES_BUCKET: this.state.rules.bucketName },
      impact: 'Leads stay unscored and reach nobody.',
      batchSize: 10,
      maxConcurrency: 50,
    });
    handler.allowTable('GetItem', 'PutItem', 'Query');
    handler.allowReading(this.state.rules, prefixes.ruleArchive);
    return queue;
  }

  private recognise(): Queue {
    const { queue, handler } = new Subscriber(this, 'Recognise', {
      state: this.state,
      handler: 'Recognise',
      environment: {},
      impact: 'One person stays several leads, perhaps with several owners.',
      batchSize: 10,
      maxConcurrency: 10,
    });
    handler.allowTable('GetItem', 'Query', 'PutItem', 'BatchWriteItem');
    return queue;
  }

  private route(turnQueue: Queue): Queue {
    const { queue, handler } = new Subscriber(this, 'Route', {
      state: this.state,
      handler: 'Route',
      environment: { TURN_QUEUE: turnQueue.queueUrl },
      impact: 'Qualified leads are in no pool.',
      batchSize: 10,
      maxConcurrency: 20,
    });
    handler.allowTable('GetItem');
    handler.allow(['sqs:SendMessage'], turnQueue.queueArn);
    return queue;
  }

  private turn(): Queue {
    const { queue, handler } = new Subscriber(this, 'Turn', {
      state: this.state,
      handler: 'Turn',
      environment: {},
      impact: 'Leads of a pool wait without an owner; later ones of the same pool go first.',
      batchSize: 10,
      maxConcurrency: 20,
      fifo: true,
    });
    handler.allowTable('GetItem', 'BatchGetItem', 'Query', 'PutItem');
    handler.allowIndex(table.indexes.owners.name);
    return queue;
  }

  private notify(mail: MailStack): Queue {
    const { queue, handler } = new Subscriber(this, 'Notify', {
      state: this.state,
      handler: 'Notify',
      environment: { ...mail.senderEnvironment, ...mail.linkEnvironment },
      impact: 'Owners do not know of their leads, the process owner not of delays.',
      batchSize: 10,
      maxConcurrency: 10,
    });
    handler.allowTable('GetItem', 'Query', 'PutItem', 'DeleteItem');
    mail.allowSending(handler);
    handler.allowSecret(this.state.linkSecret);
    return queue;
  }

  private erase(): Queue {
    const { state } = this;
    const { queue, handler } = new Subscriber(this, 'Erase', {
      state,
      handler: 'Erase',
      environment: { RAW_BUCKET: state.raw.bucketName, ARCHIVE_BUCKET: state.archive.bucketName },
      impact: 'Somebody whose data are to be erased is still known.',
      batchSize: 1,
      maxConcurrency: 2,
    });
    handler.allowTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem');
    handler.allowIndex(table.indexes.register.name);
    handler.allowRemoving(
      state.raw,
      prefixes.inboundMail,
      prefixes.inquiries,
      prefixes.imports,
      prefixes.droppedLists,
    );
    handler.allowWriting(state.archive, prefixes.kept);
    return queue;
  }

  /** Told over the bus: who else listens there gets the same events. */
  private crm(): void {
    const { state } = this;
    const { queue, handler } = new Subscriber(this, 'Crm', {
      state,
      handler: 'Crm',
      environment: { CONNECTOR_KEYS: state.connectorKeys.secretArn },
      impact: 'The CRM does not know what became of leads.',
      batchSize: 10,
      maxConcurrency: 5,
    });
    handler.allowTable('GetItem');
    handler.allowSecret(state.connectorKeys);
    named(
      new Rule(this, 'LeadMoved', {
        description: 'What connectors are told',
        eventBus: this.bus,
        eventPattern: { source: ['leitwerk'], detailType: [...crmEvents] },
        targets: [new SqsQueue(queue)],
      }),
      'LeadMoved',
    );
  }

  private due(): Queue {
    const { queue, handler } = new Subscriber(this, 'Due', {
      state: this.state,
      handler: 'Due',
      environment: {},
      impact: 'A deadline passes without reminder or next owner.',
      batchSize: 10,
      maxConcurrency: 50,
    });
    handler.allowTable('GetItem', 'PutItem');
    return queue;
  }

  private sweep(dueQueue: Queue, notifyQueue: Queue): void {
    const sweep = new NodeFunction(this, 'Sweep', {
      state: this.state,
      environment: { DUE_QUEUE: dueQueue.queueUrl, NOTIFY_QUEUE: notifyQueue.queueUrl },
      // It finds what was lost, so nothing may keep it from running; two at once would fill the queue twice.
      single: true,
    });
    sweep.allowIndex(table.indexes.worklist.name);
    sweep.allow(['sqs:SendMessage'], dueQueue.queueArn, notifyQueue.queueArn);
    sweep.alarmOnErrors('Deadlines are seen late, and what a lost message left undone stays undone.');
    const minute = new Rule(this, 'MinutePassed', { schedule: Schedule.rate(Duration.minutes(1)) });
    // The next minute looks at the same list again: a firing that failed is not worth a second try.
    sweep.live.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    wake(named(minute, 'MinutePassed'), sweep, { attempts: 0, maxAge: Duration.minutes(1) });
  }

  private rules(mail: MailStack, issuer: string): void {
    const { state } = this;
    const prefix = parameterPrefix(state.stage);
    const parameter = (name: string) =>
      this.formatArn({
        service: 'ssm',
        resource: 'parameter',
        resourceName: `leitwerk/${state.stage}${name}`,
      });
    const rules = new NodeFunction(this, 'Rules', {
      state,
      environment: {
        RULES_BUCKET: state.rules.bucketName,
        PARAMETER_PREFIX: prefix,
        ...mail.senderEnvironment,
      },
    });
    rules.allow(['ssm:GetParametersByPath'], parameter(''));
    rules.allow(['ssm:PutParameter'], parameter('/status/*'));
    rules.allowTable('GetItem', 'PutItem');
    rules.allowWriting(state.rules, prefixes.ruleArchive);
    rules.allowReading(state.rules, prefixes.largeDocuments, prefixes.ruleArchive);
    mail.allowSending(rules);
    rules.alarmOnErrors('Changed rules do not become active; the last good ones go on deciding.');
    const changed = new Rule(this, 'ParameterChanged', {
      description: 'An administrator changed a document',
      eventPattern: {
        source: ['aws.ssm'],
        detailType: ['Parameter Store Change'],
        detail: {
          name: [
            { prefix: `${prefix}rules/` },
            { prefix: `${prefix}directory/` },
            { prefix: `${prefix}approved/` },
            connectionName(state.stage),
          ],
          operation: ['Create', 'Update', 'Delete'],
        },
      },
    });
    const looked = new Rule(this, 'RulesLookedAt', {
      description: 'Catches a change of which no event told',
      schedule: Schedule.rate(Duration.minutes(5)),
    });
    const soon = { attempts: 2, maxAge: Duration.minutes(5) };
    wake(named(changed, 'ParameterChanged'), rules, soon);
    wake(named(looked, 'RulesLookedAt'), rules, soon);
    // The documents came before anything listened: what is written last lets the rules look for the first time.
    new SystemConnection(this, 'Connection', {
      state,
      mail,
      issuer,
      reader: simulationReader(this, state),
      reporter: this.reporter,
    }).node.addDependency(changed);
  }
}
