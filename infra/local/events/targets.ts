import type { Activity } from '../activity.ts';
import type { BusEvent, RuleModel, RuleTarget } from '../contract.ts';
import type { Functions } from '../functions/functions.ts';
import type { Queues } from '../queues/queues.ts';
import type { FunctionModel } from '../template/model.ts';
import { inputOf } from './input.ts';

/** Lambda waits a minute and two before it retries an asynchronous invocation. */
const retryMilliseconds = 500;

export interface TargetsWorld {
  readonly functions: Functions;
  readonly queues: Queues;
  readonly activity: Activity;
  readonly log: (line: string) => void;
}

/** Carries events to the targets of rules. */
export class Targets {
  readonly #world: TargetsWorld;

  constructor(world: TargetsWorld) {
    this.#world = world;
  }

  /** @returns what the functions among the targets answered; never rejects */
  async deliver(rule: RuleModel, event: BusEvent): Promise<unknown[]> {
    const done = this.#world.activity.begin(`rule ${rule.id}`);
    try {
      return await Promise.all(
        rule.targets.map((target) => this.#toTarget(rule, target, inputOf(target, event))),
      );
    } finally {
      done();
    }
  }

  async #toTarget(rule: RuleModel, target: RuleTarget, input: unknown): Promise<unknown> {
    const { queues, functions } = this.#world;
    if (target.arn.includes(':sqs:')) {
      const body = typeof input === 'string' ? input : JSON.stringify(input);
      queues.get(target.arn).send({ body, group: target.messageGroupId });
      return undefined;
    }
    if (target.arn.includes(':lambda:')) return this.#invoke(functions.get(target.arn).model, target, input);
    throw new Error(`rule ${rule.id} has a target that the local cloud does not know: ${target.arn}`);
  }

  /** An asynchronous invocation: repeated as often as the function says, then parked. */
  async #invoke(
    { name, asyncRetries, asyncFailureArn }: FunctionModel,
    target: RuleTarget,
    input: unknown,
  ): Promise<unknown> {
    const { functions, queues, log } = this.#world;
    for (let attempt = 0; ; attempt++) {
      try {
        return await functions.invoke(name, input);
      } catch (fault) {
        log(fault instanceof Error ? fault.message : String(fault));
        if (attempt < asyncRetries) {
          await new Promise((resolve) => setTimeout(resolve, retryMilliseconds * (attempt + 1)));
          continue;
        }
        const parked = asyncFailureArn ?? target.deadLetterArn;
        if (parked?.includes(':sqs:')) queues.get(parked).send({ body: JSON.stringify(input) });
        return undefined;
      }
    }
  }
}
