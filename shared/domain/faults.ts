/**
 * What went wrong and is not a business result. Retryable faults are tried again by whoever delivered the work;
 * the others are parked at once, because trying again cannot help.
 */
export class Fault extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, options: { retryable: boolean; cause?: unknown; detail?: string }) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryable = options.retryable;
  }
}
