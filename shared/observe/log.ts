import { Logger } from '@aws-lambda-powertools/logger';
import { Fault } from '../domain/faults.ts';
import { type Code, codes } from './codes.ts';

/** Ids, codes, counts and durations; never a name, an address or a text of a person. */
type Fields = Record<string, string | number | boolean | null | undefined>;

const logger = new Logger({ serviceName: 'leitwerk' });

/** What may be logged of an error: its kind and code. Messages of foreign errors can quote input, so they stay out. */
function causeFields(cause: unknown): Fields {
  if (cause instanceof Fault) {
    return {
      fault: cause.code,
      retryable: cause.retryable,
      ...(cause.cause ? { cause: kindOf(cause.cause) } : {}),
    };
  }
  return { fault: kindOf(cause), at: cause instanceof Error ? firstFrame(cause) : undefined };
}

function kindOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}

function firstFrame(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .find((line) => line.trimStart().startsWith('at '))
    ?.trim();
}

/** One JSON line per call: the code, its sentence and the fields. */
export const log = {
  info(code: Code, fields: Fields = {}): void {
    logger.info(codes[code], { code, ...fields });
  },
  warn(code: Code, fields: Fields = {}, cause?: unknown): void {
    logger.warn(codes[code], { code, ...fields, ...(cause === undefined ? {} : causeFields(cause)) });
  },
  error(code: Code, fields: Fields, cause: unknown): void {
    logger.error(codes[code], { code, ...fields, ...causeFields(cause) });
  },
};
