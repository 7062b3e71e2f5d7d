import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Activity } from '../activity.ts';
import type { RuntimeModel } from '../template/model.ts';
import { LocalFunction } from './function.ts';

/** All functions of the template. */
export class Functions {
  readonly #byName = new Map<string, LocalFunction>();
  readonly #activity: Activity;

  constructor(
    model: RuntimeModel,
    place: {
      dataDir: string;
      cacheFolder: string;
      endpoint: string;
      clockOffset: SharedArrayBuffer;
      activity: Activity;
    },
  ) {
    this.#activity = place.activity;
    const logs = join(place.dataDir, 'logs');
    mkdirSync(logs, { recursive: true });
    for (const one of model.functions) {
      const surroundings = {
        environment: variablesOf(one.name, model.region, place.endpoint),
        clockOffset: place.clockOffset,
        cacheFolder: place.cacheFolder,
        logFile: join(logs, `${one.name}.log`),
      };
      this.#byName.set(one.name, new LocalFunction(one, surroundings));
    }
  }

  all(): LocalFunction[] {
    return [...this.#byName.values()];
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** @throws when the template has no such function */
  get(nameOrArn: string): LocalFunction {
    const known = this.#byName.get(nameOrArn) ?? this.all().find(({ model }) => model.arn === nameOrArn);
    if (!known) throw new Error(`there is no function ${nameOrArn} in the template`);
    return known;
  }

  async invoke(nameOrArn: string, payload: unknown): Promise<unknown> {
    const called = this.get(nameOrArn);
    const done = this.#activity.begin(called.model.name);
    try {
      return JSON.parse(await called.invoke(JSON.stringify(payload)));
    } finally {
      done();
    }
  }

  /** Starts all workers, one after the other and only while nothing is to be done. */
  async warmAll(): Promise<void> {
    for (const one of this.all()) {
      while (!this.#activity.quiet) await this.#activity.nextChange(1000);
      await one.warm();
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.all().map((one) => one.stop()));
  }
}

/** What Lambda puts into a function's environment, and where AWS is on this machine. */
const variablesOf = (name: string, region: string, endpoint: string): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: name,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: endpoint,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  TZ: ':UTC',
});
