import { AsyncLocalStorage } from 'node:async_hooks';
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { table } from '../../shared/wiring.ts';
import { type Item, indexUnits, itemSize, readUnits, writeUnits } from './units.ts';

/** What one item or one query of a call costs. */
export interface Entry {
  operation: string;
  /** Access pattern: type of the item written, key of the item read, or index that was asked. */
  pattern: string;
  write: number;
  read: number;
}

export interface Meter {
  entries: readonly Entry[];
  /** Units since the start or the last reset. */
  total(): { write: number; read: number };
  /** The same for each operation and access pattern, as text. */
  report(): string[];
  reset(): void;
}

interface Put {
  TableName?: string | undefined;
  Item?: Item | undefined;
  Key?: Item | undefined;
}

/** The parts of inputs and outputs of DynamoDB calls that matter here. */
interface Input extends Put {
  ConsistentRead?: boolean;
  IndexName?: string;
  TransactItems?: { Put?: Put; Update?: Put; Delete?: Put; ConditionCheck?: Put }[];
  /** By the name of the table. */
  RequestItems?: Record<string, { PutRequest?: Put; DeleteRequest?: Put }[]>;
}

interface Output {
  Item?: Item;
  Items?: Item[];
  Responses?: Record<string, Item[]>;
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** The single writes of a call. */
function partsOf(operation: string, input: Input): Put[] {
  if (operation === 'TransactWriteItems')
    return (input.TransactItems ?? []).map(
      (part) => part.Put ?? part.Update ?? part.Delete ?? part.ConditionCheck ?? {},
    );
  if (operation === 'BatchWriteItem')
    return Object.entries(input.RequestItems ?? {}).flatMap(([TableName, requests]) =>
      requests.map(({ PutRequest, DeleteRequest }) => ({ TableName, ...PutRequest, ...DeleteRequest })),
    );
  return [input];
}

/**
 * Counts what each call of a client costs. It looks at the items before and after a write, so it is right as long as
 * nobody else writes the same item at the same moment.
 */
export function meter(client: DynamoDBClient): Meter {
  const entries: Entry[] = [];
  const looking = new AsyncLocalStorage<true>();

  async function look({ TableName, Item, Key }: Put): Promise<Item | undefined> {
    const whole = Key ?? Item ?? {};
    const keys = Object.fromEntries(
      Object.entries(whole).filter(([name]) => name === table.partitionKey || name === table.sortKey),
    );
    const command = new GetItemCommand({ TableName, Key: keys, ConsistentRead: true });
    return looking.run(true, async () => (await client.send(command)).Item);
  }

  async function countWrites(operation: string, input: Input, call: () => Promise<unknown>): Promise<void> {
    const inTransaction = operation === 'TransactWriteItems';
    const parts = partsOf(operation, input);
    const before = await Promise.all(parts.map(look));
    try {
      await call();
    } finally {
      // A refused write is charged by the item that stands there.
      const after = await Promise.all(parts.map(look));
      for (const [index, part] of parts.entries()) {
        const [old, fresh] = [before[index], after[index]];
        const write = writeUnits(old, fresh) * (inTransaction ? 2 : 1) + indexUnits(old, fresh);
        const pattern = (fresh ?? part.Item ?? old)?.type?.S ?? keyPattern(part.Key);
        entries.push({ operation, pattern, write, read: 0 });
      }
    }
  }

  function countRead(operation: string, input: Input, output: Output): void {
    const consistent = input.ConsistentRead === true;
    const add = (pattern: string, bytes: number) =>
      entries.push({ operation, pattern, write: 0, read: readUnits(bytes, consistent) });
    if (operation === 'GetItem') add(keyPattern(input.Key), itemSize(output.Item ?? {}));
    for (const item of Object.values(output.Responses ?? {}).flat()) add(keyPattern(item), itemSize(item));
    if (output.Items)
      add(
        input.IndexName ?? 'items',
        output.Items.reduce((sum, item) => sum + itemSize(item), 0),
      );
  }

  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const operation = commandName.replace(/Command$/, '');
        const input = args.input as Input;
        if (looking.getStore()) return next(args);
        if (!WRITES.has(operation)) {
          // What is not known would cost nothing.
          if (!READS.has(operation)) throw new Error(`what ${operation} costs is not known`);
          const answer = await next(args);
          countRead(operation, input, answer.output as Output);
          return answer;
        }
        let answer: Awaited<ReturnType<typeof next>> | undefined;
        await countWrites(operation, input, async () => {
          answer = await next(args);
        });
        if (!answer) throw new Error(`no answer to ${operation}`);
        return answer;
      },
    { step: 'initialize', name: 'meter' },
  );

  return {
    entries,
    total: () => sum(entries),
    report: () => {
      const groups = Map.groupBy(entries, ({ operation, pattern }) => `${operation} ${pattern}`);
      return [...groups].map(([name, group]) => {
        const { write, read } = sum(group);
        return `${name}: ${group.length} × ${write} write, ${read} read`;
      });
    },
    reset: () => {
      entries.length = 0;
    },
  };
}

const keyPattern = (key: Item | undefined): string => (key?.[table.sortKey]?.S ?? '?').split('#')[0] ?? '?';

function sum(entries: readonly Entry[]): { write: number; read: number } {
  return entries.reduce(
    (total, { write, read }) => ({ write: total.write + write, read: total.read + read }),
    {
      write: 0,
      read: 0,
    },
  );
}
