import { CfnElement } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Gives the resource behind a construct a plain id instead of a hashed one, so that templates, alarms, permissions and the
 * local cloud speak of it by the name it has in the code.
 */
export function named<Thing extends Construct>(thing: Thing, id: string): Thing {
  const resource = thing.node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new Error(`${id} has no single resource to name`);
  resource.overrideLogicalId(id);
  return thing;
}
