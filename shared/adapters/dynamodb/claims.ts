import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Claim, Claims } from '../../ports/claims.ts';
import { table as layout } from '../../wiring.ts';
import { type Item, number, readText, text, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { SCHEMA_VERSION, unreadable } from './codec.ts';
import { claimKey } from './keys.ts';
import { asFault, fail } from './store-faults.ts';

/** A claim is kept longer than anything can be delivered again: 14 days in a queue, 14 behind it, and a good reserve. */
const KEEP_SECONDS = 90 * 86_400;

/** Claims as items of their own: one conditional put takes one, whoever asks first. Throws like the lead store. */
export function dynamoClaims(options: { table: string; client?: DynamoDBClient }): Claims {
  const { table: TableName, client = dynamoClient() } = options;
  const put = (key: string, at: string, progress: Progress) =>
    client.send(new PutItemCommand({ TableName, Item: claimItem(key, at, progress) })).catch(fail);

  async function get(key: string, { consistent }: { consistent: boolean }): Promise<Item | undefined> {
    const Key = texts({ ...claimKey(key) });
    const command = new GetItemCommand({ TableName, Key, ConsistentRead: consistent });
    return (await client.send(command).catch(fail)).Item;
  }

  /** Writes a fresh claim where the condition holds. @returns null when it is ours, else the item that stands there */
  async function take(key: string, now: string, condition: Condition): Promise<Item | null> {
    const nonce = randomUUID();
    const command = new PutItemCommand({
      TableName,
      Item: claimItem(key, now, { is: 'claimed', nonce }),
      ...condition,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await client.send(command);
      return null;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw asFault(error);
      // A try that timed out after it was written is tried again by the client and then meets itself.
      return error.Item?.nonce?.S === nonce ? null : (error.Item ?? {});
    }
  }

  return {
    claim: async (key, now) => {
      const found = await take(key, now, { ConditionExpression: 'attribute_not_exists(pk)' });
      return found ? readClaim(found) : { outcome: 'claimed' };
    },

    takeOver: async (key, since, now) => {
      const found = await take(key, now, {
        ConditionExpression: 'progress IN (:claimed, :refused) AND changedAt = :since',
        ExpressionAttributeValues: texts({ ':claimed': 'claimed', ':refused': 'refused', ':since': since }),
      });
      return found === null;
    },

    done: async (key, now, reference) => {
      await put(key, now, { is: 'done', reference });
    },

    refused: async (key, now, reason) => {
      await put(key, now, { is: 'refused', reason });
    },

    release: async (key) => {
      const command = new DeleteItemCommand({
        TableName,
        Key: texts({ ...claimKey(key) }),
        ConditionExpression: 'progress = :claimed',
        ExpressionAttributeValues: { ':claimed': text('claimed') },
      });
      await client.send(command).catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw asFault(error);
      });
    },

    // What is done stays done, so a copy that says so is enough, at half the read units.
    read: async (key) => {
      const early = await get(key, { consistent: false });
      const found =
        early && readClaim(early).outcome === 'done' ? early : await get(key, { consistent: true });
      return found ? readClaim(found) : null;
    },
  };
}

type Progress =
  | { is: 'claimed'; nonce: string }
  | { is: 'done'; reference: string }
  | { is: 'refused'; reason: string };

type Condition = Pick<PutItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>;

function claimItem(key: string, at: string, { is, ...rest }: Progress): Item {
  return {
    ...texts({ ...claimKey(key), type: 'claim', progress: is, changedAt: at, ...rest }),
    schemaVersion: number(SCHEMA_VERSION),
    [layout.timeToLive]: number(Math.floor(Date.parse(at) / 1000) + KEEP_SECONDS),
  };
}

function readClaim(item: Item): Claim {
  const at = readText(item, 'changedAt');
  switch (readText(item, 'progress')) {
    case 'claimed':
      return { outcome: 'in-doubt', since: at };
    case 'done':
      return { outcome: 'done', at, reference: readText(item, 'reference') };
    case 'refused':
      return { outcome: 'refused', at, reason: readText(item, 'reason') };
    default:
      throw unreadable('claim');
  }
}
