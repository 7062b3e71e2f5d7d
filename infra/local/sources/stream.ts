import * as z from 'zod';

/** The stream of one table in the engine, read without the SDK: one call per batch is all that idle and busy times need. */
export interface TableStream {
  /** Up to `count` records after a position (the last sequence number that was handled; empty: from the oldest). */
  read(position: string, count: number): Promise<readonly StreamRecord[]>;
  /** Position of the newest record. */
  latest(): Promise<string>;
}

/** A record as the engine gives it and as Lambda passes it on. */
export type StreamRecord = Record<string, unknown> & {
  eventName: string;
  dynamodb: Record<string, unknown> & { SequenceNumber: string; ApproximateCreationDateTime: number };
};

export type TableCall = (target: string, body: Buffer) => Promise<{ status: number; body: Buffer }>;

const streamsSchema = z.object({
  Streams: z.array(z.object({ StreamArn: z.string(), TableName: z.string() })),
});
const shardsSchema = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const iteratorSchema = z.object({ ShardIterator: z.string() });
const recordsSchema = z.object({
  Records: z.array(
    z.looseObject({
      eventName: z.string(),
      dynamodb: z.looseObject({ SequenceNumber: z.string(), ApproximateCreationDateTime: z.number() }),
    }),
  ),
  NextShardIterator: z.string().nullish(),
});

const textSchema = z.object({ S: z.string() });
const instantAhead = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/;

/** Attributes of a written item whose text begins with an instant, in ms since 1970. */
export function* instantsIn({ dynamodb: { NewImage } }: StreamRecord): Iterable<[string, number]> {
  if (typeof NewImage !== 'object' || NewImage === null) return;
  for (const [attribute, value] of Object.entries(NewImage)) {
    const [instant] = instantAhead.exec(textSchema.safeParse(value).data?.S ?? '') ?? [];
    if (instant !== undefined) yield [attribute, Date.parse(instant)];
  }
}

/** Opens a table's stream. @throws when the table has none or more than one open shard */
export async function openStream(table: string, call: TableCall): Promise<TableStream> {
  const ask = async <T>(schema: z.ZodType<T>, operation: string, input: unknown): Promise<T> => {
    const { status, body } = await call(
      `DynamoDBStreams_20120810.${operation}`,
      Buffer.from(JSON.stringify(input)),
    );
    if (status !== 200) throw new Error(`${operation}: ${body.toString('utf8').slice(0, 300)}`);
    return schema.parse(JSON.parse(body.toString('utf8')));
  };
  const { Streams } = await ask(streamsSchema, 'ListStreams', { TableName: table });
  const StreamArn = Streams.find(({ TableName }) => TableName === table)?.StreamArn;
  if (!StreamArn) throw new Error(`table ${table} has no stream`);
  let ShardId: string | undefined;
  let next: { position: string; iterator: string } | undefined;

  const shard = async (): Promise<string | undefined> => {
    const { StreamDescription } = await ask(shardsSchema, 'DescribeStream', { StreamArn });
    return StreamDescription.Shards.at(-1)?.ShardId;
  };
  const iteratorAfter = async (position: string): Promise<string> => {
    if (next?.position === position) return next.iterator;
    const from = position
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    return (await ask(iteratorSchema, 'GetShardIterator', { StreamArn, ShardId, ...from })).ShardIterator;
  };
  const read = async (position: string, Limit: number): Promise<readonly StreamRecord[]> => {
    ShardId ??= await shard();
    // No shard: nothing was ever written.
    if (!ShardId) return [];
    const ShardIterator = await iteratorAfter(position);
    const { Records, NextShardIterator } = await ask(recordsSchema, 'GetRecords', { ShardIterator, Limit });
    const last = Records.at(-1)?.dynamodb.SequenceNumber ?? position;
    next = NextShardIterator ? { position: last, iterator: NextShardIterator } : undefined;
    return Records;
  };
  const latest = async (): Promise<string> => {
    let position = '';
    for (;;) {
      const records = await read(position, 1000);
      const last = records.at(-1);
      if (!last) return position;
      position = last.dynamodb.SequenceNumber;
    }
  };
  return { read, latest };
}
