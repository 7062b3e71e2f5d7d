import { expect, it } from 'vitest';
import { Meter } from './meter.ts';

it('asks for the consumption where the caller has not', () => {
  const meter = new Meter();
  expect(meter.asking('PutItem', Buffer.from('{"TableName":"T"}')).toString()).toBe(
    '{"ReturnConsumedCapacity":"INDEXES","TableName":"T"}',
  );
  const own = Buffer.from('{"ReturnConsumedCapacity":"TOTAL","TableName":"T"}');
  expect(meter.asking('PutItem', own)).toBe(own);
  const other = Buffer.from('{"TableName":"T"}');
  expect(meter.asking('DescribeTable', other)).toBe(other);
});

it('adds up units of single calls and of transactions over several tables, index parts once', () => {
  const meter = new Meter();
  const single =
    '{"ConsumedCapacity":{"TableName":"T","CapacityUnits":3,"GlobalSecondaryIndexes":{"w":{"CapacityUnits":1}}}}';
  meter.count('PutItem', Buffer.from(single));
  const several =
    '{"ConsumedCapacity":[{"TableName":"T","CapacityUnits":4},{"TableName":"U","CapacityUnits":2}]}';
  meter.count('TransactWriteItems', Buffer.from(several));
  meter.count(
    'GetItem',
    Buffer.from('{"Item":{"a":{"S":"x"}},"ConsumedCapacity":{"TableName":"T","CapacityUnits":0.5}}'),
  );
  meter.count('GetItem', Buffer.from('{}'));
  expect([meter.writeUnits, meter.readUnits]).toEqual([9, 0.5]);
});
