import { Fault } from '../../domain/faults.ts';

const THROTTLED = new Set([
  'ThrottlingException',
  'ThrottlingError',
  'Throttling',
  'ProvisionedThroughputExceededException',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'TransactionInProgressException',
  'TransactionConflictException',
]);

/** Errors that trying again cannot help: the request itself is wrong or not allowed. */
const REFUSED = new Set([
  'ValidationException',
  'ValidationError',
  'AccessDeniedException',
  'ResourceNotFoundException',
  'SerializationException',
  'ItemCollectionSizeLimitExceeded',
  'ItemCollectionSizeLimitExceededException',
  'IdempotentParameterMismatchException',
]);

/** The fault for an error code of DynamoDB, as thrown or as one reason of a cancelled transaction. */
export function storeFault(name: string, cause: unknown): Fault {
  if (THROTTLED.has(name)) return new Fault('throttled', { retryable: true, cause, detail: name });
  if (REFUSED.has(name)) return new Fault('store-refused', { retryable: false, cause, detail: name });
  return new Fault('unavailable', { retryable: true, cause, detail: name });
}

/** Turns whatever a call to DynamoDB throws into a fault; nothing above the adapter knows an AWS error. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  return storeFault(error instanceof Error ? error.name : 'unknown', error);
}

/** For the end of a call: `.catch(fail)`. */
export function fail(error: unknown): never {
  throw asFault(error);
}
