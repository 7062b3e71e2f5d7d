import { ArnFormat, Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  ReceiptRule,
  ReceiptRuleSet,
  SuppressionReasons,
  TlsPolicy,
} from 'aws-cdk-lib/aws-ses';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { prefixes } from '../../../shared/wiring.ts';
import { named } from '../constructs/named.ts';
import type { NodeFunction } from '../constructs/node-function.ts';
import { Subscriber } from '../constructs/subscriber.ts';
import type { StateStack } from './state.ts';

export type MailStackProps = StackProps & {
  state: StateStack;
  publicUrl: string;
  /** the domain that sends, and that receives unless `recipients` says otherwise */
  domain: string;
  /** the address at that domain that mails come from */
  sender: string;
  /** addresses and domains whose mail is taken in; none: all that reaches this account */
  recipients: string[];
};

/** Mail in both directions: received ones become inquiries, sent ones answer them, and the provider tells what became of those. */
export class MailStack extends Stack {
  readonly configurationSet: ConfigurationSet;
  /** for mails to people who allow us to hear of what they open */
  private readonly followed: ConfigurationSet;
  readonly fulfilQueue: Queue;
  readonly publicUrl: string;
  readonly recipients: string[];
  /** name of the receipt rules: an account has one active set */
  readonly receiptRules: string;
  private readonly state: StateStack;
  private readonly domain: string;
  private readonly sender: string;

  constructor(scope: Construct, id: string, props: MailStackProps) {
    const { state, publicUrl, domain, sender, recipients, ...rest } = props;
    super(scope, id, rest);
    this.state = state;
    this.domain = domain;
    this.sender = sender;
    this.publicUrl = publicUrl;
    this.recipients = recipients;
    this.configurationSet = this.reported('ConfigurationSet', []);
    this.followed = this.reported('Followed', [EmailSendingEvent.OPEN, EmailSendingEvent.CLICK]);
    this.sendingDomain();
    this.fulfilQueue = this.fulfil();
    this.mailEvents();
    this.receiptRules = this.receive(this.inbound());
  }

  /** What a function is told that sends mails. */
  get senderEnvironment() {
    return {
      CONFIGURATION_SET: this.configurationSet.configurationSetName,
      SENDER: this.sender,
    };
  }

  /** What a function is told whose mails hold personal links. */
  get linkEnvironment() {
    return { PUBLIC_URL: this.publicUrl, LINK_SECRET: this.state.linkSecret.secretArn };
  }

  /** Permits a function to send mails from the domain. @param sets under which */
  allowSending(sender: NodeFunction, sets: readonly ConfigurationSet[] = [this.configurationSet]): void {
    const ses = (resource: string, resourceName: string) =>
      this.formatArn({ service: 'ses', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    sender.allow(
      ['ses:SendRawEmail'],
      ses('identity', this.domain),
      ...sets.map(({ configurationSetName }) => ses('configuration-set', configurationSetName)),
    );
  }

  /** A set of mails of which the provider tells what became of them. @param more what else it is to tell */
  private reported(id: string, more: readonly EmailSendingEvent[]): ConfigurationSet {
    const set = named(
      new ConfigurationSet(this, id, {
        // Answers carry names: rather a bounce that somebody sees than a mail in clear text.
        tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
        reputationMetrics: true,
        suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      }),
      id,
    );
    set.addEventDestination('ToEventBridge', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(set, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        ...more,
      ],
    });
    return set;
  }

  private sendingDomain(): void {
    const { configurationSet } = this;
    const identity = named(
      new EmailIdentity(this, 'Domain', { identity: Identity.domain(this.domain), configurationSet }),
      'MailDomain',
    );
    identity.dkimRecords.forEach(({ name, value }, n) => {
      new CfnOutput(this, `Dkim${n + 1}`, {
        description: 'Record that the name server of the mail domain must have',
        value: `${name} CNAME ${value}`,
      });
    });
  }

  private fulfil(): Queue {
    const { state } = this;
    const { queue, handler } = new Subscriber(this, 'Fulfil', {
      state,
      handler: 'Fulfil',
      environment: {
        ...this.senderEnvironment,
        ...this.linkEnvironment,
        TEMPLATES_BUCKET: state.templates.bucketName,
        FOLLOWED_CONFIGURATION_SET: this.followed.configurationSetName,
      },
      impact: 'People who asked got no answer.',
      batchSize: 10,
      // The mail provider limits mails a second; ten at a time stay below a fresh account's limit.
      maxConcurrency: 10,
    });
    handler.allowTable('GetItem', 'PutItem', 'UpdateItem');
    handler.allowReading(state.templates, '*');
    handler.allowSecret(state.linkSecret);
    this.allowSending(handler, [this.configurationSet, this.followed]);
    return queue;
  }

  private mailEvents(): void {
    const { queue, handler } = new Subscriber(this, 'MailEvents', {
      state: this.state,
      handler: 'MailEvents',
      environment: { PUBLIC_URL: this.publicUrl },
      impact: 'Bounced mails count as delivered; complaints go unheard.',
      batchSize: 10,
      maxConcurrency: 20,
    });
    handler.allowTable('GetItem', 'PutItem');
    named(
      new Rule(this, 'MailReported', {
        description: 'What the mail provider reports of sent mails',
        eventPattern: {
          source: ['aws.ses'],
          detail: {
            // What the function takes in: deliveries, of which there are as many as mails, it does not.
            eventType: ['Send', 'Bounce', 'Reject', 'Complaint'],
            mail: { tags: { 'ses:configuration-set': this.sets() } },
          },
        },
        targets: [new SqsQueue(queue)],
      }),
      'MailReported',
    );
    named(
      new Rule(this, 'MailFollowed', {
        description: 'What becomes of mails to people who allow us to hear of it',
        eventPattern: {
          source: ['aws.ses'],
          detail: {
            eventType: ['Delivery', 'Open', 'Click'],
            mail: { tags: { 'ses:configuration-set': [this.followed.configurationSetName] } },
          },
        },
        targets: [new SqsQueue(queue)],
      }),
      'MailFollowed',
    );
  }

  private sets(): string[] {
    return [this.configurationSet, this.followed].map((set) => set.configurationSetName);
  }

  private inbound(): Queue {
    const { state } = this;
    const { queue, handler } = new Subscriber(this, 'Inbound', {
      state,
      handler: 'IngestMail',
      environment: {
        RAW_BUCKET: state.raw.bucketName,
        LINK_SECRET: state.linkSecret.secretArn,
        SENDER: this.sender,
      },
      impact: 'Inquiries by mail lie unread in the raw bucket.',
      batchSize: 1,
      maxConcurrency: 10,
      personal: true,
    });
    handler.allowTable('GetItem', 'PutItem', 'Query');
    handler.allowReading(state.raw, prefixes.inboundMail);
    handler.allowWriting(state.raw, prefixes.inquiries);
    handler.allowSecret(state.linkSecret);
    return queue;
  }

  /** Received mail is stored whole and told of with the verdicts on spam, virus and sender. */
  private receive(queue: Queue): string {
    const { recipients } = this;
    const topic = named(
      new Topic(this, 'Received', { masterKey: this.state.key, enforceSSL: true }),
      'MailReceived',
    );
    const publish = topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
      }),
    );
    new CfnSubscription(this, 'ReceivedToInbound', {
      topicArn: topic.topicArn,
      protocol: 'sqs',
      endpoint: queue.queueArn,
    });
    const ruleSet = named(new ReceiptRuleSet(this, 'ReceiptRules'), 'ReceiptRules');
    new CfnOutput(this, 'ReceiptRuleSet', {
      description: 'To be activated once: an account has one active set',
      value: ruleSet.receiptRuleSetName,
    });
    const rule = new ReceiptRule(this, 'ReceiptRule', {
      ruleSet,
      ...(recipients.length > 0 ? { recipients } : {}),
      scanEnabled: true,
      // Senders without TLS exist, and a lost inquiry is worse than one that came in clear text.
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [
        {
          bind: () => ({
            s3Action: {
              bucketName: this.state.raw.bucketName,
              objectKeyPrefix: prefixes.inboundMail,
              topicArn: topic.topicArn,
            },
          }),
        },
      ],
    });
    named(rule, 'ReceiptRule');
    // SES tries the topic out when the rule is made.
    if (publish.policyDependable) rule.node.addDependency(publish.policyDependable);
    return ruleSet.receiptRuleSetName;
  }
}
