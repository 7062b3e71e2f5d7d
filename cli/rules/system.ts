import { setTimeout as pause } from 'node:timers/promises';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { ssmParameters } from '../../shared/adapters/aws/ssm-parameters.ts';
import { dynamoRuleSets } from '../../shared/adapters/dynamodb/rule-sets.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { Parameters } from '../../shared/ports/parameters.ts';
import type { RuleSets } from '../../shared/ports/rule-sets.ts';
import { parameterPrefix } from '../../shared/wiring.ts';
import type { Connection } from '../connection.ts';

/** Where the rules of a system lie. */
export interface RulesSystem {
  parameters: Parameters;
  sets: Pick<RuleSets, 'current'>;
  bucket: Objects;
  /** `/leitwerk/{stage}/` */
  prefix: string;
  wait: (milliseconds: number) => Promise<unknown>;
}

/** The rules of a deployed or local system. */
export function rulesOf({ stage, table, rulesBucket }: Connection): RulesSystem {
  return {
    parameters: ssmParameters(),
    sets: dynamoRuleSets({ table }),
    bucket: s3Objects(rulesBucket),
    prefix: parameterPrefix(stage),
    wait: pause,
  };
}
