import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '../../domain/faults.ts';
import type { RateLimit } from '../../ports/rate-limit.ts';
import { type Limit, latestMs, tokenMs, waitSeconds } from '../token-bucket.ts';
import { type Item, number, readNumber, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { rateKey, timeToLiveName, timeToLiveNames } from './keys.ts';
import { asFault } from './store-faults.ts';

/** Keys whose last known state is kept by a running function. */
const MOST_KEYS = 1_000;
/** Attempts against others who use the same key at the same moment. */
const MOST_TRIES = 8;

/**
 * A token bucket per key, shared by all running functions. A caller who knocks for the first time in a while costs one
 * write; one who is known to be over the limit costs none.
 */
export function dynamoRateLimit(options: { table: string; client?: DynamoDBClient }): RateLimit {
  const { table: TableName, client = dynamoClient() } = options;
  const lastKnown = new Map<string, number>();

  function know(key: string, fullAtMs: number): void {
    if (lastKnown.size >= MOST_KEYS) lastKnown.clear();
    lastKnown.set(key, fullAtMs);
  }

  /** Moves the bucket by one token if the condition holds. @returns null, or where the bucket stands */
  async function move(key: string, step: Step): Promise<number | null> {
    const command = new UpdateItemCommand({
      TableName,
      Key: texts({ ...rateKey(key) }),
      ...step,
      ExpressionAttributeNames: timeToLiveNames,
      ReturnValues: 'UPDATED_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes = {} } = await client.send(command);
      know(key, readNumber(Attributes, 'fullAt'));
      return null;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw asFault(error);
      const fullAt = error.Item ? readNumber(error.Item, 'fullAt') : 0;
      know(key, fullAt);
      return fullAt;
    }
  }

  return {
    take: async (key, limit, now) => {
      const nowMs = Date.parse(now);
      let fullAt = lastKnown.get(key) ?? 0;
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        // It only ever moves on, so what was known is refused without asking.
        if (fullAt > latestMs(limit, nowMs)) return waitSeconds(limit, fullAt, nowMs);
        const found = await move(key, fullAt > nowMs ? furtherStep(limit, nowMs) : firstStep(limit, nowMs));
        if (found === null) return null;
        fullAt = found;
      }
      throw new Fault('throttled', { retryable: true, detail: 'rate key' });
    },
  };
}

interface Step {
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeValues: Item;
}

const expiry = (fullAtMs: number): Item => ({ ':expiry': number(Math.ceil(fullAtMs / 1000) + 60) });

/** The bucket is full: it starts anew from now. */
function firstStep(limit: Limit, nowMs: number): Step {
  const fullAt = nowMs + tokenMs(limit);
  return {
    UpdateExpression: `SET fullAt = :next, ${timeToLiveName} = :expiry`,
    ConditionExpression: 'attribute_not_exists(fullAt) OR fullAt <= :now',
    ExpressionAttributeValues: { ':next': number(fullAt), ':now': number(nowMs), ...expiry(fullAt) },
  };
}

/** The bucket is partly used: one token more. */
function furtherStep(limit: Limit, nowMs: number): Step {
  const latest = latestMs(limit, nowMs);
  return {
    UpdateExpression: `SET fullAt = fullAt + :token, ${timeToLiveName} = :expiry`,
    ConditionExpression: 'fullAt > :now AND fullAt <= :latest',
    ExpressionAttributeValues: {
      ':token': number(tokenMs(limit)),
      ':now': number(nowMs),
      ':latest': number(latest),
      ...expiry(latest + tokenMs(limit)),
    },
  };
}
