import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { dynamoPeople } from '../../../shared/adapters/dynamodb/people.ts';
import type { People } from '../../../shared/ports/people.ts';

export interface AnsweredPeople {
  people: People;
  /** Lets the next queries find these entries, a list for each. */
  answers(lists: readonly (readonly Entry[])[]): void;
  /** The entry that somebody has in the index, as the store gives it; one call after the other. */
  entryOf(leadId: string, known: Record<string, string>): Promise<Entry>;
}

interface Request {
  headers: Record<string, string>;
  body?: Uint8Array;
}

/** An item in the JSON of DynamoDB. */
export type Entry = string;

/** The call that enters a person under its keys. */
const Written = z.object({
  RequestItems: z.object({ none: z.array(z.object({ PutRequest: z.object({ Item: z.unknown() }) })) }),
});

/**
 * The people of the product with the client of the product, whose requests are answered at once from memory: what is left
 * is all that recognising costs on the processor of the function.
 */
export function answeredPeople(): AnsweredPeople {
  let waiting: string[] = [];
  let put = '';
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    requestHandler: {
      handle: async ({ headers, body }: Request) => {
        const isQuery = headers['x-amz-target']?.endsWith('.Query');
        if (!isQuery) put = Buffer.from(body ?? []).toString();
        const text = isQuery ? (waiting.shift() ?? '{"Items":[]}') : '{}';
        const answer = { 'content-type': 'application/x-amz-json-1.0' };
        return { response: { statusCode: 200, headers: answer, body: Buffer.from(text) } };
      },
    },
  });
  const people = dynamoPeople({ table: 'none', client });
  return {
    people,
    answers: (lists) => {
      waiting = lists.map((entries) => `{"Items":[${entries.join(',')}]}`);
    },
    entryOf: async (leadId, known) => {
      await people.enter({ leadId, keys: ['0:none'], known, organisations: [] }, true);
      const [written] = Written.parse(JSON.parse(put)).RequestItems.none;
      return JSON.stringify(written?.PutRequest.Item);
    },
  };
}
