import { randomUUID } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { FunctionModel } from '../template/model.ts';
import type { FunctionErrorShape, Invocation, Outcome, Said, Setup } from './envelope.ts';

/** Invocations that one worker takes at the same time; Lambda would start an environment for each. More would only wait. */
const sideBySide = 8;

/** The function failed, as its caller sees it. */
class FunctionError extends Error {
  override readonly name = 'FunctionError';
  readonly shape: FunctionErrorShape;
  constructor(functionName: string, shape: FunctionErrorShape) {
    super(`${functionName}: ${shape.errorType}: ${shape.errorMessage}`);
    this.shape = shape;
  }
}

interface Pending {
  readonly invocation: Invocation;
  readonly resolve: (payload: string) => void;
  readonly reject: (fault: FunctionError) => void;
  timer?: NodeJS.Timeout;
}

interface Environment {
  readonly worker: Worker;
  readonly pending: Map<string, Pending>;
  readonly loaded: PromiseWithResolvers<void>;
  /** Takes no more work; ends with its last invocation. */
  retired: boolean;
}

export interface Surroundings {
  /** Variables that Lambda sets, and the address of the front door. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clockOffset: SharedArrayBuffer;
  readonly cacheFolder: string;
  readonly logFile: string;
}

/** One function of the template in a worker of its own, started at the first invocation. */
export class LocalFunction {
  readonly model: FunctionModel;
  readonly stats = { invocations: 0, errors: 0, coldStarts: 0 };
  readonly #surroundings: Surroundings;
  readonly #waiting: Pending[] = [];
  readonly #limit: number;
  readonly #log: WriteStream;
  #environment: Environment | undefined;
  #running = 0;
  #stopped = false;

  constructor(model: FunctionModel, surroundings: Surroundings) {
    this.model = model;
    this.#surroundings = surroundings;
    this.#limit = Math.min(model.reservedConcurrency ?? sideBySide, sideBySide);
    this.#log = createWriteStream(surroundings.logFile, { flags: 'w' });
  }

  /** Starts the worker ahead of the first invocation. @returns when the bundle is loaded */
  async warm(): Promise<void> {
    if (this.#stopped) return;
    this.#environment ??= this.#start();
    await this.#environment.loaded.promise;
  }

  /** @param payload JSON @returns JSON; rejects with a FunctionError */
  invoke(payload: string): Promise<string> {
    this.stats.invocations++;
    const timeout = this.model.timeoutSeconds * 1000;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ invocation: { id: randomUUID(), payload, timeout }, resolve, reject });
      this.#next();
    });
  }

  /** Ends the worker in the middle of what it does; all its invocations fail. */
  crash(): void {
    const environment = this.#environment;
    if (environment) this.#end(environment, 'Runtime.ExitError', 'the worker was ended');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const environment = this.#environment;
    this.#environment = undefined;
    await environment?.worker.terminate();
    this.#log.end();
  }

  #next(): void {
    while (this.#running < this.#limit) {
      const pending = this.#waiting.shift();
      if (!pending) return;
      this.#running++;
      this.#environment ??= this.#start();
      const environment = this.#environment;
      const { invocation } = pending;
      environment.pending.set(invocation.id, pending);
      pending.timer = setTimeout(() => this.#timedOut(environment, pending), invocation.timeout);
      environment.worker.postMessage(invocation);
    }
  }

  #start(): Environment {
    this.stats.coldStarts++;
    const { environment: variables, clockOffset, cacheFolder } = this.#surroundings;
    const { model } = this;
    const setup: Setup = {
      file: model.file,
      exported: model.exported,
      clockOffset,
      cacheFolder,
      functionName: model.name,
      functionArn: model.arn,
      memoryMegabytes: model.memoryMegabytes,
    };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: setup,
      env: { ...variables, ...model.environment },
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: model.memoryMegabytes },
    });
    const environment: Environment = {
      worker,
      pending: new Map(),
      loaded: Promise.withResolvers(),
      retired: false,
    };
    worker.stdout.pipe(this.#log, { end: false });
    worker.stderr.pipe(this.#log, { end: false });
    worker.on('message', (said: Said) => {
      if (said === 'loaded') environment.loaded.resolve();
      else this.#ended(environment, said);
    });
    worker.on('error', (fault) => this.#end(environment, fault.name, fault.message));
    worker.on('exit', () => this.#end(environment, 'Runtime.ExitError', 'the worker ended'));
    return environment;
  }

  #ended(environment: Environment, outcome: Outcome): void {
    const pending = environment.pending.get(outcome.id);
    if (!pending) return;
    if ('payload' in outcome) this.#release(environment, pending, () => pending.resolve(outcome.payload));
    else this.#release(environment, pending, () => this.#fail(pending, outcome.error));
  }

  /** Lambda ends an environment whose invocation takes too long; here it may first finish what runs beside it. */
  #timedOut(environment: Environment, pending: Pending): void {
    const errorMessage = `Task timed out after ${this.model.timeoutSeconds} seconds`;
    environment.retired = true;
    if (this.#environment === environment) this.#environment = undefined;
    this.#release(environment, pending, () => {
      this.#fail(pending, { errorType: 'Sandbox.Timedout', errorMessage, trace: [] });
    });
  }

  #release(environment: Environment, pending: Pending, tell: () => void): void {
    environment.pending.delete(pending.invocation.id);
    clearTimeout(pending.timer);
    this.#running--;
    tell();
    if (environment.retired && environment.pending.size === 0) void environment.worker.terminate();
    this.#next();
  }

  #fail(pending: Pending, shape: FunctionErrorShape): void {
    this.stats.errors++;
    pending.reject(new FunctionError(this.model.name, shape));
  }

  #end(environment: Environment, errorType: string, errorMessage: string): void {
    if (this.#environment === environment) this.#environment = undefined;
    environment.loaded.resolve();
    void environment.worker.terminate();
    for (const pending of [...environment.pending.values()]) {
      this.#release(environment, pending, () => this.#fail(pending, { errorType, errorMessage, trace: [] }));
    }
  }
}
