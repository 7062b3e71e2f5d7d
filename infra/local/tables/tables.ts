import type { FrontDoor } from '../door/front-door.ts';
import type { TableModel } from '../template/model.ts';
import type { TableEngine } from './dynoxide.ts';

/** Makes the template's tables where they are missing. A table that changed its keys needs `--fresh`. */
export async function createTables(
  tables: readonly TableModel[],
  door: FrontDoor,
  engine: TableEngine,
): Promise<void> {
  for (const { name, create } of tables) {
    const body = Buffer.from(JSON.stringify(create));
    const answer = await door.table('DynamoDB_20120810.CreateTable', body);
    const text = answer.body.toString('utf8');
    if (answer.status !== 200 && !text.includes('ResourceInUseException')) {
      throw new Error(`table ${name} cannot be made: ${text.slice(0, 300)}`);
    }
  }
  engine.tend();
}
