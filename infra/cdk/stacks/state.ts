import { Aws, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { table as layout, parameterPrefix, prefixes } from '../../../shared/wiring.ts';
import { closedBucket } from '../constructs/closed-bucket.ts';
import { named } from '../constructs/named.ts';
import { defaultDocuments } from '../default-documents.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });
/** Old versions of objects: long enough to undo a mistake, short enough that an erased person is gone within the month. */
const undo = { noncurrentVersionExpiration: Duration.days(30) };

/** `atOnce`: new versions of functions take all calls at once, on the stage prod too. */
type StateProps = StackProps & { stage: string; atOnce?: boolean };
/** Lists and their reports: as long as what was misunderstood may be read again. */
const keptLists = Duration.days(30);

/** What must not be lost: the key, the table, the buckets, the rules as parameters, the secret that signs links. */
export class StateStack extends Stack {
  readonly stage: string;
  /** Whether new versions of functions take their calls step by step. */
  readonly gradualReleases: boolean;
  readonly key: Key;
  readonly table: Table;
  readonly raw: Bucket;
  readonly reports: Bucket;
  readonly templates: Bucket;
  readonly rules: Bucket;
  /** What the law makes one keep of people whose data are erased; no function reads it. */
  readonly archive: Bucket;
  readonly linkSecret: Secret;
  readonly hookKeys: Secret;
  readonly connectorKeys: Secret;
  readonly alarms: Topic;
  private readonly kept: boolean;
  private readonly removalPolicy: RemovalPolicy;

  constructor(scope: Construct, id: string, { stage, atOnce = false, ...props }: StateProps) {
    super(scope, id, props);
    this.stage = stage;
    this.kept = stage === 'prod';
    this.gradualReleases = stage === 'prod' && !atOnce;
    this.removalPolicy = this.kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = this.customerKey();
    this.table = this.oneTable();
    this.raw = this.bucket(
      'Raw',
      [
        undo,
        ...[prefixes.droppedLists, prefixes.imports].map((prefix) => ({ prefix, expiration: keptLists })),
      ],
      { tells: true },
    );
    this.reports = this.bucket('Reports', [
      undo,
      { prefix: prefixes.queryResults, expiration: Duration.days(7) },
    ]);
    this.templates = this.bucket('Templates', []);
    this.rules = this.bucket('RuleArchive', []);
    this.archive = this.bucket('Archive', [undo], { locked: true });
    this.linkSecret = named(
      new Secret(this, 'LinkSecret', {
        description: 'Signs the links in mails: owner pages, questionnaires, privacy pages',
        encryptionKey: this.key,
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        removalPolicy: this.removalPolicy,
      }),
      'LinkSecret',
    );
    Validations.of(this.linkSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'A new secret makes every link that is out worthless: changed by hand, after an incident.',
    });
    this.hookKeys = this.keysOfTools();
    this.connectorKeys = this.keysOfConnectors();
    this.alarms = this.alarmTopic();
    this.letMailIn();
    this.parameters();
  }

  /** What every function is told. */
  get told() {
    return {
      TABLE: this.table.tableName,
      STAGE: this.stage,
      RULES_TTL_SECONDS: this.stage === 'local' ? '0' : '60',
    };
  }

  private customerKey(): Key {
    const key = named(
      new Key(this, 'Key', {
        description: `Leitwerk ${this.stage}: all that is stored about people`,
        enableKeyRotation: true,
        removalPolicy: this.removalPolicy,
      }),
      'Key',
    );
    // SES stores received mails and tells about them, SNS fills the inbound queue, CloudWatch reports alarms. Not each of them
    // says for whom it acts on each of these ways; where one does, it must be for this account.
    for (const service of ['ses', 'sns', 'cloudwatch'])
      key.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: { StringEqualsIfExists: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
        }),
      );
    return key;
  }

  /** What form and ad tools sign with, by source; the first value only holds the token of Meta's handshake. */
  private keysOfTools(): Secret {
    const keys = named(
      new Secret(this, 'HookKeys', {
        description: 'Keys of form and ad tools: {"typeform": "…", "meta": "app secret", "meta.verify": "…"}',
        encryptionKey: this.key,
        generateSecretString: {
          secretStringTemplate: '{}',
          generateStringKey: 'meta.verify',
          passwordLength: 32,
          excludePunctuation: true,
        },
        removalPolicy: this.removalPolicy,
      }),
      'HookKeys',
    );
    Validations.of(keys).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The keys are made by the tools and change when they are changed there.',
    });
    return keys;
  }

  /** What messages to connectors are signed with, by connector; one is there from the start. */
  private keysOfConnectors(): Secret {
    const keys = named(
      new Secret(this, 'ConnectorKeys', {
        description: 'Keys that sign messages to connectors: {"default": "…", "crm": "…"}',
        encryptionKey: this.key,
        generateSecretString: {
          secretStringTemplate: '{}',
          generateStringKey: 'default',
          passwordLength: 48,
          excludePunctuation: true,
        },
        removalPolicy: this.removalPolicy,
      }),
      'ConnectorKeys',
    );
    Validations.of(keys).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The receiver must change its key at the same moment: by hand, for each connector.',
    });
    return keys;
  }

  private alarmTopic(): Topic {
    const topic = named(new Topic(this, 'Alarms', { masterKey: this.key, enforceSSL: true }), 'Alarms');
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    return topic;
  }

  private oneTable(): Table {
    const table = named(
      new Table(this, 'Table', {
        partitionKey: text(layout.partitionKey),
        sortKey: text(layout.sortKey),
        billingMode: BillingMode.PAY_PER_REQUEST,
        stream: StreamViewType.NEW_AND_OLD_IMAGES,
        timeToLiveAttribute: layout.timeToLive,
        encryption: TableEncryption.CUSTOMER_MANAGED,
        encryptionKey: this.key,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        deletionProtection: this.kept,
        removalPolicy: this.removalPolicy,
      }),
      'Table',
    );
    for (const { name, partitionKey, sortKey } of Object.values(layout.indexes))
      table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
      });
    return table;
  }

  private bucket(
    id: string,
    lifecycle: Parameters<typeof closedBucket>[2]['lifecycle'],
    { tells = false, locked = false } = {},
  ): Bucket {
    return closedBucket(this, id, {
      key: this.key,
      removalPolicy: this.removalPolicy,
      tells,
      locked,
      ...(lifecycle?.length ? { lifecycle } : {}),
    });
  }

  /** The receipt rule of the mail stack may store mails, and nothing else, in the raw bucket. */
  private letMailIn(): void {
    this.raw.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.raw.arnForObjects(`${prefixes.inboundMail}*`)],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }

  private parameters(): void {
    for (const { name, text: value, large } of defaultDocuments())
      new StringParameter(this, `Parameter-${name}`, {
        parameterName: `${parameterPrefix(this.stage)}${name}`,
        stringValue: value,
        tier: large ? ParameterTier.ADVANCED : ParameterTier.STANDARD,
      });
  }
}
