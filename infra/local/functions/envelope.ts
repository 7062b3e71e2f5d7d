/** What main thread and worker say to each other. Payloads travel as JSON text, as they do between Lambda and a function. */

export interface Setup {
  readonly file: string;
  readonly exported: string;
  /** Milliseconds to add to the wall clock, one 64-bit float. */
  readonly clockOffset: SharedArrayBuffer;
  readonly cacheFolder: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
}

export interface Invocation {
  readonly id: string;
  readonly payload: string;
  /** ms the function may take */
  readonly timeout: number;
}

export type Outcome =
  | { readonly id: string; readonly payload: string }
  | { readonly id: string; readonly error: FunctionErrorShape };

/** What a worker says: its bundle is loaded (well or not), or an invocation has ended. */
export type Said = 'loaded' | Outcome;

export interface FunctionErrorShape {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}
