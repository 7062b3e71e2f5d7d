import {
  CURRENTLY_RECOMMENDED_FLAGS,
  DEFAULT_CROSS_STACK_REFERENCES,
  VALIDATE_AGAINST_DEFAULT_RULES,
} from 'aws-cdk-lib/cx-api';

/**
 * How the CDK builds templates. Here and not in cdk.json, so that the local cloud and the tests, which do without the CDK
 * command, get the same ones. Exports lock what another stack uses; findings in a template are errors.
 */
export const flags = {
  ...CURRENTLY_RECOMMENDED_FLAGS,
  [DEFAULT_CROSS_STACK_REFERENCES]: 'strong',
  [VALIDATE_AGAINST_DEFAULT_RULES]: true,
};
