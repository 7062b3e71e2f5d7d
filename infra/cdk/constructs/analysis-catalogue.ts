import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { analysisColumns } from '../../../shared/domain/analysis.ts';
import { prefixes } from '../../../shared/wiring.ts';
import type { StateStack } from '../stacks/state.ts';
import type { NodeFunction } from './node-function.ts';

/** Data sets of the analysis: a folder and a table each. */
const datasets = ['events', 'clocks'] as const satisfies (keyof typeof analysisColumns)[];

/** The analysis files as tables, and the workgroup in which they are queried. */
export class AnalysisCatalogue extends Construct {
  readonly database: string;
  readonly workgroup: string;
  /** where Athena leaves results, as an s3 address */
  readonly output: string;
  private readonly state: StateStack;

  constructor(scope: Construct, id: string, { state }: { state: StateStack }) {
    super(scope, id);
    this.state = state;
    this.database = `leitwerk_${state.stage}`;
    this.workgroup = `leitwerk-${state.stage}`;
    this.output = `s3://${state.reports.bucketName}/${prefixes.queryResults}`;
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: this.database, description: 'Leads in figures, without personal data' },
    });
    for (const dataset of datasets) this.table(dataset).addResourceDependency(database);
    this.workgroupOf(state);
  }

  /** Permits to run queries over the tables and to read their results. */
  allowQueries(reader: NodeFunction): void {
    const { reports } = this.state;
    const stack = Stack.of(this);
    const glue = (resource: string, resourceName?: string) =>
      stack.formatArn({ service: 'glue', resource, ...(resourceName ? { resourceName } : {}) });
    reader.allow(
      ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'],
      stack.formatArn({
        service: 'athena',
        resource: 'workgroup',
        resourceName: this.workgroup,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    );
    const above = [glue('catalog'), glue('database', this.database)];
    const tables = datasets.map((dataset) => glue('table', `${this.database}/${dataset}`));
    reader.allow(['glue:GetDatabase'], ...above);
    reader.allow(['glue:GetTable', 'glue:GetPartitions'], ...above, ...tables);
    reader.allow(['s3:GetBucketLocation'], reports.bucketArn);
    reader.allowReading(reports, prefixes.analysis, prefixes.queryResults);
    reader.allowWriting(reports, prefixes.queryResults);
  }

  /** One data set. Its days are projected, so that no crawler and no repair has to find them. */
  private table(dataset: (typeof datasets)[number]): CfnTable {
    const location = `s3://${this.state.reports.bucketName}/${prefixes.analysis}${dataset}/`;
    return new CfnTable(this, `Table-${dataset}`, {
      catalogId: Stack.of(this).account,
      databaseName: this.database,
      tableInput: {
        name: dataset,
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: [{ name: 'dt', type: 'string' }],
        parameters: {
          classification: 'parquet',
          'projection.enabled': 'true',
          'projection.dt.type': 'date',
          'projection.dt.format': 'yyyy-MM-dd',
          'projection.dt.range': '2026-01-01,NOW+1DAY',
          'projection.dt.interval': '1',
          'projection.dt.interval.unit': 'DAYS',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: Athena fills it in
          'storage.location.template': `${location}${'dt=${dt}/'}`,
        },
        storageDescriptor: {
          location,
          columns: analysisColumns[dataset].map(({ name, type }) => ({ name, type })),
          inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
          serdeInfo: {
            serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
            parameters: { 'serialization.format': '1' },
          },
        },
      },
    });
  }

  private workgroupOf(state: StateStack): void {
    const workgroup = new CfnWorkGroup(this, 'Workgroup', {
      name: this.workgroup,
      recursiveDeleteOption: state.stage !== 'prod',
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        // A query over a year of a large sender reads a few hundred megabytes; ten gigabytes are a mistake.
        bytesScannedCutoffPerQuery: 10 * 1024 ** 3,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: this.output,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: state.key.keyArn },
        },
      },
    });
    workgroup.applyRemovalPolicy(RemovalPolicy.DESTROY);
  }
}
