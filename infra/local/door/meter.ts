const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** Adds up the capacity units that the table engine reports for the functions' calls. */
export class Meter {
  writeUnits = 0;
  readUnits = 0;

  /** The request with the question for its consumption added; most callers do not ask. */
  asking(operation: string, body: Buffer): Buffer {
    if (!reads.has(operation) && !writes.has(operation)) return body;
    if (body.includes('"ReturnConsumedCapacity"')) return body;
    return Buffer.concat([question, body.subarray(body.indexOf('{') + 1)]);
  }

  /** Reads the consumption out of an answer without parsing the items in it. */
  count(operation: string, answer: Buffer): void {
    const start = answer.lastIndexOf('"ConsumedCapacity":');
    if (start < 0) return;
    const text = answer.subarray(start).toString('latin1');
    let units = 0;
    for (const [, part] of text.matchAll(/"TableName":"[^"]+","CapacityUnits":([\d.]+)/g))
      units += Number(part);
    if (reads.has(operation)) this.readUnits += units;
    else this.writeUnits += units;
  }
}

const question = Buffer.from('{"ReturnConsumedCapacity":"INDEXES",');

export const changesTable = (operation: string): boolean => !reads.has(operation);
