import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

let shared: DynamoDBClient | undefined;

/**
 * The one client of a function: each further client costs some 20 ms of its start. A call that hangs is given up in
 * time for the caller to answer (the shortest function timeout is 5 s); DynamoDB answers in a few milliseconds.
 */
export function dynamoClient(): DynamoDBClient {
  shared ??= new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_500, throwOnRequestTimeout: true },
  });
  return shared;
}
