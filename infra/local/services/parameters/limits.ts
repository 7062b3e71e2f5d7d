import { AwsRefusal } from '../json-service.ts';

export type Tier = 'Standard' | 'Advanced';

/** Largest values of Parameter Store by tier, in bytes (AWS: "Managing parameter tiers"). */
const LIMIT: Record<Tier, number> = { Standard: 4096, Advanced: 8192 };

/**
 * The tier a value is kept in. `Intelligent-Tiering` takes the smallest that fits; without a wish an advanced
 * parameter stays advanced. A value too large for its tier is refused in the words of AWS.
 */
export function tierFor(value: string, wanted: string | undefined, before: Tier | undefined): Tier {
  const size = Buffer.byteLength(value);
  const tier = chosenTier({ wanted, before, fitsStandard: size <= LIMIT.Standard });
  if (size === 0)
    throw new AwsRefusal('ValidationException', 'A parameter value must have at least 1 character.');
  if (size > LIMIT.Standard && tier === 'Standard') {
    throw new AwsRefusal(
      'ValidationException',
      'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, ' +
        'upgrade the parameter to use the advanced-parameter tier.',
    );
  }
  if (size > LIMIT.Advanced) {
    throw new AwsRefusal(
      'ValidationException',
      'Advanced tier parameters support a maximum parameter value of 8192 characters.',
    );
  }
  return tier;
}

function chosenTier(wish: {
  wanted: string | undefined;
  before: Tier | undefined;
  fitsStandard: boolean;
}): Tier {
  if (wish.before === 'Advanced' || wish.wanted === 'Advanced') return 'Advanced';
  if (wish.wanted === 'Intelligent-Tiering') return wish.fitsStandard ? 'Standard' : 'Advanced';
  return 'Standard';
}

/** Refuses names Parameter Store would refuse: characters, reserved beginnings, more than 15 levels. */
export function checkName(name: string): void {
  if (!/^[a-zA-Z0-9_.\-/]{1,1011}$/.test(name)) {
    throw new AwsRefusal(
      'ValidationException',
      'Parameter name: can only contain letters, numbers, and the symbols . - _ /',
    );
  }
  if (name.includes('/') && !name.startsWith('/')) {
    throw new AwsRefusal('ValidationException', 'Parameter name must be a fully qualified name.');
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw new AwsRefusal('ValidationException', 'Parameter name: can’t be prefixed with "aws" or "ssm"');
  }
  if (name.split('/').filter((level) => level !== '').length > 15) {
    throw new AwsRefusal(
      'HierarchyLevelLimitExceededException',
      'A parameter hierarchy can have at most 15 levels.',
    );
  }
}
